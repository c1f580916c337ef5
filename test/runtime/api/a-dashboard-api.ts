import { afterAll, expect } from 'vitest';
import type { Role } from '../../../lib/runtime/api/roles.ts';
import { dynamoLedger } from '../../../lib/store/dynamodb/ledger.ts';
import { accessFor } from '../../../local/local-access.ts';
import { toEvent } from '../../../local/runner/http-event.ts';
import { startSecretsServer } from '../../../local/secrets-server.ts';
import { aTable } from '../../support/dynamodb.ts';
import { aDb, postgresUrl } from '../../support/postgres.ts';

/** One request to the API: who asks, and the body as JSON or as it is. */
export interface Call {
  as?: Role | 'nobody' | 'somebody without a group';
  json?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
}

const access = accessFor({ admin: 'admin-token', operator: 'operator-token', viewer: 'viewer-token' });
const settings = {
  CHATWOOT_URL: 'http://127.0.0.1:1',
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_BOT_TOKEN: 'bot',
  CHATWOOT_API_TOKEN: 'api',
  CHATWOOT_WEBHOOK_SECRETS: 'secret',
  SHOP_NAME: 'Lamps',
};

/** The real function over a real Postgres and a real table, called with the events that the gateway makes. */
export async function aDashboardApi() {
  const db = await aDb();
  const { dynamodb, tableName, url } = await aTable();
  const secrets = await startSecretsServer(() => JSON.stringify(settings));
  afterAll(() => secrets.close());
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    SETTINGS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:settings',
    TURNS_QUEUE_URL: 'http://127.0.0.1:1/000000000000/turns.fifo',
    TABLE_NAME: tableName,
    DATABASE_URL: await postgresUrl(),
    DATABASE_AUTH: 'url',
  });
  const { handler } = await import('../../../functions/dashboard-api/handler.ts');
  const call = async (method: string, url: string, given: Call = {}) => {
    const result: any = await handler(eventOf(method, url, given), {} as never);
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
  return { call, db, ledger };
}

/** As API Gateway hands it over: below `/api` the token was checked and its claims are there. */
export function eventOf(method: string, url: string, { as = 'admin', json, raw, headers = {} }: Call = {}) {
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
      ...(!isOpen && claimsOf(as)),
    },
    { apiId: 'test', requestId: 'test', receivedAt: new Date() },
  );
}

function claimsOf(as: NonNullable<Call['as']>): { claims?: Record<string, string> } {
  if (as === 'somebody without a group') return { claims: { sub: 'somebody', token_use: 'access' } };
  const claims = access.authorize(as === 'nobody' ? undefined : `Bearer ${as}-token`);
  return claims === undefined ? {} : { claims };
}
