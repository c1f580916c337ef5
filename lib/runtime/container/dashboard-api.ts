import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dashboardApiEnv, readEnv } from '../../config/env.ts';
import { health, type HealthChecks } from '../../insight/health.ts';
import { dynamoLedger } from '../../store/dynamodb/ledger.ts';
import type { ApiDeps } from '../api/routes.ts';
import { clockFrom } from '../clock.ts';
import { freshFor, once } from '../once.ts';
import { createLog, failureOf, type Log } from '../telemetry.ts';
import { version } from '../version.ts';
import { chatwootFrom } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { modelHealth } from './model-health.ts';
import type { embeddingsFrom } from './models.ts';
import { realTime } from './patience.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

/** `/health` is open to anybody: however often it is asked, the parts are asked only so often. */
const healthKeptMs = 5000;

/** What dashboard-api works with. Throws BadSetting when a variable is missing. */
export function dashboardApiDeps(): ApiDeps {
  const env = readEnv(dashboardApiEnv);
  const log = createLog('dashboard-api');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const [sqs, dynamodb, db] = [sqsClient(), dynamodbClient(), databaseFrom(env)];
  const chatwoot = chatwootFrom(settings);
  const now = clockFrom(env.FRONTDESK_NOW, realTime);
  return {
    log,
    db,
    ledger: dynamoLedger({ dynamodb, tableName: env.TABLE_NAME, now }),
    accountId: async () => (await settings()).CHATWOOT_ACCOUNT_ID,
    embeddings: lazyEmbeddings({ settings, log }),
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
