import { putOnRecord } from '../../lib/insight/put-on-record.ts';
import { workJob } from '../../lib/queue/jobs.ts';
import { backgroundContainer } from '../../lib/runtime/container/background.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';

/** work.fifo: what nobody waits for. */
export const handler = sqsHandler({ job: workJob, deps: backgroundContainer(), run: putOnRecord });
