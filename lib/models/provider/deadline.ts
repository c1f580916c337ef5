import { ModelFailed } from '../model-failed.ts';

interface Limits {
  model: string;
  milliseconds: number;
  /** Of whoever asked. */
  signal: AbortSignal | undefined;
}

/**
 * Runs a whole errand within a time. When the time is over, its own or that of whoever asked, or whoever asked cancels,
 * it throws ModelFailed at once, whatever the errand is waiting for; the signal it was given ends its requests.
 */
export async function within<T>(
  { model, milliseconds, signal }: Limits,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const before = endedBecause(signal);
  if (before !== undefined) throw new ModelFailed(model, before);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(timeIsOver()), milliseconds);
  const either = AbortSignal.any(signal === undefined ? [late.signal] : [signal, late.signal]);
  const over = Promise.withResolvers<never>();
  const stop = () => over.reject(new ModelFailed(model, endedBecause(either) ?? 'cancelled'));
  either.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([run(either), over.promise]);
  } finally {
    clearTimeout(timer);
    either.removeEventListener('abort', stop);
  }
}

/** Why nobody waits any more: the time of whoever asked is over, or they do not want the answer. */
export function endedBecause(signal: AbortSignal | undefined): 'timeout' | 'cancelled' | undefined {
  if (signal?.aborted !== true) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof DOMException && reason.name === 'TimeoutError' ? 'timeout' : 'cancelled';
}

/** As AbortSignal.timeout says it. */
function timeIsOver(): DOMException {
  return new DOMException('The time for a model is over.', 'TimeoutError');
}
