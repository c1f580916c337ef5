import { randomUUID } from 'node:crypto';
import { searchKnowledge, searchProducts, type RetrievalDeps } from '../../catalog/retrieval.ts';
import { readEnv, turnWorkerEnv } from '../../config/env.ts';
import { stockOf } from '../../catalog/stock.ts';
import { detectLanguage } from '../../models/built-in/language.ts';
import type { WorkJob } from '../../queue/jobs.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import { DynamoDbSaver } from '../../store/dynamodb/checkpointer/dynamodb-saver.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import { unpaid } from '../../limits/unpaid.ts';
import { openWishes } from '../../stock-alerts/store.ts';
import { turnGraph } from '../../turn/graph.ts';
import type { Shop } from '../../turn/shop.ts';
import type { RunTurnDeps } from '../../turn/run-turn.ts';
import { clockFrom } from '../clock.ts';
import { passFaultPoint } from '../fault-point.ts';
import type { Meter } from '../../spend/meter.ts';
import { once } from '../once.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog, failureOf } from '../telemetry.ts';
import { chatwootFrom, inboxesOf, membersOf } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { limitsFrom, trippingMeterFrom } from './limits.ts';
import { modelsFrom } from './models.ts';
import { realTime } from './patience.ts';
import { sqsClient, workerFrom } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

/** A conversation goes on after weeks; its checkpoint is kept as long as its ledger. */
const checkpointSeconds = 90 * 24 * 3600;
/** So many products or passages are looked at for one answer. */
const limit = 5;

export interface TurnContainer {
  deps: () => Promise<RunTurnDeps>;
  warm: () => Promise<void>;
  worker: WorkerDeps;
  meter: Meter;
}

/**
 * What turn-worker works with. Throws BadSetting when a variable is missing. `warm` loads weights and settings while the
 * environment starts, where time is free; when that fails it is logged and the first job tries again, with its queue's
 * patience.
 */
export function turnContainer(): TurnContainer {
  const env = readEnv(turnWorkerEnv);
  const log = createLog('turn-worker');
  const now = clockFrom(env.FRONTDESK_NOW, realTime);
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const [sqs, dynamodb] = [sqsClient(), dynamodbClient()];
  const table = { dynamodb, tableName: env.TABLE_NAME, now };
  const meter = trippingMeterFrom({ ...table, settings, log });
  const models = modelsFrom({ settings, paid: (usd) => meter.paid(usd), log });
  const db = databaseFrom(env);
  const catalog = async () => ({ db, embeddings: await models.embeddings(), now, log });
  const unpaidCatalog = async () => ({ db, embeddings: unpaid(await models.embeddings()), now, log });

  // As the settings say at each job: a shop that changes its name need not wait for new environments.
  const shop: Shop = { name: '', timeZone: 'UTC' };
  const refreshShop = async () => {
    const { SHOP_NAME: name, SHOP_TIMEZONE: timeZone } = await settings();
    Object.assign(shop, { name, timeZone });
  };

  const parts = once(async () => {
    await models.warm();
    const chatwoot = chatwootFrom(settings);
    const ledger = dynamoLedger(table);
    const work = sqsQueue<WorkJob>({ sqs, queueUrl: env.WORK_QUEUE_URL, story: () => log.story() });
    const known = {
      chatwoot,
      inboxOf: inboxesOf(chatwoot, log),
      ledger,
      limits: limitsFrom({ ...table, settings, log }),
      work,
      ...models,
      languageOf: detectLanguage,
      ...searchesOf(catalog),
      stockOf: (sku: string) => stockOf(db, sku),
      openWishes: (customer: { accountId: number; contactId: number }) => openWishes(db, customer),
      membersOf: membersOf(chatwoot, log),
      labelsOf: (contactId: number) => chatwoot.contactLabels(contactId),
      shop,
      now,
      newId: randomUUID,
      faultPoint: passFaultPoint,
      quietMs: env.QUIET_SECONDS * 1000,
      log,
    };
    const saver = new DynamoDbSaver({
      client: dynamodb,
      tableName: env.TABLE_NAME,
      history: 'latest',
      ttlSeconds: checkpointSeconds,
      now,
    });
    const { builtIn } = models;
    const unpaidParts = {
      router: builtIn,
      extraction: builtIn,
      conversation: builtIn,
      ...searchesOf(unpaidCatalog),
    };
    const thrifty = turnGraph({ ...known, ...unpaidParts }, saver);
    return { ...known, graph: turnGraph(known, saver), thrifty, realTime };
  });
  const deps = async () => {
    await refreshShop();
    return parts();
  };
  const warm = async () => {
    await deps().catch((error: unknown) => log({ event: 'warming.failed', failure: failureOf(error) }));
  };
  const worker = workerFrom({ env, sqs, queueUrl: env.TURNS_QUEUE_URL, log });
  return { deps, warm, meter, worker };
}

/** The shop's records as a turn asks for them. */
function searchesOf(catalog: () => Promise<RetrievalDeps & { now: () => Date }>) {
  return {
    products: async (query: string) => searchProducts(await catalog(), { query, limit }),
    knowledge: async (query: string) => searchKnowledge(await catalog(), { query, limit }),
  };
}
