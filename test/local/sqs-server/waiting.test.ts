import { connect } from 'node:net';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  aFifoQueue,
  aQueue,
  aQueueServer,
  bodies,
  errorOf,
  receive,
  remove,
  send,
  sendToGroups,
  type TestServer,
} from './a-queue-server.ts';

describe('long polling', () => {
  it('answers the moment a message is sent', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const waiting = timed(receive(desk, url, { WaitTimeSeconds: 20 }));
    await pause(50);
    await send(desk, url, 'hello');
    const { result, ms } = await waiting;
    expect(bodies(result)).toEqual(['hello']);
    expect(ms).toBeLessThan(2_000);
  });

  it('ends empty when the time is over, which the queue may set', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    await desk.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { ReceiveMessageWaitTimeSeconds: '1' } }),
    );
    const { result, ms } = await timed(receive(desk, url));
    expect(result).toEqual([]);
    expect(ms).toBeGreaterThanOrEqual(950);
    expect(ms).toBeLessThan(5_000);
    expect((await timed(receive(desk, url, { WaitTimeSeconds: 0 }))).ms).toBeLessThan(900);
  });

  it('gives each message to one receiver, the one who waits longest first', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const answered: string[] = [];
    const wait = async (who: string) => {
      const [message] = await receive(desk, url, { WaitTimeSeconds: 20, MaxNumberOfMessages: 1 });
      answered.push(`${who}: ${message!.Body}`);
    };
    const first = wait('first');
    await pause(50);
    const second = wait('second');
    await pause(50);
    await send(desk, url, 'one');
    await first;
    await send(desk, url, 'two');
    await second;
    expect(answered).toEqual(['first: one', 'second: two']);
  });

  it('wakes when a group is free again, by deletion or by time', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    await sendToGroups(desk, url, [
      ['ana', '1'],
      ['ana', '2'],
    ]);
    const [held] = await receive(desk, url, { MaxNumberOfMessages: 1 });
    const waiting = receive(desk, url, { WaitTimeSeconds: 20 });
    await pause(50);
    await remove(desk, url, held);
    expect(bodies(await waiting)).toEqual(['2']);
  });

  it('wakes when a delayed or held message comes up, by the clock', async () => {
    const clock = { now: 0 };
    Object.defineProperty(clock, 'now', { get: () => Date.now() });
    const desk = await aQueueServer({ clock });
    const url = await aQueue(desk);
    await send(desk, url, 'later', { DelaySeconds: 1 });
    const { result, ms } = await timed(receive(desk, url, { WaitTimeSeconds: 20, VisibilityTimeout: 1 }));
    expect(bodies(result)).toEqual(['later']);
    expect(ms).toBeGreaterThan(500);
    expect(bodies(await receive(desk, url, { WaitTimeSeconds: 20 }))).toEqual(['later']);
  });

  it('wakes for a message that comes up in the very moment of a look', async () => {
    // Every glance at this clock is a millisecond later than the one before, so that no moment is like another.
    const clock = { now: 0, read: 0 };
    Object.defineProperty(clock, 'now', { get: () => (clock.read += 1) });
    for (const hiddenMs of [1000, 1003, 1006, 1009, 1012]) {
      const desk = await aQueueServer({ clock });
      const url = await aQueue(desk);
      await send(desk, url, 'later', { DelaySeconds: 1 });
      clock.read += hiddenMs - 20;
      const { result, ms } = await timed(receive(desk, url, { WaitTimeSeconds: 5 }));
      expect(bodies(result)).toEqual(['later']);
      expect(ms).toBeLessThan(3_000);
    }
  });

  it('takes nothing for a receiver who hung up', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    const hangUp = new AbortController();
    const waiting = errorOf(
      desk.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
        abortSignal: hangUp.signal,
      }),
    );
    await pause(100);
    hangUp.abort();
    expect((await waiting).name).toBe('AbortError');
    await pause(100);
    await sendToGroups(desk, url, [['ana', 'hello']]);
    const [message] = await receive(desk, url);
    expect(message!.Attributes!.ApproximateReceiveCount).toBe('1');
  });

  it('loses nothing to receivers who hang up just as messages come in', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk, { VisibilityTimeout: '1' });
    const sent = Array.from({ length: 30 }, (_, n) => `message ${n}`);
    for (const body of sent) {
      const hangUp = new AbortController();
      const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
      const waiting = desk.sqs.send(command, { abortSignal: hangUp.signal }).catch(() => undefined);
      await pause(2);
      const sending = sendToGroups(desk, url, [['ana', body]]);
      hangUp.abort();
      await Promise.all([sending, waiting]);
    }
    desk.clock.now += 1_000;
    const got: (string | undefined)[] = [];
    for (let batch = await receive(desk, url); batch.length > 0; batch = await receive(desk, url)) {
      got.push(...bodies(batch));
      for (const message of batch) await remove(desk, url, message);
    }
    expect(got).toEqual(sent);
  });

  it('takes the messages back from a receiver who hangs up in the middle of the answer', async () => {
    const desk = await aQueueServer();
    const url = await aFifoQueue(desk);
    const large = Array.from({ length: 10 }, (_, n) => String(n).repeat(1_048_576));
    for (const body of large) await sendToGroups(desk, url, [['ana', body]]);
    const body = JSON.stringify({ QueueUrl: url, MaxNumberOfMessages: 10 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
    socket.write(
      `POST / HTTP/1.1\r\nhost: local\r\nx-amz-target: AmazonSQS.ReceiveMessage\r\n` +
        `content-length: ${body.length}\r\n\r\n${body}`,
    );
    while (desk.server.depth().inFlight < 10) await pause(10);
    socket.destroy();
    const messages = await receive(desk, url, { WaitTimeSeconds: 10 });
    expect(messages.map((one) => one.Body![0])).toEqual(large.map((one) => one[0]));
    expect(new Set(messages.map((one) => one.Attributes!.ApproximateReceiveCount))).toEqual(new Set(['1']));
  });

  it('lets everybody go when the server closes', async () => {
    const desk = await aQueueServer();
    const url = await aQueue(desk);
    const waiting = timed(receive(desk, url, { WaitTimeSeconds: 20 }));
    await pause(50);
    await desk.server.close();
    const { result, ms } = await waiting;
    expect(result).toEqual([]);
    expect(ms).toBeLessThan(5_000);
  });
});

