import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dashboardApiEnv, readEnv } from '../../config/env.ts';
import { health, type Health } from '../../insight/health.ts';
import type { HttpResponse } from '../http.ts';
import { freshFor } from '../once.ts';
import { createLog, failureOf, type Log } from '../telemetry.ts';
import { version } from '../version.ts';
import { chatwootFrom } from './chatwoot.ts';
import { databaseFrom } from './database.ts';
import { sqsClient } from './queue.ts';
import { settingsFrom } from './settings.ts';
import { dynamodbClient } from './table.ts';

export interface DashboardApiDeps {
  log: Log;
  health: () => Promise<{ up: boolean; health: Health }>;
}

/** `/health` is open to anybody: however often it is asked, the parts are asked only so often. */
const healthKeptMs = 5000;

/** What dashboard-api works with. Throws BadSetting when a variable is missing. */
export function dashboardApiDeps(): DashboardApiDeps {
  const env = readEnv(dashboardApiEnv);
  const log = createLog('dashboard-api');
  const settings = settingsFrom({ secretArn: env.SETTINGS_SECRET_ARN, log });
  const [sqs, dynamodb, db] = [sqsClient(), dynamodbClient(), databaseFrom(env)];
  const chatwoot = chatwootFrom(settings);
  const checks = {
    queue: () =>
      sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: env.TURNS_QUEUE_URL, AttributeNames: ['QueueArn'] }),
      ),
    dynamodb: () => dynamodb.send(new DescribeTableCommand({ TableName: env.TABLE_NAME })),
    postgres: () => db.query('select 1'),
    chatwoot: () => chatwoot.ping(),
    // The built-in model is part of the bundle: it needs nothing that could be down.
    models: () => Promise.resolve(),
  };
  const kept = (error: unknown) =>
    log({ event: 'request.failed', route: 'GET /health', failure: failureOf(error) });
  const now = () => performance.now();
  return { log, health: freshFor(healthKeptMs, () => health(checks, version), { now, kept }) };
}

/** `GET /health`: 503 only if nothing could be accepted; anything else that fails makes us degraded, not down. */
export async function answerHealth(deps: DashboardApiDeps): Promise<HttpResponse> {
  const { up, health: body } = await deps.health();
  return { status: up ? 200 : 503, body };
}
