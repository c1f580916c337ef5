import { createRequire } from 'node:module';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BaseCheckpointSaver, type MemorySaver } from '@langchain/langgraph';
import { Pool } from 'pg';
import { DynamoDbSaver } from '../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { startDynamoDb } from '../local/dynamodb.ts';
import { startPostgres } from '../local/postgres.ts';
import { metered } from '../test/store/dynamodb/checkpointer/metered.ts';

/** What a saver has cost so far. */
export interface Cost {
  calls: number;
  bytes: number;
  writeUnits: number;
  readUnits: number;
}

/** A saver with a store of its own. */
export interface Metered {
  readonly name: string;
  readonly saver: BaseCheckpointSaver;
  readonly cost: () => Cost;
  readonly close: () => Promise<void>;
}

const aws = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

export async function ourSaver(history: 'latest' | 'all'): Promise<Metered> {
  const { url, ...database } = await startDynamoDb({ path: undefined });
  const client = new DynamoDBClient({ ...aws, endpoint: url });
  await createTable(client, 'ours', ['pk', 'sk']);
  const saver = new DynamoDbSaver({ client, tableName: 'ours', history });
  return {
    name: `ours, history ${history}`,
    saver,
    cost: dynamoCost(client),
    close: closing(client, () => database.close()),
  };
}

/** Memory makes no calls and has no units; what it keeps is counted. */
export function memorySaver(saver: MemorySaver): Promise<Metered> {
  const cost = () => ({
    calls: 0,
    writeUnits: 0,
    readUnits: 0,
    bytes: sizeOf([saver.storage, saver.writes]),
  });
  return Promise.resolve({ name: 'MemorySaver', saver, cost, close: () => Promise.resolve() });
}

function sizeOf(kept: unknown): number {
  if (kept instanceof Uint8Array) return kept.byteLength;
  if (typeof kept === 'string') return kept.length;
  return typeof kept === 'object' && kept !== null
    ? Object.values(kept).reduce<number>((sum, one) => sum + sizeOf(one), 0)
    : 0;
}

/** LangGraph's own for Postgres; a sentence when it is not installed. */
export async function postgresSaver(): Promise<Metered | string> {
  const name = '@langchain/langgraph-checkpoint-postgres';
  const saverClass = classIn(installed(name), 'PostgresSaver');
  if (saverClass === undefined) return notInstalled(name);
  const { url, ...database } = await startPostgres({ dataDir: undefined, maxConnections: 3 });
  const pool = new Pool({ connectionString: url, max: 2 });
  const saver: unknown = new saverClass(pool);
  if (!isSaver(saver)) return `${name} has no saver of this version of LangGraph.`;
  if (hasSetup(saver)) await saver.setup();
  const cost = { calls: 0, bytes: 0, writeUnits: 0, readUnits: 0 };
  meterQueries(pool, cost);
  return {
    name: 'Postgres saver',
    saver,
    cost: () => ({ ...cost }),
    close: () => pool.end().then(() => database.close()),
  };
}

/** Every query goes through a client of the pool, those of `pool.query` too. */
function meterQueries(pool: Pool, cost: Cost): void {
  pool.on('acquire', (client) => {
    if (meteredClients.has(client)) return;
    meteredClients.add(client);
    const query = client.query.bind(client);
    const passOn = (given: unknown): unknown =>
      Reflect.apply(query, client, Array.isArray(given) ? given : []);
    Object.assign(client, {
      query(...given: Parameters<typeof query>) {
        cost.calls += 1;
        cost.bytes += JSON.stringify(given.slice(1), (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
        ).length;
        return passOn(given);
      },
    });
  });
}

const meteredClients = new WeakSet<object>();

/** The one on npm for DynamoDB; a sentence when it is not installed. */
export async function npmDynamoDbSaver(): Promise<Metered | string> {
  const name = '@rwai/langgraphjs-checkpoint-dynamodb';
  const saverClass = classIn(installed(name), 'DynamoDBSaver');
  if (saverClass === undefined) return notInstalled(name);
  const { url, ...database } = await startDynamoDb({ path: undefined });
  const client = new DynamoDBClient({ ...aws, endpoint: url });
  await createTable(client, 'checkpoints', ['thread_id', 'checkpoint_id']);
  await createTable(client, 'writes', ['thread_id_checkpoint_id_checkpoint_ns', 'task_id_idx']);
  const tables = { checkpointsTableName: 'checkpoints', writesTableName: 'writes' };
  const saver: unknown = new saverClass({ clientConfig: { ...aws, endpoint: url }, ...tables });
  const theirs = typeof saver === 'object' && saver !== null && 'client' in saver ? saver.client : undefined;
  if (!isSaver(saver) || !isClient(theirs)) return `${name} has no saver of this version of LangGraph.`;
  return {
    name: 'npm DynamoDB saver',
    saver,
    cost: dynamoCost(theirs),
    close: closing(client, () => database.close()),
  };
}

function notInstalled(name: string): string {
  return `${name} is not installed: npm install --no-save ${name} adds its rows.`;
}

type AnyClass = new (options: unknown) => unknown;

/** As CommonJS, which both have: the ESM of one imports files that Node does not find. */
function installed(name: string): unknown {
  try {
    return createRequire(import.meta.url)(name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function classIn(module: unknown, name: string): AnyClass | undefined {
  if (typeof module !== 'object' || module === null) return undefined;
  const found: unknown = Object.entries(module).find(([key]) => key === name)?.[1];
  return isClass(found) ? found : undefined;
}

function isClass(value: unknown): value is AnyClass {
  return typeof value === 'function';
}

function hasSetup(value: object): value is { setup: () => Promise<unknown> } {
  return 'setup' in value && typeof value.setup === 'function';
}

/** By its methods: a package may bring a LangGraph of its own, whose classes are others. */
function isSaver(value: unknown): value is BaseCheckpointSaver {
  return (
    value instanceof BaseCheckpointSaver ||
    (typeof value === 'object' && value !== null && 'getTuple' in value && 'putWrites' in value)
  );
}

function isClient(value: unknown): value is DynamoDBClient {
  return typeof value === 'object' && value !== null && 'middlewareStack' in value;
}

function dynamoCost(client: DynamoDBClient): () => Cost {
  const meter = metered(client);
  let bytes = 0;
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      const body: unknown =
        typeof request === 'object' && request !== null && 'body' in request ? request.body : '';
      bytes += typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : 0;
      return next(args);
    },
    { step: 'finalizeRequest', name: 'bytes' },
  );
  return () => ({
    calls: meter.calls.length,
    bytes,
    writeUnits: meter.writeUnits,
    readUnits: meter.readUnits,
  });
}

function closing(client: DynamoDBClient, close: () => Promise<void>): () => Promise<void> {
  return async () => {
    client.destroy();
    await close();
  };
}

async function createTable(
  client: DynamoDBClient,
  TableName: string,
  [hash, range]: [string, string],
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [hash, range].map((name) => ({
        AttributeName: name,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ],
    }),
  );
}
