import { randomUUID } from 'node:crypto';
import { searchKnowledge, searchProducts } from '../../catalog/retrieval.ts';
import { readEnv, turnWorkerEnv } from '../../config/env.ts';
import { builtInEmbeddings } from '../../models/built-in/embeddings.ts';
import { builtInModel, warmBuiltIn } from '../../models/built-in/built-in-model.ts';
import { detectLanguage } from '../../models/built-in/language.ts';
import type { WorkJob } from '../../queue/jobs.ts';
import { sqsQueue, sqsVisibility } from '../../queue/sqs.ts';
import { DynamoDbSaver } from '../../store/dynamodb/checkpointer/dynamodb-saver.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import { turnGraph } from '../../turn/graph.ts';
import type { RunTurnDeps } from '../../turn/run-turn.ts';
import { clockFrom } from '../clock.ts';
import { faultPoints } from '../fault-point.ts';
import { once } from '../once.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import { createLog, failureOf } from '../telemetry.ts';
import { chatwootFrom, inboxesOf } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

/** A conversation goes on after weeks; its checkpoint is kept as long as its ledger. */
const checkpointSeconds = 90 * 24 * 3600;
/** So many passages are looked at for one answer. */
const passages = 5;

export interface TurnContainer {
  deps: () => Promise<RunTurnDeps>;
  warm: () => Promise<void>;
  worker: WorkerDeps;
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
  const embeddings = builtInEmbeddings();
  const model = builtInModel({ embeddings });
  const catalog = { db: databaseFrom(env), embeddings, now };

  const deps = once(async () => {
    const { SHOP_NAME: shopName } = await settings();
    await warmBuiltIn({ embeddings });
    const chatwoot = chatwootFrom(settings);
    const ledger = dynamoLedger({ dynamodb, tableName: env.TABLE_NAME, now });
    const work = sqsQueue<WorkJob>({ sqs, queueUrl: env.WORK_QUEUE_URL });
    const faultPoint = faultPoints(env.FRONTDESK_FAULT);
    const parts = {
      chatwoot,
      inboxOf: inboxesOf(chatwoot, log),
      ledger,
      work,
      model,
      languageOf: detectLanguage,
      products: (query: string) => searchProducts(catalog, { query, limit: passages }),
      knowledge: (query: string) => searchKnowledge(catalog, { query, limit: passages }),
      shopName,
      now,
      newId: randomUUID,
      faultPoint,
      log,
    };
    const saver = new DynamoDbSaver({
      client: dynamodb,
      tableName: env.TABLE_NAME,
      history: 'latest',
      ttlSeconds: checkpointSeconds,
      now,
    });
    return {
      ...parts,
      graph: turnGraph(parts, saver),
    };
  });
  const warm = async () => {
    await deps().catch((error: unknown) => log({ event: 'warming.failed', failure: failureOf(error) }));
  };
  const visibility = sqsVisibility({ sqs, queueUrl: env.TURNS_QUEUE_URL });
  return { deps, warm, worker: { visibility, log, hiddenSeconds: env.FRONTDESK_VISIBILITY_SECONDS } };
}
