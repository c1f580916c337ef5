import { readEnv, stockCheckEnv } from '../../config/env.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import type { CheckStockDeps } from '../../stock-alerts/check-stock.ts';
import { stockCheckGraph } from '../../stock-alerts/graph.ts';
import { clockFrom } from '../clock.ts';
import { createLog, type Log } from '../telemetry.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';

/** What stock-check works with. Throws BadSetting when a variable is missing. */
export function stockCheckContainer(): { deps: () => Promise<CheckStockDeps>; log: Log } {
  const env = readEnv(stockCheckEnv);
  const graph = stockCheckGraph({
    db: databaseFrom(env),
    outbound: sqsQueue({ sqs: sqsClient(), queueUrl: env.OUTBOUND_QUEUE_URL }),
    now: clockFrom(env.FRONTDESK_NOW, realTime),
  });
  return { deps: () => Promise.resolve({ graph }), log: createLog('stock-check') };
}
