import { turnJob, turnReceives } from '../../lib/queue/jobs.ts';
import { turnContainer } from '../../lib/runtime/container/turn.ts';
import { metering } from '../../lib/runtime/metering.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { modelsMayTakeMs } from '../../lib/turn/take-turn.ts';
import { runTurn } from '../../lib/turn/run-turn.ts';

/** All its models, and what is ours. */
const mostMs = modelsMayTakeMs + 20_000;

const { deps, warm, worker, meter } = turnContainer();
await warm();

/** turns.fifo: one look at one conversation. */
export const handler = sqsHandler({
  job: turnJob,
  mostReceives: turnReceives,
  mostMs,
  worker,
  deps,
  run: runTurn,
}).use(metering(meter));
