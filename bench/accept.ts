import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createHmac, randomUUID } from 'node:crypto';
import { Secret } from '../lib/config/secret.ts';
import { sqsQueue } from '../lib/queue/sqs.ts';
import { acceptWebhook } from '../lib/turn/accept-webhook.ts';
import { startSqsServer } from '../local/sqs-server/server.ts';
import { acceptAlone, type Alone } from './accept-alone.ts';
import { incomingMessage } from './payloads.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

const warmUp = 200;
const oneByOne = 1500;
const atOnce = 16;
const together = 3000;
const secret = 'bench-secret-not-real';

/**
 * The accept function beside a bare handler that does nothing but the same SendMessage, alternating in one process
 * against the local SQS server on disk-less storage. The difference is what verifying and translating cost.
 */
export async function benchAccept(): Promise<BenchReport> {
  const server = await startSqsServer({ file: ':memory:' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: server.url, region: 'us-east-1', credentials });
  const attributes = {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  };
  const { QueueUrl: queueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'bench.fifo', Attributes: attributes }),
  );
  const accept = acceptHandler(sqs, queueUrl);
  const bare = bareHandler(sqs, queueUrl);
  const measured: Record<'accept' | 'bare', number[]> = { accept: [], bare: [] };
  for (let index = 0; index < warmUp + oneByOne; index += 1) {
    const [a, b] = [await timed(accept, index), await timed(bare, index)];
    if (index < warmUp) continue;
    measured.accept.push(a);
    measured.bare.push(b);
  }
  const perSecond = { accept: await throughput(accept), bare: await throughput(bare) };
  const alone = await acceptAlone({ sqsUrl: server.url, queueUrl });
  sqs.destroy();
  await server.close();
  return reportOf({ measured, perSecond, alone });
}

function reportOf({
  measured,
  perSecond,
  alone,
}: {
  measured: Record<'accept' | 'bare', number[]>;
  perSecond: Record<'accept' | 'bare', number>;
  alone: Alone;
}): BenchReport {
  const row = (what: 'accept' | 'bare') => ({
    handler: what === 'accept' ? 'webhook-ingest' : 'bare (one SendMessage)',
    'p50 ms': rounded(percentile(measured[what], 0.5)),
    'p99 ms': rounded(percentile(measured[what], 0.99)),
    'per second, 16 at once': Math.round(perSecond[what]),
  });
  const ratio = percentile(measured.accept, 0.5) / percentile(measured.bare, 0.5);
  return {
    name: 'accept',
    about: `${oneByOne} signed webhooks one by one, then ${together} with ${atOnce} at once; a bare handler alternates with it. Then 1000 through the deployed handler while all but SQS is up, and stopped.`,
    rows: [row('accept'), row('bare'), ...alone.rows],
    notes: [
      ...alone.notes,
      `webhook-ingest takes ${rounded(ratio)} times as long as the bare handler at the median.`,
      'SQS calls per accepted webhook: 1; calls to anything else: 0.',
    ],
  };
}

type Handler = (index: number) => Promise<void>;

function acceptHandler(sqs: SQSClient, queueUrl: string): Handler {
  const deps = {
    settings: () => Promise.resolve({ accountId: 1, webhookSecrets: [new Secret(secret)] }),
    turns: sqsQueue({ sqs, queueUrl }),
    realTime: () => new Date(),
    newId: randomUUID,
    faultPoint: () => Promise.resolve(),
    log: () => undefined,
  };
  return async (index) => {
    const rawBody = Buffer.from(JSON.stringify(incomingMessage({ id: index, conversationId: index % 500 })));
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')}`;
    const headers = { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': signature };
    const { status } = await acceptWebhook(deps, { headers, rawBody });
    if (status !== 200) throw new Error(`Accepting answered ${status}`);
  };
}

function bareHandler(sqs: SQSClient, queueUrl: string): Handler {
  return async (index) => {
    const body = JSON.stringify(incomingMessage({ id: index, conversationId: index % 500 }).id);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: `bare:${index % 500}`,
        MessageDeduplicationId: randomUUID(),
      }),
    );
  };
}

async function timed(handler: Handler, index: number): Promise<number> {
  const started = performance.now();
  await handler(index);
  return performance.now() - started;
}

/** Handled per second with `atOnce` requests under way. */
async function throughput(handler: Handler): Promise<number> {
  const started = performance.now();
  let next = 1_000_000;
  const last = next + together;
  const lane = async () => {
    while (next < last) await handler(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (together * 1000) / (performance.now() - started);
}
