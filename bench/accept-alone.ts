import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createHmac } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, Socket } from 'node:net';
import { z } from 'zod';
import { startSecretsServer } from '../local/secrets-server.ts';
import { incomingMessage } from './payloads.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

const warmUp = 100;
const webhooks = 1000;
/** What webhook-ingest may take: Chatwoot gives a webhook 5 s, and the function has 10. */
const budgetMs = 5000;
const secret = 'bench-secret-not-real';
const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:bench';

export type Alone = Pick<BenchReport, 'rows' | 'notes'>;

/**
 * The deployed handler itself, told of a Postgres, a DynamoDB, a Chatwoot and models: first while their address takes
 * connections, then while it refuses them. Counts answers and every connection that is opened to anything but SQS.
 */
export async function acceptAlone({
  sqsUrl,
  queueUrl,
}: {
  sqsUrl: string;
  queueUrl: string;
}): Promise<Alone> {
  const others = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => others.listen(0, '127.0.0.1', resolve));
  const address = others.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const secrets = await startSecretsServer((arn) => (arn === secretArn ? settingsAt(port) : undefined));
  setEnvironment({ port, sqsUrl, queueUrl, secretsUrl: secrets.url });
  const { handler } = await import('../functions/webhook-ingest/handler.ts');
  const accept = async (index: number) => {
    const { statusCode } = await handler(eventOf(index), noContext);
    return statusCode ?? 0;
  };

  for (let index = 0; index < warmUp; index += 1) await accept(2_000_000 + index);
  const up = await measure(accept, 3_000_000, port);
  await new Promise((resolve) => others.close(resolve));
  const stopped = await measure(accept, 4_000_000, port);
  await secrets.close();
  return reportOf(up, stopped);
}

interface Measured {
  times: number[];
  accepted: number;
  /** Connections that were opened or tried to where the others are. */
  toOthers: number;
}

async function measure(
  accept: (index: number) => Promise<number>,
  from: number,
  port: number,
): Promise<Measured> {
  const measured: Measured = { times: [], accepted: 0, toOthers: 0 };
  const look = (message: unknown) => {
    const { socket } = z.object({ socket: z.instanceof(Socket) }).parse(message);
    socket.once('connectionAttempt', (_ip: string, to: number) => {
      if (to === port) measured.toOthers += 1;
    });
  };
  subscribe('net.client.socket', look);
  for (let index = 0; index < webhooks; index += 1) {
    const started = performance.now();
    const status = await accept(from + index);
    measured.times.push(performance.now() - started);
    if (status === 200) measured.accepted += 1;
  }
  unsubscribe('net.client.socket', look);
  return measured;
}

function reportOf(up: Measured, stopped: Measured): Alone {
  const row = (handler: string, { times }: Measured) => ({
    handler,
    'p50 ms': rounded(percentile(times, 0.5)),
    'p99 ms': rounded(percentile(times, 0.99)),
    'per second, 16 at once': '-',
  });
  const ratio = percentile(stopped.times, 0.5) / percentile(up.times, 0.5);
  const slowest = Math.max(...stopped.times);
  return {
    rows: [
      row('the deployed handler, all else up', up),
      row('the deployed handler, all else stopped', stopped),
    ],
    notes: [
      `With Postgres, DynamoDB, Chatwoot and models stopped ${stopped.accepted} of ${webhooks} webhooks got 200 and ${stopped.toOthers} connections to them were tried; all else up: ${up.accepted} and ${up.toOthers}.`,
      `Stopped takes ${rounded(ratio)} times as long as up at the median; the slowest took ${rounded(slowest)} ms of a budget of ${budgetMs} ms.`,
    ],
  };
}

function settingsAt(port: number): string {
  return JSON.stringify({
    CHATWOOT_URL: `http://127.0.0.1:${port}`,
    CHATWOOT_ACCOUNT_ID: '1',
    CHATWOOT_BOT_TOKEN: 'bot-token-not-real',
    CHATWOOT_API_TOKEN: 'api-token-not-real',
    CHATWOOT_WEBHOOK_SECRETS: secret,
    SHOP_NAME: 'Demo shop',
    ANTHROPIC_API_KEY: 'sk-ant-not-real',
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  });
}

function setEnvironment(at: { port: number; sqsUrl: string; queueUrl: string; secretsUrl: string }): void {
  Object.assign(process.env, {
    SETTINGS_SECRET_ARN: secretArn,
    TURNS_QUEUE_URL: at.queueUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at.secretsUrl,
    AWS_ENDPOINT_URL_SQS: at.sqsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${at.port}`,
    DATABASE_URL: `postgres://frontdesk@127.0.0.1:${at.port}/frontdesk`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
}

function eventOf(id: number): APIGatewayProxyEventV2 {
  const body = JSON.stringify(incomingMessage({ id, conversationId: id % 500 }));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const [method, path] = ['POST', '/webhooks/chatwoot'];
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${signature}` },
    requestContext: {
      accountId: 'bench',
      apiId: 'bench',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: String(id),
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    body,
    isBase64Encoded: false,
  };
}

const noContext: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'webhook-ingest',
  functionVersion: '1',
  invokedFunctionArn: '',
  memoryLimitInMB: '1024',
  awsRequestId: 'bench',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 10_000,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type still asks for it
  done: () => undefined,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type still asks for it
  fail: () => undefined,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type still asks for it
  succeed: () => undefined,
};