describe('waiting until everything is handled', () => {
  it('is over at once when nothing is queued', async () => {
    const desk = await aQueueServer();
    await aQueue(desk);
    await desk.server.idle();
  });

  it('lasts while a job is delayed, held, or has queued another one', async () => {
    const desk = await aQueueServer();
    const [turns, work] = [await aFifoQueue(desk), await aQueue(desk)];
    await sendToGroups(desk, turns, [['ana', 'answer']]);
    const idle = watched(desk);
    const [job] = await receive(desk, turns);
    expect(await idle.isOver()).toBe(false);
    await send(desk, work, 'afterwards', { DelaySeconds: 5 });
    await remove(desk, turns, job);
    expect(await idle.isOver()).toBe(false);
    desk.clock.now += 5_000;
    const [after] = await receive(desk, work);
    expect(await idle.isOver()).toBe(false);
    await remove(desk, work, after);
    expect(await idle.isOver()).toBe(true);
  });

  it('does not wait for dead letters, unless asked to', async () => {
    const desk = await aQueueServer();
    const dead = desk.server.ensureQueue('dead');
    const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 };
    const work = desk.server.ensureQueue('work', { RedrivePolicy });
    await send(desk, work.url, 'poison');
    const idle = watched(desk);
    await receive(desk, work.url, { VisibilityTimeout: 0 });
    expect(await idle.isOver()).toBe(false);
    await receive(desk, work.url);
    expect(await idle.isOver()).toBe(true);
    const asked = desk.server.idle({ queues: ['dead'], signal: AbortSignal.timeout(50) });
    await expect(asked).rejects.toThrow('timeout');
    expect(desk.server.depth('dead').visible).toBe(1);
  });

  it('ends with an error when the server closes', async () => {
    const desk = await aQueueServer();
    await send(desk, await aQueue(desk), 'hello');
    const waiting = errorOf(desk.server.idle());
    await desk.server.close();
    expect((await waiting).message).toBe('The queue server was closed.');
  });
});

function watched(desk: TestServer) {
  let over = false;
  void desk.server.idle().then(() => (over = true));
  return {
    isOver: async () => {
      await pause(20);
      return over;
    },
  };
}

async function timed<T>(promise: Promise<T>): Promise<{ result: T; ms: number }> {
  const begin = performance.now();
  const result = await promise;
  return { result, ms: performance.now() - begin };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
