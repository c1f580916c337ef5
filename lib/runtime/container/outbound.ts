import { outboundWorkerEnv, readEnv } from '../../config/env.ts';
import { builtInEmbeddings } from '../../models/built-in/embeddings.ts';
import { builtInModel } from '../../models/built-in/built-in-model.ts';
import { detectLanguage } from '../../models/built-in/language.ts';
import type { WorkJob } from '../../queue/jobs.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import type { StockNoticeDeps } from '../../stock-alerts/stock-notice.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import { isCertainOptOut } from '../../turn/opt-out.ts';
import { clockFrom } from '../clock.ts';
import { passFaultPoint } from '../fault-point.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog } from '../telemetry.ts';
import { chatwootFrom, inboxesOf } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { limitsFrom } from './limits.ts';
import { realTime } from './patience.ts';
import { sqsClient, workerFrom } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

/** What outbound-worker works with. Throws BadSetting when a variable is missing. */
export function outboundContainer(): { deps: () => Promise<StockNoticeDeps>; worker: WorkerDeps } {
  const env = readEnv(outboundWorkerEnv);
  const log = createLog('outbound-worker');
  const now = clockFrom(env.FRONTDESK_NOW, realTime);
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const sqs = sqsClient();
  const chatwoot = chatwootFrom(settings);
  const table = { dynamodb: dynamodbClient(), tableName: env.TABLE_NAME, now };
  const parts = {
    chatwoot,
    inboxOf: inboxesOf(chatwoot, log),
    db: databaseFrom(env),
    ledger: dynamoLedger(table),
    limits: limitsFrom({ ...table, settings, log }),
    work: sqsQueue<WorkJob>({ sqs, queueUrl: env.WORK_QUEUE_URL, story: () => log.story() }),
    now,
    faultPoint: passFaultPoint,
    log,
  };
  const builtIn = builtInModel({ embeddings: builtInEmbeddings() });
  const deps = async () => {
    const { SHOP_NAME: shopName, SHOP_TIMEZONE: timeZone } = await settings();
    const router = { builtIn, shop: { name: shopName, timeZone }, languageOf: detectLanguage };
    return { ...parts, shopName, isOptOut: (text: string) => isCertainOptOut(router, text) };
  };
  const worker = workerFrom({ env, sqs, queueUrl: env.OUTBOUND_QUEUE_URL, log });
  return { deps, worker };
}
