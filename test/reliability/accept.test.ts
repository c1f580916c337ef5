import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import { startSecretsServer, type SecretsServer } from '../../local/secrets-server.ts';
import { startSqsServer, type SqsServer } from '../../local/sqs-server/server.ts';
import { example } from '../support/chatwoot-fixtures.ts';

const secret = new Secret('accept-secret-not-real');
const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:settings';
type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

let sqs: SqsServer;
let client: SQSClient;
let secrets: SecretsServer;
let queueUrl = '';
let stoppedPort = 0;
let handler: Handler;

// The very function that is deployed, with everything it may be told of stopped: its address refuses connections.
beforeAll(async () => {
  stoppedPort = await aPortNobodyListensOn();
  sqs = await startSqsServer({ file: ':memory:' });
  queueUrl = sqs.ensureQueue('turns.fifo', {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  }).url;
  const stopped = `http://127.0.0.1:${stoppedPort}`;
  const settings = {
    CHATWOOT_URL: stopped,
    CHATWOOT_ACCOUNT_ID: '3',
    CHATWOOT_BOT_TOKEN: 'bot-token-not-real',
    CHATWOOT_API_TOKEN: 'api-token-not-real',
    CHATWOOT_WEBHOOK_SECRETS: secret.reveal(),
    SHOP_NAME: 'Demo shop',
    ANTHROPIC_API_KEY: 'sk-ant-not-real',
    ANTHROPIC_BASE_URL: stopped,
    OPENAI_API_KEY: 'sk-not-real',
    OPENAI_BASE_URL: `${stopped}/v1`,
  };
  secrets = await startSecretsServer((arn) => (arn === secretArn ? JSON.stringify(settings) : undefined));
  const environment = {
    SETTINGS_SECRET_ARN: secretArn,
    TURNS_QUEUE_URL: queueUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_DYNAMODB: stopped,
    DATABASE_URL: `postgres://frontdesk@127.0.0.1:${stoppedPort}/frontdesk`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    // The shop's clock is elsewhere; signatures age in real time all the same.
    FRONTDESK_LOCAL: '1',
    FRONTDESK_NOW: '+PT26H',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  ({ handler } = await import('../../functions/webhook-ingest/handler.ts'));
  client = new SQSClient({ region: 'us-east-1' });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  client.destroy();
  await secrets.close();
  await sqs.close().catch(() => undefined);
});

describe('webhook-ingest while Postgres, DynamoDB, Chatwoot and the models are stopped', () => {
  it('answers 200 to every webhook, queues each, and does not even try to reach what is stopped', async () => {
    const reached = new Set<number | undefined>();
    const onSocket = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      socket.once('connect', () => reached.add(socket.remotePort));
      socket.once('error', () => reached.add(stoppedPort));
    };
    subscribe('net.client.socket', onSocket);
    const statuses = await Promise.all(Array.from({ length: 100 }, (_, index) => receive(index)));
    unsubscribe('net.client.socket', onSocket);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(sqs.depth('turns.fifo')).toMatchObject({ visible: 100 });
    expect([...reached].map((port) => portNames().get(port))).toEqual(expect.arrayContaining(['SQS']));
    expect([...reached].filter((port) => !portNames().has(port))).toEqual([]);
  });

  it('queues ids and no words of the customer', async () => {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 1 }),
    );
    expect(JSON.parse(Messages?.[0]?.Body ?? '{}')).toMatchObject({ kind: 'take-turn', accountId: 3 });
  });

  it('answers 500 once SQS is stopped as well, so that agent bots send it again', async () => {
    await sqs.close();
    expect(await receive(1000)).toBe(500);
  });
});

function portNames() {
  return new Map<number | undefined, string>([
    [Number(new URL(sqs.url).port), 'SQS'],
    [Number(new URL(secrets.url).port), 'Secrets Manager'],
  ]);
}

/** One signed webhook with a message of its own, through the gateway's event. */
async function receive(index: number): Promise<number | undefined> {
  const message = example('message_created.incoming_text');
  const rawBody = Buffer.from(JSON.stringify({ ...message, id: 100_000 + index }));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const event = {
    version: '2.0',
    routeKey: 'POST /webhooks/chatwoot',
    rawPath: '/webhooks/chatwoot',
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': signatureOf(secret, timestamp, rawBody),
    },
    requestContext: { http: { method: 'POST', path: '/webhooks/chatwoot' } },
    body: rawBody.toString('utf8'),
    isBase64Encoded: false,
  };
  return (await handler(event as unknown as APIGatewayProxyEventV2, {} as Context)).statusCode;
}

async function aPortNobodyListensOn(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
