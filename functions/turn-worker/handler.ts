import { turnJob, turnReceives } from '../../lib/queue/jobs.ts';
import { turnContainer } from '../../lib/runtime/container/turn.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { runTurn } from '../../lib/turn/run-turn.ts';

const { deps, warm, worker } = turnContainer();
await warm();

/** turns.fifo: one look at one conversation. */
export const handler = sqsHandler({ job: turnJob, mostReceives: turnReceives, worker, deps, run: runTurn });
