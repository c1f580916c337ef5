import { workJob, workReceives } from '../../lib/queue/jobs.ts';
import { backgroundContainer } from '../../lib/runtime/container/background.ts';
import { doWork } from '../../lib/runtime/do-work.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';

const { deps, worker } = backgroundContainer();

/** work.fifo: what nobody waits for. */
export const handler = sqsHandler({
  job: workJob,
  mostReceives: workReceives,
  worker,
  deps,
  run: doWork,
});
