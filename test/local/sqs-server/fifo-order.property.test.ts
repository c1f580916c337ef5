import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFifoQueue, aQueueServer, receive, remove, send, type TestServer } from './a-queue-server.ts';
import { ChangeMessageVisibilityCommand, type Message } from '@aws-sdk/client-sqs';

const visibilityMs = 10_000;

const groups = ['ana', 'ben', 'cho'];
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('send' as const), group: fc.constantFrom(...groups) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('receive' as const), limit: fc.integer({ min: 1, max: 10 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('give up' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 15_000 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What must be true, kept in plain lists: the messages of each group in order, and who holds what until when. */
class Model {
  readonly waiting = new Map<string, string[]>(groups.map((group) => [group, []]));
  held: { message: Message; group: string; until: number }[] = [];

  received(messages: Message[], now: number): void {
    const perGroup = Map.groupBy(messages, ({ Attributes }) => Attributes!.MessageGroupId!);
    for (const [group, some] of perGroup) {
      expect(this.held.filter((one) => one.group === group && one.until > now)).toEqual([]);
      // The oldest messages that are left, in their order, without a gap.
      expect(some.map(({ Body }) => Body)).toEqual(this.waiting.get(group)!.slice(0, some.length));
    }
    const handles = new Set(messages.map(({ Body }) => Body));
    this.held = this.held.filter(({ message }) => !handles.has(message.Body));
    for (const message of messages) {
      this.held.push({ message, group: message.Attributes!.MessageGroupId!, until: now + visibilityMs });
    }
  }

  /** What a receive must not leave behind: a group that nobody holds and that has messages. */
  free(now: number): string[] {
    return groups.filter(
      (group) =>
        this.waiting.get(group)!.length > 0 &&
        !this.held.some((one) => one.group === group && one.until > now),
    );
  }
}

describe('any interleaving of sends, receives, deletions and lost workers', () => {
  it('keeps the order of each customer and never lets two receivers hold one customer', async () => {
    const desk = await aQueueServer();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const url = await aFifoQueue(desk, { VisibilityTimeout: String(visibilityMs / 1000) });
        const model = new Model();
        for (const [index, one] of steps.entries()) await play(desk, url, model, one, index);
        await drain(desk, url, model);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

async function play(desk: TestServer, url: string, model: Model, one: Step, index: number): Promise<void> {
  switch (one.do) {
    case 'send':
      await send(desk, url, `message ${index}`, { MessageGroupId: one.group });
      model.waiting.get(one.group)!.push(`message ${index}`);
      return;
    case 'receive': {
      const free = model.free(desk.clock.now);
      const messages = await receive(desk, url, { MaxNumberOfMessages: one.limit });
      expect(messages.length > 0).toBe(free.length > 0);
      model.received(messages, desk.clock.now);
      return;
    }
    case 'delete':
      return removeHeld(desk, url, model, one.which);
    case 'give up': {
      const held = model.held[one.which % Math.max(1, model.held.length)];
      if (!held || held.until <= desk.clock.now) return;
      const { ReceiptHandle } = held.message;
      const VisibilityTimeout = 0;
      await desk.sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }),
      );
      held.until = desk.clock.now;
      return;
    }
    case 'wait':
      desk.clock.now += one.ms;
  }
}

async function removeHeld(desk: TestServer, url: string, model: Model, which: number): Promise<void> {
  const held = model.held[which % Math.max(1, model.held.length)];
  if (!held) return;
  if (held.until <= desk.clock.now) {
    await expect(remove(desk, url, held.message)).rejects.toThrow('expired');
    return;
  }
  await remove(desk, url, held.message);
  model.held = model.held.filter((one) => one !== held);
  const waiting = model.waiting.get(held.group)!;
  waiting.splice(waiting.indexOf(held.message.Body!), 1);
}

/** In the end everything comes out, once per group in order: nothing was lost and no group stays blocked. */
async function drain(desk: TestServer, url: string, model: Model): Promise<void> {
  desk.clock.now += visibilityMs;
  while (model.free(desk.clock.now).length > 0) {
    const messages = await receive(desk, url);
    expect(messages).not.toEqual([]);
    model.received(messages, desk.clock.now);
    while (model.held.some((one) => one.until > desk.clock.now)) {
      await removeHeld(
        desk,
        url,
        model,
        model.held.findIndex((one) => one.until > desk.clock.now),
      );
    }
  }
  expect(desk.server.depth(url.split('/').at(-1))).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
}
