import { ChangeMessageVisibilityCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  aFifoQueue,
  aQueueServer,
  bodies,
  errorOf,
  receive,
  remove,
  send,
  sendToGroups,
} from './a-queue-server.ts';

describe('a FIFO queue', () => {
  it('gives several messages of one group in order, and fills up with other groups', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', 'ana 1'],
      ['ben', 'ben 1'],
      ['ana', 'ana 2'],
      ['ben', 'ben 2'],
    ]);
    const messages = await receive(desk, url, { MaxNumberOfMessages: 3 });
    expect(bodies(messages)).toEqual(['ana 1', 'ana 2', 'ben 1']);
    expect(messages.map(({ Attributes }) => Attributes!.MessageGroupId)).toEqual(['ana', 'ana', 'ben']);
    const numbers = messages.map(({ Attributes }) => BigInt(Attributes!.SequenceNumber!));
    expect(numbers[0]! < numbers[1]!).toBe(true);
    expect(messages[0]!.Attributes!.SequenceNumber).toHaveLength(20);
  });

  it('holds a customer back while one of their messages is being handled, and nobody else', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', 'ana 1'],
      ['ana', 'ana 2'],
    ]);
    const [first] = await receive(desk, url, { MaxNumberOfMessages: 1 });
    expect(await receive(desk, url)).toEqual([]);
    await sendToGroups(desk, url, [
      ['ben', 'ben 1'],
      ['ana', 'ana 3'],
    ]);
    expect(bodies(await receive(desk, url))).toEqual(['ben 1']);
    await remove(desk, url, first);
    expect(bodies(await receive(desk, url))).toEqual(['ana 2', 'ana 3']);
  });

  it('stays closed for a group until the whole batch is handled or given up', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', '1'],
      ['ana', '2'],
      ['ana', '3'],
    ]);
    const [first, second] = await receive(desk, url, { MaxNumberOfMessages: 2 });
    await remove(desk, url, first);
    expect(await receive(desk, url)).toEqual([]);
    await remove(desk, url, second);
    expect(bodies(await receive(desk, url))).toEqual(['3']);
  });

  it('gives a failed message again before what stands behind it, once the rest of its batch is free', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', '1'],
      ['ana', '2'],
      ['ana', '3'],
    ]);
    const [first, second] = await receive(desk, url, { MaxNumberOfMessages: 2 });
    const giveUp = (ReceiptHandle: string | undefined) =>
      desk.sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    await giveUp(first!.ReceiptHandle);
    expect(await receive(desk, url)).toEqual([]);
    await giveUp(second!.ReceiptHandle);
    expect(bodies(await receive(desk, url))).toEqual(['1', '2', '3']);
  });

  it('gives everything again in order when the time of its holder is over', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk, { VisibilityTimeout: '30' });
    await sendToGroups(desk, url, [
      ['ana', '1'],
      ['ana', '2'],
    ]);
    await receive(desk, url);
    desk.clock.now += 29_999;
    expect(await receive(desk, url)).toEqual([]);
    desk.clock.now += 1;
    const again = await receive(desk, url);
    expect(bodies(again)).toEqual(['1', '2']);
    expect(again[0]!.Attributes!.ApproximateReceiveCount).toBe('2');
  });

  it('refuses a deletion that comes too late, so that a message is never handled by two at once', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await send(desk, url, '1', { MessageGroupId: 'ana' });
    const [late] = await receive(desk, url);
    desk.clock.now += 30_000;
    const error = await errorOf(remove(desk, url, late));
    expect(error.name).toBe('InvalidParameterValue');
    expect(error.message).toContain('The receipt handle has expired.');
    const [again] = await receive(desk, url);
    expect((await errorOf(remove(desk, url, late))).message).toContain('expired');
    await remove(desk, url, again);
    await remove(desk, url, again);
    expect(desk.server.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('does not give the same message twice in one receive that hides nothing', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', '1'],
      ['ben', '2'],
    ]);
    expect(bodies(await receive(desk, url, { VisibilityTimeout: 0 }))).toEqual(['1', '2']);
    expect(bodies(await receive(desk, url))).toEqual(['1', '2']);
  });

  it('delays every message by the delay of the queue, and a new delay holds for those that wait', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk, { DelaySeconds: '4' });
    await sendToGroups(desk, url, [['ana', '1']]);
    desk.clock.now += 2_000;
    await sendToGroups(desk, url, [['ana', '2']]);
    expect(desk.server.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
    desk.clock.now += 2_000;
    const [first] = await receive(desk, url);
    expect(first!.Body).toBe('1');
    await remove(desk, url, first);
    expect(await receive(desk, url)).toEqual([]);
    await desk.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { DelaySeconds: '2' } }));
    expect(bodies(await receive(desk, url))).toEqual(['2']);
  });

  it('goes on with the customer who has waited longest', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', 'ana 1'],
      ['ana', 'ana 2'],
      ['ben', 'ben 1'],
      ['ana', 'ana 3'],
    ]);
    const served: (string | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) {
      const [message] = await receive(desk, url, { MaxNumberOfMessages: 1 });
      served.push(message!.Body);
      await remove(desk, url, message);
    }
    expect(served).toEqual(['ana 1', 'ana 2', 'ben 1', 'ana 3']);
  });
});

describe('deduplication', () => {
  it('drops the same content for five minutes and answers as if it had been accepted', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    const ana = { MessageGroupId: 'ana' };
    const first = await send(desk, url, 'hello', ana);
    desk.clock.now += 299_999;
    const second = await send(desk, url, 'hello', ana);
    expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    expect(bodies(await receive(desk, url))).toEqual(['hello']);
    desk.clock.now += 1;
    expect((await send(desk, url, 'hello', ana)).MessageId).not.toBe(first.MessageId);
  });

  it('still knows a message that was handled and deleted', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await send(desk, url, 'hello', { MessageGroupId: 'ana' });
    await remove(desk, url, (await receive(desk, url))[0]);
    await send(desk, url, 'hello', { MessageGroupId: 'ana' });
    expect(await receive(desk, url)).toEqual([]);
  });

  it('goes by an explicit id before the content, and answers the sum of what was sent', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    const id = (MessageDeduplicationId: string) => ({ MessageGroupId: 'ana', MessageDeduplicationId });
    await send(desk, url, 'one', id('x'));
    await send(desk, url, 'other words, same id', id('x'));
    await send(desk, url, 'one', id('y'));
    const messages = await receive(desk, url);
    expect(bodies(messages)).toEqual(['one', 'one']);
    expect(messages.map(({ Attributes }) => Attributes!.MessageDeduplicationId)).toEqual(['x', 'y']);
  });

  it('holds for the queue, or for each group where the queue says so', async () => {
    const desk = await aQueueServer();
    const perGroup = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
    for (const [attributes, expected] of [
      [{}, ['hello']],
      [perGroup, ['hello', 'hello']],
    ] as const) {
      const url = await aFifoQueue(desk, attributes);
      await sendToGroups(desk, url, [
        ['ana', 'hello'],
        ['ben', 'hello'],
        ['ana', 'hello'],
      ]);
      expect(bodies(await receive(desk, url))).toEqual(expected);
    }
  });

  it('wants an id where the content is not to be compared', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk, { ContentBasedDeduplication: 'false' });
    const error = await errorOf(send(desk, url, 'hello', { MessageGroupId: 'ana' }));
    expect(error.name).toBe('InvalidParameterValue');
    expect(error.message).toContain('ContentBasedDeduplication');
  });
});
