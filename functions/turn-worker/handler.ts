import { turnJob } from '../../lib/queue/jobs.ts';
import { turnContainer } from '../../lib/runtime/container/turn.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { runTurn } from '../../lib/turn/run-turn.ts';

const deps = turnContainer();
// Built while the environment starts, where time is free, and not while the first customer waits.
await deps();

/** turns.fifo: one look at one conversation. */
export const handler = sqsHandler({ job: turnJob, deps, run: runTurn });
