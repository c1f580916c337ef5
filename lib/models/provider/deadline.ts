import { ModelFailed } from '../model-failed.ts';

interface Limits {
  model: string;
  milliseconds: number;
  /** Of whoever asked. */
  signal: AbortSignal | undefined;
}

/**
 * Runs a whole errand within a time. When the time is over, or whoever asked cancels, it throws ModelFailed at once,
 * whatever the errand is waiting for; the signal it was given ends its requests.
 */
export async function within<T>(
  { model, milliseconds, signal }: Limits,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted === true) throw new ModelFailed(model, 'cancelled');
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), milliseconds);
  const either = AbortSignal.any(signal === undefined ? [late.signal] : [signal, late.signal]);
  const over = Promise.withResolvers<never>();
  const stop = () => over.reject(new ModelFailed(model, late.signal.aborted ? 'timeout' : 'cancelled'));
  either.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([run(either), over.promise]);
  } finally {
    clearTimeout(timer);
    either.removeEventListener('abort', stop);
  }
}
