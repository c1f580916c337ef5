import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  aQueue,
  aQueueServer,
  bodies,
  errorOf,
  receive,
  remove,
  send,
  start,
  type TestServer,
} from './a-queue-server.ts';

describe('a received message', () => {
  it('is hidden for the visibility timeout and counted at each receive', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { VisibilityTimeout: '10' });
    await send(desk, url, 'hello');
    await receive(desk, url);
    desk.clock.now += 9_999;
    expect(await receive(desk, url)).toEqual([]);
    desk.clock.now += 1;
    const [again] = await receive(desk, url);
    expect(again!.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: String(start),
    });
  });

  it('is hidden for as long as this receiver asks', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'hello');
    await receive(desk, url, { VisibilityTimeout: 100 });
    desk.clock.now += 99_999;
    expect(await receive(desk, url)).toEqual([]);
    desk.clock.now += 1;
    expect(bodies(await receive(desk, url))).toEqual(['hello']);
  });

  it('can be kept longer, given up at once, and not beyond twelve hours', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'hello');
    const [held] = await receive(desk, url);
    await keep(desk, url, held!.ReceiptHandle, 3600);
    desk.clock.now += 3_599_000;
    expect(await receive(desk, url)).toEqual([]);
    const tooLong = await errorOf(keep(desk, url, held!.ReceiptHandle, 43_200));
    expect(tooLong.message).toContain('beyond the limit');
    await keep(desk, url, held!.ReceiptHandle, 0);
    expect(bodies(await receive(desk, url))).toEqual(['hello']);
  });

  it('can not be kept once its time is over', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'hello');
    const [held] = await receive(desk, url);
    desk.clock.now += 30_000;
    const error = await errorOf(keep(desk, url, held!.ReceiptHandle, 60));
    expect(error.name).toBe('MessageNotInflight');
    await remove(desk, url, held);
    const gone = await errorOf(keep(desk, url, held!.ReceiptHandle, 60));
    expect(gone.message).toContain('not available for visibility timeout change');
  });

  it('is deleted by its newest receipt even when late, not by an older one', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await send(desk, url, 'hello');
    const [older] = await receive(desk, url);
    desk.clock.now += 30_000;
    const [newest] = await receive(desk, url);
    await remove(desk, url, older);
    expect(desk.server.depth().inFlight).toBe(1);
    desk.clock.now += 30_000;
    await remove(desk, url, newest);
    expect(desk.server.depth()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('is not touched by something that is no receipt of this queue', async () => {
    const desk = await aQueueServer();
    const [url, other] = [await aQueue(desk), await aQueue(desk)];
    await send(desk, url, 'hello');
    const [held] = await receive(desk, url);
    expect((await errorOf(remove(desk, other, held))).name).toBe('ReceiptHandleIsInvalid');
    const nonsense = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' });
    expect((await errorOf(desk.sqs.send(nonsense))).name).toBe('ReceiptHandleIsInvalid');
  });

  it('takes part in batches that fail entry by entry', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    for (const body of ['one', 'two']) await send(desk, url, body);
    const [one, two] = await receive(desk, url);
    const changed = await desk.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'one', ReceiptHandle: one!.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'bad', ReceiptHandle: two!.ReceiptHandle, VisibilityTimeout: 43_201 },
        ],
      }),
    );
    expect(changed.Successful).toEqual([{ Id: 'one' }]);
    expect(changed.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
    const removed = await desk.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'two', ReceiptHandle: two!.ReceiptHandle },
          { Id: 'bad', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(removed.Successful).toEqual([{ Id: 'two' }]);
    expect(removed.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }]);
    expect(bodies(await receive(desk, url))).toEqual(['one']);
  });
});

describe('a standard queue', () => {
  it('delays a message by its own delay or by that of the queue', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { DelaySeconds: '10' });
    await send(desk, url, 'queue');
    await send(desk, url, 'own', { DelaySeconds: 5 });
    await send(desk, url, 'now', { DelaySeconds: 0 });
    expect(bodies(await receive(desk, url))).toEqual(['now']);
    desk.clock.now += 5_000;
    expect(bodies(await receive(desk, url))).toEqual(['own']);
    desk.clock.now += 5_000;
    expect(bodies(await receive(desk, url))).toEqual(['queue']);
  });

  it('does not give a message twice in one receive that hides nothing', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { VisibilityTimeout: '0' });
    for (const body of ['one', 'two', 'three']) await send(desk, url, body);
    expect(bodies(await receive(desk, url))).toEqual(['one', 'two', 'three']);
  });

  it('forgets what is older than its retention, held or not', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk, { MessageRetentionPeriod: '60' });
    await send(desk, url, 'held');
    await receive(desk, url);
    desk.clock.now += 1_000;
    await send(desk, url, 'younger');
    desk.clock.now += 59_000;
    expect(bodies(await receive(desk, url))).toEqual(['younger']);
    expect(desk.server.depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  it.each([
    [{ MaxNumberOfMessages: 0 }],
    [{ MaxNumberOfMessages: 11 }],
    [{ WaitTimeSeconds: 21 }],
    [{ VisibilityTimeout: 43_201 }],
  ])('refuses to receive with %o', async (more) => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    expect((await errorOf(receive(desk, url, more))).name).toBe('InvalidParameterValue');
  });
});

function keep(
  { sqs }: TestServer,
  QueueUrl: string,
  ReceiptHandle: string | undefined,
  VisibilityTimeout: number,
) {
  return sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
}
