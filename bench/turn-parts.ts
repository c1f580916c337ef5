import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { searchKnowledge, searchProducts } from '../lib/catalog/retrieval.ts';
import { stockOf } from '../lib/catalog/stock.ts';
import { chatwootClient } from '../lib/chatwoot/client.ts';
import { Secret } from '../lib/config/secret.ts';
import { limits } from '../lib/limits/limits.ts';
import { builtInModel, warmBuiltIn } from '../lib/models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../lib/models/built-in/embeddings.ts';
import { detectLanguage } from '../lib/models/built-in/language.ts';
import type { EmbeddingModel, LanguageModel } from '../lib/models/llm.ts';
import { questionEmbeddings } from '../lib/models/question-embeddings.ts';
import type { TurnJob, WorkJob } from '../lib/queue/jobs.ts';
import { sqsQueue } from '../lib/queue/sqs.ts';
import type { Log } from '../lib/runtime/telemetry.ts';
import { openWishes } from '../lib/stock-alerts/store.ts';
import { dynamoBreaker } from '../lib/store/dynamodb/breaker-store.ts';
import { DynamoDbSaver } from '../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { dynamoContactPace } from '../lib/store/dynamodb/contact-pace-store.ts';
import { dynamoLedger } from '../lib/store/dynamodb/ledger.ts';
import type { Db } from '../lib/store/postgres/db.ts';
import { migrate, readMigrations } from '../lib/store/postgres/migrate.ts';
import { createDb } from '../lib/store/postgres/pool.ts';
import { turnGraph } from '../lib/turn/graph.ts';
import { takeTurn, type TurnResult } from '../lib/turn/take-turn.ts';
import { startChatwootSimulator } from '../local/chatwoot-simulator/simulator.ts';
import { startDynamoDb } from '../local/dynamodb.ts';
import { startPostgres } from '../local/postgres.ts';
import { seedShop } from '../local/seed/seed-shop.ts';
import { startSqsServer } from '../local/sqs-server/server.ts';
import { TurnMeter, type Meter } from './meter.ts';

/** What one turn cost, and what came of it. */
export type Turned = Meter & { readonly result: TurnResult['kind'] };

/**
 * A turn with every part metered. `ask` writes as the customer, takes the turn and answers with what it cost. Two minutes
 * pass before each, so that nobody writes at the pace of a robot.
 */
export interface TurnParts {
  newCustomer(): number;
  ask(customer: number, text: string): Promise<Turned>;
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'eu-central-1';
const tableName = 'bench';
const accountId = 1;
const betweenMs = 2 * 60_000;

export interface TurnPartsOptions {
  /** Models in place of the built-in one. */
  models?: { router: LanguageModel; conversation: LanguageModel };
  log?: Log;
}

export async function openTurnParts({
  models,
  log = () => undefined,
}: TurnPartsOptions = {}): Promise<TurnParts> {
  const meter = new TurnMeter();
  let passedMs = 0;
  const now = () => new Date(Date.now() + passedMs);
  const simulator = await startChatwootSimulator({
    file: ':memory:',
    now,
    webhookUrl: () => undefined,
    apiToken: 'bench-token-not-real',
    log: () => undefined,
  });
  const baseUrl = await simulator.listen();
  const [tables, queues, postgres] = await Promise.all([
    startDynamoDb({ path: undefined }),
    startSqsServer({ file: ':memory:' }),
    startPostgres({ dataDir: undefined, maxConnections: 3 }),
  ]);
  const dynamodb = meteredDynamoDb(meter, tables.url);
  await createTable(dynamodb);
  const sqs = new SQSClient({ endpoint: queues.url, region, credentials });
  const { QueueUrl: queueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'work.fifo', Attributes: { FifoQueue: 'true' } }),
  );
  const database = createDb({ url: postgres.url, auth: 'url' });
  await migrate(database, await readMigrations(path.join(import.meta.dirname, '../migrations')));
  const plainEmbeddings = builtInEmbeddings();
  await warmBuiltIn({ embeddings: plainEmbeddings });
  await seedShop({ db: database, embeddings: plainEmbeddings });

  const chatwoot = chatwootClient({
    baseUrl,
    accountId,
    botToken: new Secret(simulator.credentials.botToken),
    apiToken: new Secret(simulator.credentials.apiToken),
    fetch: meteredFetch(meter),
    sleep: () => Promise.resolve(),
  });
  const catalog = {
    db: meteredDb(meter, database),
    embeddings: questionEmbeddings(meteredEmbeddings(meter, plainEmbeddings), {
      now: () => performance.now(),
    }),
    now,
    log,
  };
  const builtIn = builtInModel({ embeddings: meteredEmbeddings(meter, plainEmbeddings) });
  const work = sqsQueue<WorkJob>({ sqs, queueUrl });
  const inboxes = new Map<number, ReturnType<typeof chatwoot.inbox>>();
  const deps = {
    chatwoot,
    inboxOf: (id: number) => {
      const inbox = inboxes.get(id) ?? chatwoot.inbox(id);
      inboxes.set(id, inbox);
      return inbox;
    },
    ledger: dynamoLedger({ dynamodb, tableName, now }),
    limits: limits({
      breaker: dynamoBreaker({ dynamodb, tableName }),
      contacts: dynamoContactPace({ dynamodb, tableName, now }),
      shop: () => Promise.resolve({ accountId, timeZone: 'UTC', conversationBudgetUsd: null }),
      now,
      milliseconds: () => performance.now(),
      log,
    }),
    work: {
      send: (job: WorkJob, order: { group: string; deduplicationId: string }) =>
        meter.call('sqs', () => work.send(job, order)),
    },
    ...{ builtIn, router: builtIn, extraction: builtIn, conversation: builtIn, ...models },
    languageOf: detectLanguage,
    products: (query: string) => searchProducts(catalog, { query, limit: 5 }),
    knowledge: (query: string) => searchKnowledge(catalog, { query, limit: 5 }),
    stockOf: (sku: string) => stockOf(catalog.db, sku),
    openWishes: (customer: { accountId: number; contactId: number }) => openWishes(catalog.db, customer),
    membersOf: (inboxId: number) => chatwoot.inboxMembers(inboxId),
    labelsOf: (contactId: number) => chatwoot.contactLabels(contactId),
    shop: { name: 'Demo shop', timeZone: 'UTC' },
    quietMs: 0,
    now,
    realTime: now,
    newId: randomUUID,
    faultPoint: () => Promise.resolve(),
    log,
  };
  const graph = turnGraph(deps, new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' }));
  const website = simulator.inboxes().find(({ channel }) => channel === 'Channel::WebWidget');

  return {
    newCustomer: () =>
      simulator.newCustomer({ name: 'A Customer', inboxId: website?.id ?? 1 }).contactInboxId,
    async ask(customer, text) {
      passedMs += betweenMs;
      const { conversationId } = simulator.customerWrites(customer, text);
      const job = jobFor(conversationId, now());
      const { meter: cost, came } = await meter.measure(() =>
        takeTurn({ ...deps, graph, thrifty: graph }, job, { receives: 1, isLast: false }),
      );
      return { ...cost, result: came.kind };
    },
    async close() {
      await database.close();
      dynamodb.destroy();
      sqs.destroy();
      await Promise.all([simulator.close(), tables.close(), queues.close(), postgres.close()]);
    },
  };
}

