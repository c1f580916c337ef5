import { readEnv, reconcileEnv } from '../../config/env.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import type { ReconcileDeps } from '../../turn/reconcile.ts';
import { clockFrom } from '../clock.ts';
import { createLog, type Log } from '../telemetry.ts';
import { chatwootFrom } from './chatwoot.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

/** What reconcile works with. Throws BadSetting when a variable is missing. */
export function reconcileContainer(): { deps: () => Promise<ReconcileDeps>; log: Log } {
  const env = readEnv(reconcileEnv);
  const log = createLog('reconcile');
  const now = clockFrom(env.FRONTDESK_NOW, realTime);
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const deps = {
    ledger: dynamoLedger({ dynamodb: dynamodbClient(), tableName: env.TABLE_NAME, now }),
    chatwoot: chatwootFrom(settings),
    turns: sqsQueue({ sqs: sqsClient(), queueUrl: env.TURNS_QUEUE_URL }),
    now,
  };
  return { deps: () => Promise.resolve(deps), log };
}
