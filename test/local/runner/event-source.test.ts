import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MappingDeclaration } from '../../../local/runner/declared-events.ts';
import { EventSource } from '../../../local/runner/event-source.ts';
import type { FunctionPool } from '../../../local/runner/function-pool.ts';
import { failedMessages } from '../../../local/runner/sqs-event.ts';
import { type SqsServer, startSqsServer } from '../../../local/sqs-server/server.ts';
import { aPool } from './fixtures/running.ts';
import { temporaryFolder } from './fixtures/temporary.ts';

describe('what a function reports about a batch', () => {
  const messages = [{ MessageId: 'a' }, { MessageId: 'b' }];
  const failedOf = (result: unknown) =>
    failedMessages(JSON.stringify(result), messages).failed.map(({ MessageId }) => MessageId);
  const failures = (...identifiers: unknown[]) => ({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, success and failure conditions
  it.each([
    ['an empty list', { batchItemFailures: [] }],
    ['a null list', { batchItemFailures: null }],
    ['an empty answer', {}],
    ['a null answer', null],
  ])('means that all is done: %s', (_what, result) => {
    expect(failedOf(result)).toEqual([]);
  });

  it.each([
    ['an empty identifier', failures('a', '')],
    ['a null identifier', failures(null)],
    ['a wrong key', { batchItemFailures: [{ id: 'a' }] }],
    ['an identifier of no message', failures('a', 'c')],
    ['an answer that is no object', 'done'],
  ])('means that nothing is done: %s', (_what, result) => {
    expect(failedOf(result)).toEqual(['a', 'b']);
  });

  it('is believed when it fits', () => {
    expect(failedOf(failures('b'))).toEqual(['b']);
  });
});

describe('a queue that feeds a function', () => {
  let server: SqsServer;
  let sqs: SQSClient;
  const running: { source: EventSource; pool: FunctionPool }[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    server = await startSqsServer({ file: ':memory:' });
    sqs = new SQSClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });
  afterEach(async () => {
    await Promise.all(running.map(({ source }) => source.stop()));
    await Promise.all(running.splice(0).map(({ pool }) => pool.stop()));
    problems.length = 0;
  });
  afterAll(async () => {
    sqs.destroy();
    await server.close();
  });

  function feeding(
    name: string,
    code: string,
    options: { mapping?: Partial<MappingDeclaration>; retryAfterSeconds?: number } = {},
  ) {
    const dead = server.ensureQueue(`${name}-dead.fifo`, { FifoQueue: 'true' });
    const queue = server.ensureQueue(`${name}.fifo`, {
      FifoQueue: 'true',
      VisibilityTimeout: '30',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
    });
    const { pool, logged } = aPool(code);
    const source = new EventSource({
      sqs,
      queueName: `${name}.fifo`,
      queueUrl: queue.url,
      pool,
      mapping: {
        queueArn: queue.arn,
        target: 'App-Worker',
        batchSize: 1,
        reportsFailures: true,
        maximumConcurrency: 4,
        ...options.mapping,
      },
      retryAfterSeconds: options.retryAfterSeconds ?? 0,
      failed: (_name, what) => problems.push(what),
    });
    source.start();
    running.push({ source, pool });
    const send = (body: string, group = 'g', attributes = {}) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: queue.url,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: randomUUID(),
          MessageAttributes: attributes,
        }),
      );
    return { send, logged, deadUrl: dead.url, idle: () => server.idle({ queues: [`${name}.fifo`] }), queue };
  }

  it('hands it records in the shape that Lambda has', async () => {
    const { send, logged, idle, queue } = feeding(
      'shape',
      'export const handler = async (event) => { console.log(JSON.stringify(event)); };',
    );
    await send('{"hello":"😀"}', 'conversation', { trace: { DataType: 'String', StringValue: 'x' } });
    await idle();
    const { Records } = JSON.parse(logged[0] ?? '{}');
    expect(Records).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: '{"hello":"😀"}',
        attributes: expect.objectContaining({
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          MessageGroupId: 'conversation',
          MessageDeduplicationId: expect.any(String),
          SequenceNumber: expect.any(String),
        }),
        messageAttributes: {
          trace: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'us-east-1',
      },
    ]);
  });

  it('keeps the order of each conversation while conversations run side by side', async () => {
    const file = path.join(temporaryFolder('order'), 'handled');
    const { send, idle } = feeding(
      'order',
      `import { appendFileSync } from 'node:fs';
       export const handler = async ({ Records: [record] }) => {
         await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
         appendFileSync(${JSON.stringify(file)}, record.attributes.MessageGroupId + record.body + ' ' + process.pid + '\\n');
       };`,
    );
    for (let index = 0; index < 8; index += 1) {
      for (const group of ['a', 'b', 'c']) await send(String(index), group);
    }
    await idle();
    const handled = readFileSync(file, 'utf8').trim().split('\n');
    for (const group of ['a', 'b', 'c']) {
      const ofGroup = handled.filter((line) => line.startsWith(group)).map((line) => line.slice(1, 2));
      expect(ofGroup.join('')).toBe('01234567');
    }
    expect(new Set(handled.map((line) => line.split(' ')[1])).size).toBeGreaterThan(1);
  });

  it('repeats what failed, in order, and sets it aside in the end without holding up the others', async () => {
    const { send, idle, deadUrl } = feeding(
      'poison',
      `export const handler = async ({ Records }) => ({
        batchItemFailures: Records.filter(({ body }) => body === 'poison').map(({ messageId }) => ({ itemIdentifier: messageId })),
      });`,
    );
    await send('poison', 'a');
    await send('after', 'a');
    await send('other', 'b');
    await idle();
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
  });

  it('repeats only what failed of a batch', async () => {
    const { send, logged, idle } = feeding(
      'partial',
      `const seen = new Set();
       export const handler = async ({ Records }) => {
         const first = Records.filter(({ body }) => !seen.has(body) && body.startsWith('slow'));
         for (const { body } of Records) { seen.add(body); console.log(body); }
         return { batchItemFailures: first.map(({ messageId }) => ({ itemIdentifier: messageId })) };
       };`,
      { mapping: { batchSize: 10, maximumConcurrency: 1 } },
    );
    await Promise.all([send('slow', 'a'), send('quick', 'b')]);
    await idle();
    await expect.poll(() => [...logged].sort()).toEqual(['quick', 'slow', 'slow']);
  });

  it('repeats all of a batch when the function breaks down', async () => {
    const { send, logged, idle } = feeding(
      'crash',
      `export const handler = async ({ Records: [record] }) => {
        console.log(record.attributes.ApproximateReceiveCount);
        if (record.attributes.ApproximateReceiveCount === '1') { await new Promise((resolve) => setTimeout(resolve, 50)); process.exit(1); }
      };`,
    );
    await send('x');
    await idle();
    await expect.poll(() => logged).toEqual(['1', '2']);
    expect(problems).toEqual(['Runtime.ExitError: Runtime exited with error: exit status 1']);
  });

  it('finishes what it took when it is stopped, and takes nothing more', async () => {
    const { send, logged } = feeding(
      'stop',
      'export const handler = async ({ Records: [{ body }] }) => { console.log(body); await new Promise((r) => setTimeout(r, 300)); console.log(body + " done"); };',
    );
    await send('first');
    await expect.poll(() => logged.length).toBe(1);
    const { source } = running.at(-1)!;
    await source.stop();
    await send('second');
    await source.settled();
    await expect.poll(() => logged).toEqual(['first', 'first done']);
    expect(server.depth('stop.fifo')).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('waits with one long poll while the queue is idle', async () => {
    let receives = 0;
    sqs.middlewareStack.add(
      (next, context) => async (input) => {
        if (context.commandName === 'ReceiveMessageCommand') receives += 1;
        return next(input);
      },
      { step: 'initialize', name: 'count' },
    );
    feeding('idle', 'export const handler = async () => {};');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    sqs.middlewareStack.remove('count');
    expect(receives).toBe(1);
  });
});
