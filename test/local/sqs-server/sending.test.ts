import { createHash } from 'node:crypto';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { aFifoQueue, aQueue, aQueueServer, bodies, errorOf, receive, send, start } from './a-queue-server.ts';

const mebibyte = 1_048_576;

describe('a message', () => {
  it('arrives as it was sent, with what SQS tells about it', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const body = 'Hola Ana 👋🏽 ¿tienen el rojo?\n\t«sí»';
    const sent = await send(desk, url, body);
    desk.clock.now += 1_500;
    const [message] = await receive(desk, url);
    expect(message).toMatchObject({
      Body: body,
      MessageId: sent.MessageId,
      MD5OfBody: sent.MD5OfMessageBody,
    });
    expect(message!.Attributes).toEqual({
      SenderId: 'local',
      SentTimestamp: String(start),
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(start + 1_500),
    });
  });

  it('comes with attributes only when they are asked for', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'hello');
    const [message] = await receive(desk, url, {
      MessageSystemAttributeNames: [],
      MessageAttributeNames: [],
    });
    expect(message).not.toHaveProperty('Attributes');
    expect(message).not.toHaveProperty('MessageAttributes');
  });

  it.each([
    ['an empty body', { MessageBody: '' }, 'MissingParameter'],
    ['a NUL', { MessageBody: 'a\u0000b' }, 'InvalidMessageContents'],
    ['half an emoji', { MessageBody: 'a\ud83d' }, 'InvalidMessageContents'],
    ['U+FFFF', { MessageBody: 'a\uffff' }, 'InvalidMessageContents'],
    ['a delay of 901 s', { DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['a deduplication id on a standard queue', { MessageDeduplicationId: 'x' }, 'InvalidParameterValue'],
  ])('is refused with %s', async (_what, more, name) => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const error = await errorOf(send(desk, url, 'hello', more));
    expect(error.name).toBe(name);
    expect(desk.server.depth().visible).toBe(0);
  });

  it('may be 1 MiB with its attributes and not a byte more', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const attribute = { k: { DataType: 'String', StringValue: 'v' } };
    const size = mebibyte - 'kStringv'.length;
    await send(desk, url, 'é'.repeat(size / 2), { MessageAttributes: attribute });
    const error = await errorOf(send(desk, url, 'x'.repeat(size + 1), { MessageAttributes: attribute }));
    expect(error.name).toBe('InvalidParameterValue');
    expect(error.message).toContain('shorter than 1048576 bytes');
  });

  it('respects the smaller limit of its queue', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { MaximumMessageSize: '1024' });
    await send(desk, url, 'x'.repeat(1024));
    expect((await errorOf(send(desk, url, 'x'.repeat(1025)))).message).toContain('shorter than 1024 bytes');
  });

  it('is refused by a FIFO queue without a group, with a delay of its own, or with an id of odd characters', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    expect((await errorOf(send(desk, url, 'a'))).name).toBe('MissingParameter');
    const group = { MessageGroupId: 'ana' };
    expect((await errorOf(send(desk, url, 'a', { ...group, DelaySeconds: 1 }))).name).toBe(
      'InvalidParameterValue',
    );
    expect((await errorOf(send(desk, url, 'a', { MessageGroupId: 'ana maría' }))).name).toBe(
      'InvalidParameterValue',
    );
    expect((await errorOf(send(desk, url, 'a', { MessageGroupId: 'a'.repeat(129) }))).name).toBe(
      'InvalidParameterValue',
    );
    await send(desk, url, 'a', { ...group, DelaySeconds: 0 });
    expect(bodies(await receive(desk, url))).toEqual(['a']);
  });

  it('may name a group on a standard queue, which holds nothing back there', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    for (const body of ['one', 'two']) await send(desk, url, body, { MessageGroupId: 'ana' });
    await receive(desk, url, { MaxNumberOfMessages: 1 });
    const [second] = await receive(desk, url);
    expect(second!.Attributes).toMatchObject({ MessageGroupId: 'ana' });
  });
});

