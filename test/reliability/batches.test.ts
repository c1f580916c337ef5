import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sqsParking } from '../../lib/queue/parking.ts';
import { sqsVisibility } from '../../lib/queue/sqs.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import { toSqsEvent } from '../../local/runner/sqs-event.ts';
import { aFifoQueue, aQueueServer, arnOf } from '../local/sqs-server/a-queue-server.ts';

const never = new Promise<never>(() => undefined);

/** Whatever has this id never ends, and its worker is killed for it. */
const poison = 0;
const killedAfterMs = 100;

/** A queue as it is deployed, the real handler of its worker, and Lambda in between; all by one clock. */
async function aBusyQueue(run: (id: number, atSecond: number) => Promise<void>) {
  const desk = await aQueueServer();
  const dead = await aFifoQueue(desk);
  const url = await aFifoQueue(desk, {
    VisibilityTimeout: '720',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount: '5' }),
  });
  const started = desk.clock.now;
  const handlerOf = (process: { killed: boolean }) =>
    sqsHandler({
      job: z.object({ id: z.number() }),
      mostReceives: 5,
      mostMs: 95_000,
      worker: {
        visibility: sqsVisibility({ sqs: desk.sqs, queueUrl: url }),
        parking: sqsParking({ sqs: desk.sqs, url: dead }),
        log: Object.assign(() => undefined, {
          within: <T>(_story: string, tell: () => Promise<T>) => tell(),
          story: () => null,
        }),
        realTime: () => new Date(desk.clock.now),
        hiddenSeconds: undefined,
      },
      deps: async () => undefined,
      async run(_deps, { id }) {
        const at = (desk.clock.now - started) / 1000;
        if (id === poison) await never;
        await run(id, at);
        if (process.killed) await never;
      },
    });

  const invoke = async (messages: Message[]) => {
    const process = { killed: false };
    const isPoisoned = messages.some(({ Body }) => Body === JSON.stringify({ id: poison }));
    const work = handlerOf(process)(toSqsEvent(messages, arnOf(url)), {
      getRemainingTimeInMillis: () => 120_000,
    } as Context);
    const answer = await (isPoisoned ? Promise.race([work, sleep(killedAfterMs)]) : work);
    process.killed = answer === undefined;
    if (answer === undefined) return;
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    for (const { MessageId = '', ReceiptHandle } of messages) {
      if (failed.includes(MessageId)) continue;
      await desk.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  };
  return {
    async send(id: number, group: string) {
      const order = { MessageGroupId: group, MessageDeduplicationId: randomUUID() };
      const MessageBody = JSON.stringify({ id });
      await desk.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, ...order }));
    },
    /** So many seconds go by, one by one; whatever is there is worked on. */
    async goOn(seconds: number) {
      const receive = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      });
      for (let gone = 0; gone < seconds; gone += 1) {
        const { Messages = [] } = await desk.sqs.send(receive);
        if (Messages.length > 0) await invoke(Messages);
        desk.clock.now += 1000;
      }
    },
    setAside: () => desk.server.depth(dead.split('/').at(-1) ?? '').visible,
  };
}

const others = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('in a batch of ten conversations, one of which kills its worker', () => {
  it('those that were done before are done, each once', async () => {
    const done: number[] = [];
    const queue = await aBusyQueue(async (id) => void done.push(id));
    for (const id of [poison, ...others]) await queue.send(id, `1:${id}`);
    await queue.goOn(1000);
    expect(done.sort()).toEqual(others);
    expect(queue.setAside()).toBe(1);
  }, 60_000);

  it('those that died with it have an attempt without it, minutes later, and only it is set aside', async () => {
    const doneAt = new Map<number, number>();
    const queue = await aBusyQueue(async (id, at) => {
      // Longer than the poisoned one leaves them.
      await sleep(2 * killedAfterMs);
      doneAt.set(id, Math.max(at, doneAt.get(id) ?? 0));
    });
    for (const id of [poison, ...others]) await queue.send(id, `1:${id}`);
    await queue.goOn(1000);
    expect([...doneAt.keys()].sort()).toEqual(others);
    expect(Math.max(...doneAt.values())).toBeLessThan(240);
    expect(queue.setAside()).toBe(1);
  }, 60_000);
});

describe('a job that fails', () => {
  it.each([1, 2, 4])(
    'is tried again after 20 s, and so on, with %i of its conversation waiting',
    async (count) => {
      const attempts: number[] = [];
      const queue = await aBusyQueue(async (id, at) => {
        if (id !== 1) return;
        attempts.push(at);
        throw new UpstreamUnavailable('down');
      });
      for (let id = 1; id <= count; id += 1) await queue.send(id, '1:7');
      await queue.goOn(320);
      expect(attempts).toEqual([0, 20, 60, 140, 300]);
    },
    60_000,
  );
});
