import { readEnv, shopIngestEnv } from '../../config/env.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import type { AcceptShopEventDeps } from '../../shop-events/accept.ts';
import { createLog } from '../telemetry.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';

/** What shop-ingest works with. Throws BadSetting when a variable is missing. */
export function shopIngestDeps(): AcceptShopEventDeps {
  const env = readEnv(shopIngestEnv);
  const log = createLog('shop-ingest');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  return {
    secrets: async () => (await settings()).SHOP_WEBHOOK_SECRETS ?? [],
    work: sqsQueue({ sqs: sqsClient(), queueUrl: env.WORK_QUEUE_URL }),
    realTime,
    log,
  };
}
