import { turnJob } from '../../lib/queue/jobs.ts';
import { turnContainer } from '../../lib/runtime/container/turn.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { runTurn } from '../../lib/turn/run-turn.ts';

const { deps, warm } = turnContainer();
await warm();

/** turns.fifo: one look at one conversation. */
export const handler = sqsHandler({ job: turnJob, deps, run: runTurn });
