import {
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  aFifoQueue,
  aQueue,
  aQueueServer,
  arnOf,
  bodies,
  errorOf,
  receive,
  remove,
  send,
  sendToGroups,
  start,
  type TestServer,
} from './a-queue-server.ts';

describe('a message nobody can handle', () => {
  it('goes to the dead-letter queue instead of a third receive, and keeps who it is', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 2, fifo: false });
    const { MessageId } = await send(desk, work, 'poison');
    for (let n = 0; n < 2; n += 1) {
      expect(bodies(await receive(desk, work))).toEqual(['poison']);
      desk.clock.now += 30_000;
    }
    expect(await receive(desk, dead)).toEqual([]);
    expect(await receive(desk, work)).toEqual([]);
    const [message] = await receive(desk, dead);
    expect(message).toMatchObject({ MessageId, Body: 'poison' });
    expect(message!.Attributes).toMatchObject({
      SentTimestamp: String(start),
      DeadLetterQueueSourceArn: arnOf(work),
      ApproximateReceiveCount: '1',
    });
  });

  it('does not stop the customers behind it, nor the next message of the same customer', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo: true });
    const { MessageId } = await send(desk, work, 'poison', {
      MessageGroupId: 'ana',
      MessageDeduplicationId: 'x',
    });
    await receive(desk, work);
    await sendToGroups(desk, work, [
      ['ana', 'ana 2'],
      ['ben', 'ben 1'],
    ]);
    desk.clock.now += 30_000;
    expect(bodies(await receive(desk, work))).toEqual(['ana 2', 'ben 1']);
    const [message] = await receive(desk, dead);
    expect(message!.Attributes).toMatchObject({ MessageGroupId: 'ana', MessageDeduplicationId: MessageId });
  });

  it('is found behind a whole page of others that go the same way', async () => {
    const desk = await aQueueServer();
    for (const fifo of [false, true]) {
      const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo });
      const ana = fifo ? { MessageGroupId: 'ana' } : {};
      for (let n = 0; n < 3; n += 1) await send(desk, work, `poison ${n}`, ana);
      await receive(desk, work);
      desk.clock.now += 30_000;
      await send(desk, work, 'fine', ana);
      expect(bodies(await receive(desk, work, { MaxNumberOfMessages: 1 }))).toEqual(['fine']);
      expect(bodies(await receive(desk, dead))).toEqual(['poison 0', 'poison 1', 'poison 2']);
    }
  });

  it('keeps its age in a standard dead-letter queue and starts again in a FIFO one', async () => {
    const desk = await aQueueServer();
    for (const [fifo, expected] of [
      [false, []],
      [true, ['poison']],
    ] as const) {
      const { work, dead } = await queues(
        desk,
        { maxReceiveCount: 1, fifo },
        { MessageRetentionPeriod: '60' },
      );
      await send(desk, work, 'poison', fifo ? { MessageGroupId: 'ana' } : {});
      await receive(desk, work);
      desk.clock.now += 40_000;
      await receive(desk, work);
      desk.clock.now += 20_000;
      expect(bodies(await receive(desk, dead))).toEqual(expected);
    }
  });

  it('wakes who waits at the dead-letter queue', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo: false });
    await send(desk, work, 'poison');
    await receive(desk, work, { VisibilityTimeout: 0 });
    const waiting = receive(desk, dead, { WaitTimeSeconds: 10 });
    await receive(desk, work);
    expect(bodies(await waiting)).toEqual(['poison']);
  });

  it('leads back to its source: the queues that use a dead-letter queue are listed', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo: false });
    const list = new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead });
    expect((await desk.sqs.send(list)).queueUrls).toEqual([work]);
  });
});

describe('putting dead letters back to work', () => {
  it('returns each to its source as a new message, in order', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo: true });
    await sendToGroups(desk, work, [
      ['ana', '1'],
      ['ana', '2'],
    ]);
    const before = await receive(desk, work);
    desk.clock.now += 30_000;
    await receive(desk, work);
    const { TaskHandle } = await desk.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(dead) }));
    const after = await receive(desk, work);
    expect(bodies(after)).toEqual(['1', '2']);
    expect(after[0]!.MessageId).not.toBe(before[0]!.MessageId);
    expect(after[0]!.Attributes).toMatchObject({
      ApproximateReceiveCount: '1',
      SentTimestamp: String(start + 30_000),
      MessageGroupId: 'ana',
    });
    expect(after[0]!.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
    const list = new ListMessageMoveTasksCommand({ SourceArn: arnOf(dead) });
    expect((await desk.sqs.send(list)).Results).toMatchObject([
      { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2, SourceArn: arnOf(dead) },
    ]);
    expect(TaskHandle).toBeTruthy();
  });

  it('can send them to another queue of the same kind', async () => {
    const desk = await aQueueServer();
    const { dead } = await queues(desk, { maxReceiveCount: 1, fifo: false });
    const [other, fifo] = [await aQueue(desk), await aFifoQueue(desk)];
    await send(desk, dead, 'sent straight here');
    const move = (DestinationArn?: string) =>
      desk.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(dead), DestinationArn }));
    expect((await errorOf(move(arnOf(fifo)))).name).toBe('InvalidParameterValue');
    expect((await errorOf(move(arnOf('/nothing')))).name).toBe('ResourceNotFoundException');
    await move(arnOf(other));
    expect(bodies(await receive(desk, other))).toEqual(['sent straight here']);
  });

  it('says so when a message has no source to go back to, and loses nothing', async () => {
    const desk = await aQueueServer();
    const { dead } = await queues(desk, { maxReceiveCount: 1, fifo: false });
    await send(desk, dead, 'sent straight here');
    await desk.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(dead) }));
    const list = new ListMessageMoveTasksCommand({ SourceArn: arnOf(dead) });
    expect((await desk.sqs.send(list)).Results).toMatchObject([
      {
        Status: 'FAILED',
        FailureReason: 'CouldNotDetermineMessageSource',
        ApproximateNumberOfMessagesMoved: 0,
      },
    ]);
    expect(bodies(await receive(desk, dead))).toEqual(['sent straight here']);
  });

  it('leaves a customer alone whose dead letter somebody is looking at', async () => {
    const desk = await aQueueServer();
    const { work, dead } = await queues(desk, { maxReceiveCount: 1, fifo: true });
    await sendToGroups(desk, work, [
      ['ana', 'ana 1'],
      ['ana', 'ana 2'],
      ['ben', 'ben 1'],
    ]);
    await receive(desk, work);
    desk.clock.now += 30_000;
    await receive(desk, work);
    const [looking] = await receive(desk, dead, { MaxNumberOfMessages: 1 });
    expect(looking!.Body).toBe('ana 1');
    await desk.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(dead) }));
    expect(bodies(await receive(desk, work))).toEqual(['ben 1']);
    await remove(desk, dead, looking);
    expect(bodies(await receive(desk, dead))).toEqual(['ana 2']);
  });

  it('is only for dead-letter queues', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const move = (SourceArn: string) => desk.sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect((await errorOf(move(arnOf(url)))).message).toContain('must be configured as a Dead Letter Queue');
    expect((await errorOf(move(arnOf('/nothing')))).name).toBe('ResourceNotFoundException');
  });
});

async function queues(
  desk: TestServer,
  { maxReceiveCount, fifo }: { maxReceiveCount: number; fifo: boolean },
  deadLetters: Record<string, string> = {},
) {
  const make = fifo ? aFifoQueue : aQueue;
  const dead = await make(desk, deadLetters);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount });
  return { dead, work: await make(desk, { RedrivePolicy }) };
}
