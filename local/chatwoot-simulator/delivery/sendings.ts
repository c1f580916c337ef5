import { setTimeout as sleep } from 'node:timers/promises';
import { type SendingDelays, takeStep } from '../domain/sending.ts';
import type { World } from '../domain/world.ts';
import type { Sending } from '../store/jobs.ts';

export interface SendingsDeps {
  readonly world: World;
  readonly delays: SendingDelays;
  readonly act: <T>(work: () => T) => T;
}

/** Outgoing messages on their way to the channel and their receipts on the way back. Kept in the file, so a restart goes on. */
export function createSendings({ world, delays, act }: SendingsDeps) {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();

  const run = async (first: Sending): Promise<void> => {
    let job: Sending | undefined = first;
    while (job !== undefined && !stop.signal.aborted) {
      const wait = Math.max(0, job.due - world.realNow());
      if (wait > 0) await sleep(wait, undefined, { signal: stop.signal });
      const due: Sending = job;
      job = act(() => step(due));
    }
  };
  const step = (job: Sending): Sending | undefined => {
    const next = takeStep(world, job);
    if (next !== null) {
      return world.store.sendings.save({ ...job, step: next, due: world.realNow() + delays[next] });
    }
    world.store.sendings.remove(job.id);
    return undefined;
  };
  const start = (job: Sending): void => {
    const work = run(job)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) world.log({ event: 'job.failed', job: 'sending', error: String(error) });
      })
      .finally(() => running.delete(work));
    running.add(work);
  };

  return {
    start,
    /** Goes on with what an earlier run of this file had not finished. */
    resumeStored: (): void => world.store.sendings.all().forEach(start),
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
    busy: (): boolean => running.size > 0,
    close: async (): Promise<void> => {
      stop.abort();
      await Promise.allSettled(running);
    },
  };
}