describe('message attributes', () => {
  it('come back by name or prefix, with the sum the developer guide describes', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { VisibilityTimeout: '0' });
    const MessageAttributes = {
      'trace.id': { DataType: 'String', StringValue: 'x-1' },
      'trace.depth': { DataType: 'Number.int', StringValue: '3' },
      photo: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 7) },
    };
    const sent = await send(desk, url, 'hello', { MessageAttributes });
    expect(sent.MD5OfMessageAttributes).toBe(expectedMd5);
    const [all] = await receive(desk, url);
    expect(all!.MessageAttributes).toEqual(MessageAttributes);
    expect(all!.MD5OfMessageAttributes).toBe(expectedMd5);
    const [traces] = await receive(desk, url, { MessageAttributeNames: ['trace.*'] });
    expect(Object.keys(traces!.MessageAttributes!)).toEqual(['trace.id', 'trace.depth']);
    expect(traces!.MD5OfMessageAttributes).not.toBe(expectedMd5);
  });

  it('carry the trace header apart, and take no other system attribute', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const header = { DataType: 'String', StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793' };
    const sent = await send(desk, url, 'hello', { MessageSystemAttributes: { AWSTraceHeader: header } });
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    const [message] = await receive(desk, url);
    expect(message!.Attributes!.AWSTraceHeader).toBe(header.StringValue);
    const other = { MessageSystemAttributes: { SenderId: header } as never };
    expect((await errorOf(send(desk, url, 'hello', other))).name).toBe('InvalidParameterValue');
  });

  it.each([
    ['a type SQS does not have', { a: { DataType: 'Text', StringValue: 'x' } }],
    ['an empty value', { a: { DataType: 'String', StringValue: '' } }],
    ['a number of letters', { a: { DataType: 'Number', StringValue: 'three' } }],
    ['a reserved name', { 'AWS.a': { DataType: 'String', StringValue: 'x' } }],
    ['a name with a blank', { 'a b': { DataType: 'String', StringValue: 'x' } }],
    ['control characters', { a: { DataType: 'String', StringValue: 'x\u0001' } }],
    [
      'eleven of them',
      Object.fromEntries(
        Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: 'x' }]),
      ),
    ],
  ])('are refused with %s', async (_what, MessageAttributes) => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    expect((await errorOf(send(desk, url, 'hello', { MessageAttributes }))).name).toBe(
      'InvalidParameterValue',
    );
  });
});

describe('a batch', () => {
  it('fails entry by entry', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    const Entries = [
      { Id: 'good', MessageBody: 'one', MessageGroupId: 'ana' },
      { Id: 'no-group', MessageBody: 'two' },
      { Id: 'control', MessageBody: '\u0002', MessageGroupId: 'ana' },
      { Id: 'also-good', MessageBody: 'three', MessageGroupId: 'ana' },
    ];
    const { Successful, Failed } = await desk.sqs.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries }),
    );
    expect(Successful!.map(({ Id }) => Id)).toEqual(['good', 'also-good']);
    expect(Failed).toMatchObject([
      { Id: 'no-group', Code: 'MissingParameter', SenderFault: true },
      { Id: 'control', Code: 'InvalidMessageContents', SenderFault: true },
    ]);
    expect(bodies(await receive(desk, url))).toEqual(['one', 'three']);
  });

  it.each([
    ['no entry', [], 'EmptyBatchRequest'],
    ['eleven entries', entries(11), 'TooManyEntriesInBatchRequest'],
    ['the same id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
    ['an id with a blank', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    ['more than 1 MiB in sum', entries(2, 'x'.repeat(mebibyte / 2 + 1)), 'BatchRequestTooLong'],
  ])('is refused as a whole with %s', async (_what, Entries, name) => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const error = await errorOf(desk.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })));
    expect(error.name).toBe(name);
    expect(desk.server.depth().visible).toBe(0);
  });

  it('takes ten messages of together 1 MiB', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const Entries = entries(10, 'x'.repeat(mebibyte / 10));
    const { Successful } = await desk.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(Successful).toHaveLength(10);
  });
});

describe('requests that are not of the SDK', () => {
  it('are refused with a sentence, never with a stack', async () => {
    const { server } = await aQueueServer();
    expect(await raw(server.url, { QueueUrl: 7, MessageBody: 'x' })).toEqual({
      status: 400,
      name: 'InvalidParameterValue',
    });
    expect(await raw(server.url, {})).toEqual({ status: 400, name: 'MissingParameter' });
    const broken = await fetch(server.url, {
      method: 'POST',
      body: '{',
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
    });
    expect(await broken.json()).toMatchObject({ message: 'The request body is not JSON.' });
    const page = await fetch(server.url);
    expect(page.status).toBe(400);
  });
});

function entries(count: number, body = 'x') {
  return Array.from({ length: count }, (_, n) => ({ Id: `entry-${n}`, MessageBody: body }));
}

async function raw(url: string, body: object): Promise<{ status: number; name: string | undefined }> {
  const headers = { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, name: response.headers.get('x-amzn-query-error')?.split(';')[0] };
}

/** Written out byte by byte from the developer guide, in the order of names: photo, trace.depth, trace.id. */
const expectedMd5 = createHash('md5')
  .update(field('photo'))
  .update(field('Binary'))
  .update(Buffer.of(2, 0, 0, 0, 3, 0, 255, 7))
  .update(field('trace.depth'))
  .update(field('Number.int'))
  .update(Buffer.of(1))
  .update(field('3'))
  .update(field('trace.id'))
  .update(field('String'))
  .update(Buffer.of(1))
  .update(field('x-1'))
  .digest('hex');

function field(text: string): Buffer {
  return Buffer.from(`\0\0\0${String.fromCharCode(text.length)}${text}`, 'latin1');
}
