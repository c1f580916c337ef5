import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { startSqsServer, type SqsServer } from '../../../local/sqs-server/server.ts';

export const start = Date.UTC(2026, 4, 1);

/** A server in memory, its clock, and the real SDK talking to it. */
export interface TestServer {
  server: SqsServer;
  sqs: SQSClient;
  clock: { now: number };
}

export async function aQueueServer(
  options: { file?: string; clock?: { now: number } } = {},
): Promise<TestServer> {
  const clock = options.clock ?? { now: start };
  const server = await startSqsServer({ file: options.file ?? ':memory:', now: () => clock.now });
  const sqs = clientOf(server);
  onTestFinished(async () => {
    sqs.destroy();
    await server.close();
  });
  return { server, sqs, clock };
}

export function clientOf({ url }: { url: string }): SQSClient {
  return new SQSClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

let count = 0;

/** A queue with a name of its own. */
export async function aQueue({ sqs }: TestServer, attributes: Record<string, string> = {}): Promise<string> {
  const name = `queue-${(count += 1)}${attributes['FifoQueue'] ? '.fifo' : ''}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl!;
}

export function aFifoQueue(desk: TestServer, attributes: Record<string, string> = {}): Promise<string> {
  return aQueue(desk, { FifoQueue: 'true', ContentBasedDeduplication: 'true', ...attributes });
}

export function arnOf(queueUrl: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${queueUrl.split('/').at(-1)}`;
}

export function send(
  { sqs }: TestServer,
  QueueUrl: string,
  body: string,
  more: Partial<SendMessageCommandInput> = {},
) {
  return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...more }));
}

/** Sends texts to groups: `['ana', 'one']` is the text "one" of the group "ana". */
export async function sendToGroups(
  desk: TestServer,
  queueUrl: string,
  messages: [group: string, body: string][],
) {
  for (const [group, body] of messages) await send(desk, queueUrl, body, { MessageGroupId: group });
}

export async function receive(
  { sqs }: TestServer,
  QueueUrl: string,
  more: Partial<ConstructorParameters<typeof ReceiveMessageCommand>[0]> = {},
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
    ...more,
  });
  return (await sqs.send(command)).Messages ?? [];
}

export function remove({ sqs }: TestServer, QueueUrl: string, message: Message | undefined) {
  return sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle! }));
}

export const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);

/** What the SDK threw. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { Code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was accepted.');
}
