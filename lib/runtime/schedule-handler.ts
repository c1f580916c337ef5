import middy from '@middy/core';
import type { Log } from './telemetry.ts';

export interface ScheduleHandlerOptions<Deps, Counts extends { [name: string]: number }> {
  name: string;
  container: { deps: () => Promise<Deps>; log: Log };
  run: (deps: Deps) => Promise<Counts>;
}

/** A function started by EventBridge Scheduler. It answers with what it counted; a failure is tried again by AWS. */
export function scheduleHandler<Deps, Counts extends { [name: string]: number }>({
  name,
  container,
  run,
}: ScheduleHandlerOptions<Deps, Counts>) {
  return middy(async (): Promise<Counts> => {
    const started = performance.now();
    const counts = await run(await container.deps());
    container.log({
      event: 'schedule.done',
      schedule: name,
      ms: Math.round(performance.now() - started),
      counts,
    });
    return counts;
  });
}
