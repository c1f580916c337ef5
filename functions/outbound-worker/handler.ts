import { outboundJob, outboundReceives } from '../../lib/queue/jobs.ts';
import { outboundContainer } from '../../lib/runtime/container/outbound.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { sendStockNotice } from '../../lib/stock-alerts/stock-notice.ts';

const { deps, worker } = outboundContainer();

/** outbound.fifo: what we write first, looked at once more before it is said. */
export const handler = sqsHandler({
  job: outboundJob,
  mostReceives: outboundReceives,
  worker,
  deps,
  run: sendStockNotice,
});
