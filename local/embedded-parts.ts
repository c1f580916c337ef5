import { rm } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ChatwootSimulator, startChatwootSimulator } from './chatwoot-simulator/simulator.ts';
import { namesLoopback } from './chatwoot-simulator/ui/loopback.ts';
import { type DataFolder, simulatorFile } from './data-folder.ts';
import { startDynamoDb } from './dynamodb.ts';
import { startPostgres } from './postgres.ts';
import type { Progress } from './progress.ts';
import { region } from './runner/physical.ts';
import { pastCustomers } from './seed/customers/demo-customers.ts';
import type { LocalSettings } from './settings.ts';
import { type SqsServer, startSqsServer } from './sqs-server/server.ts';

/** What stands in for the services of AWS and for Chatwoot, each answering on this machine. */
export interface EmbeddedParts {
  queues: SqsServer;
  sqs: SQSClient;
  dynamodbUrl: string;
  dynamodb: DynamoDBClient;
  databaseUrl: string;
  /** Undefined when a real Chatwoot is used. Sends no webhooks until it is told to. */
  simulator: ChatwootSimulator | undefined;
}

export interface PartsDeps {
  settings: LocalSettings;
  folder: DataFolder;
  /** The administrator's token: the simulator takes it too. */
  adminToken: string;
  now: () => Date;
  /** Where Chatwoot's webhooks are taken. */
  webhookUrl: string;
  progress: Progress;
  /** A line of a part's log, as functions write them. */
  partLog: (part: string, line: string) => void;
  /** Everything that was started, to be ended in the opposite order. */
  closing: AsyncDisposableStack;
}

/** Starts all parts side by side. Throws when one cannot start, after the others are up: nothing is left behind. */
export async function startParts(deps: PartsDeps): Promise<EmbeddedParts> {
  const { closing } = deps;
  const closable = async <T extends { close(): Promise<void> }>(part: Promise<T>): Promise<T> => {
    const started = await part;
    closing.defer(() => started.close());
    return started;
  };
  const queues = closable(startSqsServer({ file: deps.folder.file('queues.sqlite') }));
  const tables = closable(startDynamoDb({ path: deps.folder.file('dynamodb') }));
  const database = databaseUrl(deps, closable);
  const simulator = deps.settings.hasChatwoot ? Promise.resolve(undefined) : closable(simulate(deps));
  await Promise.allSettled([queues, tables, database, simulator]);
  const [{ url: sqsUrl }, { url: dynamodbUrl }] = await Promise.all([queues, tables]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: sqsUrl, region, credentials });
  const dynamodb = new DynamoDBClient({ endpoint: dynamodbUrl, region, credentials });
  closing.defer(async () => {
    sqs.destroy();
    dynamodb.destroy();
    return Promise.resolve();
  });
  return {
    queues: await queues,
    sqs,
    dynamodbUrl,
    dynamodb,
    databaseUrl: await database,
    simulator: await simulator,
  };
}

/** Connections that functions, seeding and tools may hold at once: far more than the processes two cores can feed. */
const maxConnections = 100;

async function databaseUrl(
  { settings, folder, progress }: PartsDeps,
  closable: <T extends { close(): Promise<void> }>(part: Promise<T>) => Promise<T>,
): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl;
  const dataDir = folder.file('postgres');
  // A start that was cut off while it made the database left something that cannot be opened, and nothing to keep.
  if (!folder.has('database-made')) await rm(dataDir, { recursive: true, force: true });
  const postgres = await progress.step('database', closable(startPostgres({ dataDir, maxConnections })));
  folder.remember('database-made');
  return postgres.url;
}

function simulate({
  settings,
  folder,
  now,
  webhookUrl,
  adminToken,
  partLog,
}: PartsDeps): Promise<ChatwootSimulator> {
  return startChatwootSimulator({
    file: folder.file(simulatorFile),
    now,
    webhookUrl: () => webhookUrl,
    apiToken: adminToken,
    customers: pastCustomers(),
    // Webhooks of the time before a restart would find nobody who takes them, and Chatwoot sends most only once.
    paused: true,
    onLoopback: namesLoopback(settings.host.includes(':') ? `[${settings.host}]` : settings.host),
    log: (line) => partLog('chatwoot', JSON.stringify({ level: 'WARN', ...line })),
  });
}
