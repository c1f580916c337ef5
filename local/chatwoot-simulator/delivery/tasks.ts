import { setTimeout as sleep } from 'node:timers/promises';

export type Tasks = ReturnType<typeof createTasks>;

/** Work that goes on in the background until it is done or everything is stopped. */
export function createTasks(failed: (error: string) => void) {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    signal: stop.signal,
    /** A function, because it turns true while an await is under way. */
    stopped: (): boolean => stop.signal.aborted,
    start: (work: Promise<void>): void => {
      const guarded = work
        .catch((error: unknown) => {
          if (!stop.signal.aborted) failed(String(error));
        })
        .finally(() => running.delete(guarded));
      running.add(guarded);
    },
    /** Waits; rejects when everything is stopped meanwhile. */
    pause: async (milliseconds: number): Promise<void> => {
      if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: stop.signal });
    },
    busy: (): boolean => running.size > 0,
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
    close: async (): Promise<void> => {
      stop.abort();
      await Promise.allSettled(running);
    },
  };
}
