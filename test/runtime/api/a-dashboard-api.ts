import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect } from 'vitest';
import type { Role } from '../../../lib/runtime/api/roles.ts';
import { dynamoLedger } from '../../../lib/store/dynamodb/ledger.ts';
import { accessFor } from '../../../local/local-access.ts';
import { toEvent } from '../../../local/runner/http-event.ts';
import { startChatwootSimulator } from '../../../local/chatwoot-simulator/simulator.ts';
import { startSqsServer } from '../../../local/sqs-server/server.ts';
import { startSecretsServer } from '../../../local/secrets-server.ts';
import { aTable } from '../../support/dynamodb.ts';
import { aDb, postgresUrl } from '../../support/postgres.ts';

/** One request to the API: who asks, and the body as JSON or as it is. */
export interface Call {
  as?: Role | 'nobody' | 'somebody without a group';
  json?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
  /** Whose token it is; left out, everybody asks only once, so that nobody asks too often. */
  sub?: string;
}

const access = accessFor({ admin: 'admin-token', operator: 'operator-token', viewer: 'viewer-token' });
const apiToken = 'api-token-not-real';
const settings = {
  CHATWOOT_API_TOKEN: apiToken,
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_WEBHOOK_SECRETS: 'secret',
  SHOP_NAME: 'Lamps',
};

/**
 * The real function over a real Postgres and a real table, called with the events that the gateway makes. `more` are
 * settings of the shop's besides those it needs.
 */
export async function aDashboardApi(more: Readonly<Record<string, string>> = {}) {
  const db = await aDb();
  const { dynamodb, tableName, url } = await aTable();
  const chatwoot = await startChatwootSimulator({
    file: ':memory:',
    now: () => new Date(),
    webhookUrl: () => undefined,
    apiToken,
    log: () => undefined,
  });
  const CHATWOOT_URL = await chatwoot.listen();
  const CHATWOOT_BOT_TOKEN = chatwoot.credentials.botToken;
  const secrets = await startSecretsServer(() =>
    JSON.stringify({ ...settings, CHATWOOT_URL, CHATWOOT_BOT_TOKEN, ...more }),
  );
  const queues = await startSqsServer({ file: ':memory:' });
  afterAll(async () => {
    for (const part of [secrets, chatwoot, queues]) await part.close();
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_SQS: queues.url,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    SETTINGS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:settings',
    ...(await madeQueues(queues.url)),
    TABLE_NAME: tableName,
    DATABASE_URL: await postgresUrl(),
    DATABASE_AUTH: 'url',
  });
  const { handler } = await import('../../../functions/dashboard-api/handler.ts');
  const call = async (method: string, url: string, given: Call = {}) => {
    const result: any = await handler(eventOf(method, url, given), context as never);
    expect(result.headers['cache-control']).toBe('no-store');
    const status: number = result.statusCode;
    const type: string = result.headers['content-type'];
    expect([status, type]).toEqual([
      status,
      status < 400 || url === '/health' ? 'application/json' : 'application/problem+json',
    ]);
    const body: any = JSON.parse(result.body);
    return { status, body, headers: result.headers as Record<string, string> };
  };
  const ledger = dynamoLedger({ dynamodb, tableName, now: () => new Date() });
  return { call, db, ledger, chatwoot, chatwootUrl: CHATWOOT_URL, table: { dynamodb, tableName } };
}

async function madeQueues(endpoint: string): Promise<Record<string, string>> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint, region: 'eu-central-1', credentials });
  const made: Record<string, string> = {};
  for (const name of [
    'TURNS_QUEUE',
    'WORK_QUEUE',
    'OUTBOUND_QUEUE',
    'TURNS_DEAD_LETTERS',
    'WORK_DEAD_LETTERS',
    'OUTBOUND_DEAD_LETTERS',
  ]) {
    const create = new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes: { FifoQueue: 'true' } });
    made[`${name}_URL`] = (await sqs.send(create)).QueueUrl ?? '';
  }
  sqs.destroy();
  return made;
}

/** As API Gateway hands it over: below `/api` the token was checked and its claims are there. */
export function eventOf(
  method: string,
  url: string,
  { as = 'admin', json, raw, headers = {}, sub }: Call = {},
) {
  const [pathname = ''] = url.split('?');
  const isOpen = !pathname.startsWith('/api/') || pathname === '/api/openapi.json';
  const body = raw ?? (json === undefined ? '' : JSON.stringify(json));
  const sent = {
    host: 'frontdesk.example',
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  return toEvent(
    { method, url, rawHeaders: Object.entries(sent).flat(), body: Buffer.from(body), sourceIp: '127.0.0.1' },
    {
      routeKey: isOpen ? `${method} ${pathname}` : 'ANY /api/{proxy+}',
      pathParameters: isOpen ? {} : { proxy: decodeURIComponent(pathname.slice('/api/'.length)) },
      ...(!isOpen && claimsOf(as, sub)),
    },
    { apiId: 'test', requestId: 'test', receivedAt: new Date() },
  );
}

/** What Lambda says of an invocation, as far as anybody asks. */
const context = { getRemainingTimeInMillis: () => 29_000 };

let callers = 0;

function claimsOf(as: NonNullable<Call['as']>, sub?: string): { claims?: Record<string, string> } {
  if (as === 'somebody without a group') return { claims: { sub: 'somebody', token_use: 'access' } };
  const claims = access.authorize(as === 'nobody' ? undefined : `Bearer ${as}-token`);
  if (claims === undefined) return {};
  callers += 1;
  return { claims: { ...claims, username: sub ?? `${as}-${callers}` } };
}
