import { z } from 'zod';
import { ModelFailed, type ModelFailure } from '../model-failed.ts';

/** Makes one call of an SDK. Whatever it throws becomes ModelFailed, with the SDK's error only as its cause. */
export async function sent<T>(model: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ModelFailed(model, reasonOf(error), { cause: error });
  }
}

const withStatus = z.object({ status: z.number().int() });

function reasonOf(error: unknown): ModelFailure {
  const answered = withStatus.safeParse(error);
  if (answered.success) return reasonOfStatus(answered.data.status);
  // Both SDKs pass on what JSON.parse throws; all else without a status is a connection that failed or broke.
  return error instanceof SyntaxError ? 'malformed' : 'unreachable';
}

function reasonOfStatus(status: number): ModelFailure {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return 'not-allowed';
    case 408:
    case 504:
      return 'timeout';
    case 429:
      return 'rate-limited';
    case 503:
    case 529:
      return 'overloaded';
    default:
      return status >= 500 ? 'server-error' : 'bad-request';
  }
}