function jobFor(conversationId: number, at: Date): TurnJob {
  return {
    kind: 'take-turn',
    accountId,
    conversationId,
    cause: 'customer-message',
    messageId: null,
    deliveryId: null,
    acceptedAt: at.toISOString(),
  };
}

function meteredFetch(meter: TurnMeter): typeof fetch {
  return (input, init) =>
    meter.call('chatwoot', async () => {
      const response = await fetch(input, init);
      const body = await response.arrayBuffer();
      if (isAnswer(input, init)) meter.answered();
      meter.bytes('chatwoot', body.byteLength + (typeof init?.body === 'string' ? init.body.length : 0));
      return new Response(body.byteLength === 0 ? null : body, {
        status: response.status,
        headers: response.headers,
      });
    });
}

function isAnswer(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): boolean {
  const posted = init?.method === 'POST' && (typeof input === 'string' ? input : '').endsWith('/messages');
  return posted && typeof init.body === 'string' && init.body.includes('"private":false');
}

/** Asks DynamoDB what each call consumed, and books it. */
function meteredDynamoDb(meter: TurnMeter, endpoint: string): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        const metered = { ...request, input: { ...request.input, ReturnConsumedCapacity: 'TOTAL' as const } };
        return meter.call('dynamodb', async () => {
          const result = await next(metered);
          const output: object = result.output;
          const consumed = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
          meter.capacity(unitsOf(consumed), /Put|Write|Update|Delete/.test(commandName) ? 'write' : 'read');
          return result;
        });
      },
    { step: 'initialize' },
  );
  return client;
}

function unitsOf(consumed: unknown): number {
  const all = Array.isArray(consumed) ? consumed : [consumed];
  return all.reduce<number>((sum, one: unknown) => {
    const has = typeof one === 'object' && one !== null && 'CapacityUnits' in one;
    return sum + (has ? Number(one.CapacityUnits) : 0);
  }, 0);
}

function meteredDb(meter: TurnMeter, db: Db): Db {
  return { query: (sql, parameters) => meter.call('postgres', () => db.query(sql, parameters)) };
}

function meteredEmbeddings(meter: TurnMeter, embeddings: EmbeddingModel): EmbeddingModel {
  return { ...embeddings, embed: (texts) => meter.call('models', () => embeddings.embed(texts)) };
}

async function createTable(dynamodb: DynamoDBClient): Promise<void> {
  const key = (name: string, type: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: type });
  await dynamodb.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'dueBucket', AttributeType: 'S' },
        { AttributeName: 'dueAt', AttributeType: 'N' },
      ],
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [key('dueBucket', 'HASH'), key('dueAt', 'RANGE')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}
