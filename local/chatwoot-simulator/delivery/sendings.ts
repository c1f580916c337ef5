import { type SendingDelays, takeStep } from '../domain/sending.ts';
import type { World } from '../domain/world.ts';
import type { Sending } from '../store/jobs.ts';
import { createTasks } from './tasks.ts';

export interface SendingsDeps {
  readonly world: World;
  readonly delays: SendingDelays;
  readonly act: <T>(work: () => T) => T;
}

/** Outgoing messages on their way to the channel and their receipts on the way back. Kept in the file, so a restart goes on. */
export function createSendings({ world, delays, act }: SendingsDeps) {
  const tasks = createTasks((error) => world.log({ event: 'job.failed', job: 'sending', error }));

  const step = (job: Sending): Sending | undefined => {
    const next = takeStep(world, job);
    if (next !== null) {
      return world.store.sendings.save({ ...job, step: next, due: world.realNow() + delays[next] });
    }
    world.store.sendings.remove(job.id);
    return undefined;
  };
  const run = async (first: Sending): Promise<void> => {
    let job: Sending | undefined = first;
    while (job !== undefined && !tasks.stopped()) {
      const due: Sending = job;
      await tasks.pause(due.due - world.realNow());
      job = act(() => step(due));
    }
  };
  const start = (job: Sending): void => tasks.start(run(job));
  return {
    start,
    /** Goes on with what an earlier run of this file had not finished. */
    resumeStored: (): void => world.store.sendings.all().forEach(start),
    idle: tasks.idle,
    busy: tasks.busy,
    close: tasks.close,
  };
}
