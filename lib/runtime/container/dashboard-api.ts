import { randomUUID } from 'node:crypto';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dashboardApiEnv, readEnv } from '../../config/env.ts';
import type { Settings } from '../../config/settings.ts';
import type { Paid } from '../../models/metered.ts';
import type { Meter } from '../../spend/meter.ts';
import type { QueueName } from '../../dead-letters/api.ts';
import { health, type HealthChecks } from '../../insight/health.ts';
import { lookAtDeadLetters } from '../../queue/dead-letters.ts';
import { redrive } from '../../queue/redrive.ts';
import { sqsQueue } from '../../queue/sqs.ts';
import { dynamoBreaker } from '../../store/dynamodb/breaker-store.ts';
import { type CommandStore, dynamoCommands } from '../../store/dynamodb/idempotency.ts';
import { dynamoJobs } from '../../store/dynamodb/job-store.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import { dynamoSpend } from '../../store/dynamodb/spend-store.ts';
import { dynamoRateLimit } from '../../store/dynamodb/rate.ts';
import type { ApiDeps } from '../api/routes.ts';
import { clockFrom } from '../clock.ts';
import { freshFor, once } from '../once.ts';
import { createLog, failureOf, type Log } from '../telemetry.ts';
import { version } from '../version.ts';
import { chatwootFrom, inboxesOf } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { limitsFrom, trippingMeterFrom } from './limits.ts';
import { modelHealth } from './model-health.ts';
import type { embeddingsFrom } from './models.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';
import type { testBenchFrom } from './test-bench.ts';
import { dynamodbClient } from './table.ts';

/** `/health` is open to anybody: however often it is asked, the parts are asked only so often. */
const healthKeptMs = 5000;

/** 100 requests a second of one caller, and for a moment twice as many: a page of the dashboard asks for a handful. */
const rate = { most: 200, windowSeconds: 2 };

export interface DashboardApiContainer {
  deps: ApiDeps;
  meter: Meter;
  commands: CommandStore;
}

/** What dashboard-api works with. Throws BadSetting when a variable is missing. */
export function dashboardApiContainer(): DashboardApiContainer {
  const env = readEnv(dashboardApiEnv);
  const log = createLog('dashboard-api');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const [sqs, dynamodb, db] = [sqsClient(), dynamodbClient(), databaseFrom(env)];
  const chatwoot = chatwootFrom(settings);
  const now = clockFrom(env.FRONTDESK_NOW, realTime);
  const table = { dynamodb, tableName: env.TABLE_NAME, now };
  const meter = trippingMeterFrom({ ...table, settings, log });
  const paid: Paid = (usd) => meter.paid(usd);
  const commands = dynamoCommands({ ...table, log });
  const deps: ApiDeps = {
    log,
    db,
    spend: dynamoSpend(table),
    ledger: dynamoLedger(table),
    limits: limitsFrom({ ...table, settings, log }),
    breaker: dynamoBreaker(table),
    jobs: dynamoJobs(table),
    work: sqsQueue({ sqs, queueUrl: env.WORK_QUEUE_URL }),
    newId: randomUUID,
    commands,
    passage: dynamoRateLimit({ ...table, ...rate }),
    now,
    chatwoot,
    inboxOf: inboxesOf(chatwoot, log),
    turns: sqsQueue({ sqs, queueUrl: env.TURNS_QUEUE_URL }),
    outbound: sqsQueue({ sqs, queueUrl: env.OUTBOUND_QUEUE_URL }),
    testBench: lazyTestBench({ settings, db, paid, now, log }),
    timeZone: async () => (await settings()).SHOP_TIMEZONE,
    accountId: async () => (await settings()).CHATWOOT_ACCOUNT_ID,
    settings,
    redrive: (queue, options) => redrive({ sqs, ...queuesOf(env)[queue] }, options),
    deadLetters: () =>
      Promise.all(
        Object.entries(queuesOf(env)).map(([queue, { deadLettersUrl: url }]) =>
          lookAtDeadLetters(sqs, { queue, url }),
        ),
      ),
    chatwootUrl: async (conversationId) => conversationUrl(await settings(), conversationId),
    embeddings: lazyEmbeddings({ settings, paid, log }),
    health: keptHealth(log, {
      queue: () =>
        sqs.send(
          new GetQueueAttributesCommand({ QueueUrl: env.TURNS_QUEUE_URL, AttributeNames: ['QueueArn'] }),
        ),
      dynamodb: () => dynamodb.send(new DescribeTableCommand({ TableName: env.TABLE_NAME })),
      postgres: () => db.query('select 1'),
      chatwoot: () => chatwoot.ping(),
      models: modelHealth({ settings, now: () => performance.now() }),
    }),
  };
  return { deps, meter, commands };
}

/** The queues with where their jobs go once no attempt helps. */
function queuesOf(env: QueueUrls): Readonly<Record<QueueName, { url: string; deadLettersUrl: string }>> {
  return {
    'turns.fifo': { url: env.TURNS_QUEUE_URL, deadLettersUrl: env.TURNS_DEAD_LETTERS_URL },
    'work.fifo': { url: env.WORK_QUEUE_URL, deadLettersUrl: env.WORK_DEAD_LETTERS_URL },
    'outbound.fifo': { url: env.OUTBOUND_QUEUE_URL, deadLettersUrl: env.OUTBOUND_DEAD_LETTERS_URL },
  };
}

type QueueUrls = Record<`${'TURNS' | 'WORK' | 'OUTBOUND'}_${'QUEUE' | 'DEAD_LETTERS'}_URL`, string>;

/** Where Chatwoot shows a conversation to the people of its team. */
function conversationUrl({ CHATWOOT_URL, CHATWOOT_ACCOUNT_ID }: Settings, conversationId: number): string {
  return `${CHATWOOT_URL}/app/accounts/${CHATWOOT_ACCOUNT_ID}/conversations/${conversationId}`;
}

function keptHealth(log: Log, checks: HealthChecks): ApiDeps['health'] {
  return freshFor(healthKeptMs, () => health(checks, version), {
    now: () => performance.now(),
    kept: (error) => log({ event: 'request.failed', route: 'GET /health', failure: failureOf(error) }),
  });
}

/** Not part of a cold start: most requests embed nothing. */
function lazyEmbeddings(from: Parameters<typeof embeddingsFrom>[0]): ApiDeps['embeddings'] {
  const loaded = once(async () => (await import('./models.ts')).embeddingsFrom(from));
  return async () => (await loaded())();
}

/** Models and graph are loaded when somebody tries something out: no other request needs them. */
function lazyTestBench(from: Parameters<typeof testBenchFrom>[0]): ApiDeps['testBench'] {
  return once(async () => (await import('./test-bench.ts')).testBenchFrom(from));
}
