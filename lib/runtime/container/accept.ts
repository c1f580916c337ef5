import { randomUUID } from 'node:crypto';
import { readEnv, webhookIngestEnv } from '../../config/env.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import type { AcceptDeps } from '../../turn/accept-webhook.ts';
import { passFaultPoint } from '../fault-point.ts';
import { createLog } from '../telemetry.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';

/** What webhook-ingest works with. Throws BadSetting when a variable is missing. */
export function acceptDeps(): AcceptDeps {
  const env = readEnv(webhookIngestEnv);
  const log = createLog('webhook-ingest');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  return {
    settings: async () => {
      const { CHATWOOT_ACCOUNT_ID: accountId, CHATWOOT_WEBHOOK_SECRETS: webhookSecrets } = await settings();
      return { accountId, webhookSecrets };
    },
    turns: sqsQueue({ sqs: sqsClient(), queueUrl: env.TURNS_QUEUE_URL }),
    realTime,
    newId: randomUUID,
    faultPoint: passFaultPoint,
    log,
  };
}
