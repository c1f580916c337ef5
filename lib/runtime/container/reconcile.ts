import { randomUUID } from 'node:crypto';
import { readEnv, reconcileEnv } from '../../config/env.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import type { ReconcileDeps } from '../../reconcile/reconcile.ts';
import { requeueStuck } from '../../stock-alerts/requeue-stuck.ts';
import { dynamoBookmarks } from '../../store/dynamodb/bookmark-store.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import { clockFrom } from '../clock.ts';
import { passFaultPoint } from '../fault-point.ts';
import { createLog, type Log } from '../telemetry.ts';
import { chatwootFrom, inboxesOf } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { limitsFrom } from './limits.ts';
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
  const chatwoot = chatwootFrom(settings);
  const sqs = sqsClient();
  const table = { dynamodb: dynamodbClient(), tableName: env.TABLE_NAME };
  const stock = {
    db: databaseFrom(env),
    outbound: sqsQueue({ sqs, queueUrl: env.OUTBOUND_QUEUE_URL }),
    now,
  };
  const deps: ReconcileDeps = {
    ledger: dynamoLedger({ ...table, now }),
    bookmarks: dynamoBookmarks(table),
    limits: limitsFrom({ ...table, settings, now, log }),
    chatwoot,
    inboxOf: inboxesOf(chatwoot, log),
    accountId: async () => (await settings()).CHATWOOT_ACCOUNT_ID,
    turns: sqsQueue({ sqs, queueUrl: env.TURNS_QUEUE_URL }),
    work: sqsQueue({ sqs, queueUrl: env.WORK_QUEUE_URL }),
    requeueStuck: () => requeueStuck(stock),
    now,
    realTime,
    newId: randomUUID,
    faultPoint: passFaultPoint,
  };
  return { deps: () => Promise.resolve(deps), log };
}
