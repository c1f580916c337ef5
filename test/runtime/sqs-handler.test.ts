import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadSetting, MalformedInput, UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { Attempt } from '../../lib/queue/jobs.ts';
import type { Parked } from '../../lib/queue/parking.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';

const job = z.strictObject({ id: z.number() });

function aWorker(
  run: (id: number, attempt: Attempt) => void | Promise<void>,
  options: {
    hiddenSeconds?: number;
    noVisibility?: boolean;
    noParking?: boolean;
    noDeps?: Error;
    remainingMs?: () => number;
  } = {},
) {
  const parked: Parked[] = [];
  const hidden: [string, number][] = [];
  const acknowledged: string[] = [];
  const logged: LogEvent[] = [];
  const stories: string[] = [];
  const worker = {
    visibility: {
      async hideFor(handle: string, seconds: number) {
        if (options.noVisibility) throw new Error('SQS is slow');
        hidden.push([handle, seconds]);
      },
      async acknowledge(handle: string) {
        if (options.noVisibility) throw new Error('SQS is slow');
        acknowledged.push(handle);
      },
    },
    log: Object.assign((event: LogEvent) => void logged.push(event), {
      within: <T>(story: string, tell: () => Promise<T>) => {
        stories.push(story);
        return tell();
      },
      story: () => null,
    }),
    parking: {
      async park(job: Parked) {
        if (options.noParking) throw new UpstreamUnavailable('SQS is slow');
        parked.push(job);
      },
    },
    realTime: () => new Date(),
    hiddenSeconds: options.hiddenSeconds,
  };
  const handler = sqsHandler({
    job,
    mostReceives: 5,
    mostMs: 1000,
    worker,
    deps: async () => {
      if (options.noDeps) throw options.noDeps;
    },
    run: async (_deps, { id }, attempt) => await run(id, attempt),
  });
  return {
    hidden,
    acknowledged,
    logged,
    stories,
    parked,
    /** Hands over jobs `[id, receives]` and says which were not done. */
    receive(...jobs: [unknown, number][]) {
      return this.receiveRecords(
        jobs.map(([id, receives]) => ({
          body: typeof id === 'string' ? id : JSON.stringify({ id }),
          attributes: { ApproximateReceiveCount: String(receives), MessageGroupId: '1:7' },
        })),
      );
    },
    async receiveRecords(records: object[]) {
      const Records = records.map((record, index) => ({
        messageId: `m${index}`,
        receiptHandle: `r${index}`,
        messageAttributes: {},
        body: '{"id":1}',
        attributes: { ApproximateReceiveCount: '1', MessageGroupId: '1:7' },
        ...record,
      }));
      const context = { getRemainingTimeInMillis: options.remainingMs ?? (() => 60_000) } as Context;
      const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, context);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
  };
}

const failOn = (failing: number) => (id: number) => {
  if (id === failing) throw new UpstreamUnavailable('down');
};

describe('a worker of a queue', () => {
  it('tells each job’s lines as the story its envelope names, or as one that begins with the job', async () => {
    const worker = aWorker(() => {});
    const story = { dataType: 'String', stringValue: 'd-1' };
    await worker.receiveRecords([{ messageAttributes: { story } }, {}]);
    expect(worker.stories).toEqual(['d-1', 'm1']);
  });

  it('acknowledges what is done', async () => {
    const worker = aWorker(() => {});
    expect(await worker.receive([1, 1], [2, 1])).toEqual([]);
  });

  it('gives back the failed job and everything behind it, so that nothing overtakes it', async () => {
    const done: number[] = [];
    const worker = aWorker((id) => {
      failOn(2)(id);
      done.push(id);
    });
    expect(await worker.receive([1, 1], [2, 1], [3, 1])).toEqual(['m1', 'm2']);
    expect(done).toEqual([1]);
  });

  it('hides a failed job longer with each attempt, up to five minutes', async () => {
    const seconds = [];
    for (const receives of [1, 2, 3, 4]) {
      const worker = aWorker(failOn(1));
      await worker.receive([1, receives]);
      seconds.push(worker.hidden.at(-1)?.[1]);
    }
    expect(seconds).toEqual([20, 40, 80, 160]);
  });

  it('waits as long as the other side asked for', async () => {
    const worker = aWorker(() => {
      throw new UpstreamUnavailable('busy', { retryAfterSeconds: 120 });
    });
    await worker.receive([1, 1]);
    expect(worker.hidden.at(-1)?.[1]).toBe(120);
  });

  it('hides a running job for a shorter time than the queue, so that a killed worker is noticed', async () => {
    const worker = aWorker(() => {});
    await worker.receive([1, 1]);
    expect(worker.hidden).toEqual([['r0', 150]]);
  });

  it('tells a job when it is its last attempt', async () => {
    const attempts: Attempt[] = [];
    const worker = aWorker((_id, attempt) => void attempts.push(attempt));
    await worker.receive([1, 4], [2, 5]);
    expect(attempts).toEqual([
      { receives: 4, isLast: false },
      { receives: 5, isLast: true },
    ]);
  });

  it('sets a job that no schema knows aside at once, says where it is wrong without quoting it, and goes on', async () => {
    const done: number[] = [];
    const worker = aWorker((id) => void done.push(id));
    expect(await worker.receive(['{"id":"secret words"}', 1], ['not json', 1], [3, 1])).toEqual([]);
    expect(done).toEqual([3]);
    expect(worker.parked).toMatchObject([
      { messageId: 'm0', body: '{"id":"secret words"}', group: '1:7', reason: 'unreadable' },
      { messageId: 'm1', reason: 'unreadable' },
    ]);
    expect(JSON.stringify(worker.logged)).not.toContain('secret words');
    expect(worker.logged).toMatchObject(Array(2).fill({ event: 'job.unreadable', job: { group: '1:7' } }));
  });

  it('sets aside what failed for the last time, and those behind it have their turn', async () => {
    const done: number[] = [];
    const worker = aWorker((id) => {
      failOn(1)(id);
      done.push(id);
    });
    expect(await worker.receive([1, 5], [2, 5])).toEqual([]);
    expect(worker.parked).toMatchObject([{ messageId: 'm0', reason: 'attempts-used-up' }]);
    expect(done).toEqual([2]);
  });

  it('sets aside at once what can never succeed, and those behind it have their turn', async () => {
    const done: number[] = [];
    const worker = aWorker((id) => {
      if (id === 1) throw new MalformedInput('of no form we know');
      done.push(id);
    });
    expect(await worker.receive([1, 1], [2, 1])).toEqual([]);
    expect(worker.parked).toMatchObject([{ messageId: 'm0', reason: 'cannot-succeed' }]);
    expect(worker.logged).toMatchObject([
      { event: 'job.given-up', attempt: 1, failure: { name: 'MalformedInput' } },
    ]);
    expect(done).toEqual([2]);
  });

  it('sets nothing aside while it is the worker that lacks something', async () => {
    const worker = aWorker(() => {}, { noDeps: new BadSetting('CHATWOOT_URL is missing') });
    expect(await worker.receive([1, 1])).toEqual(['m0']);
    expect(worker.parked).toEqual([]);
  });

  it('does not forget, setting a job aside, how often somebody brought it back', async () => {
    const worker = aWorker(failOn(1));
    const attributes = { ApproximateReceiveCount: '5', MessageGroupId: '1:7' };
    const redriven = { dataType: 'String', stringValue: '2' };
    await worker.receiveRecords([{ attributes, messageAttributes: { redriven } }, { attributes }]);
    expect(worker.parked.map((one) => one.redriven)).toEqual([2, 0]);
  });

  it('leaves setting aside to the queue when it cannot do it', async () => {
    const worker = aWorker(failOn(1), { noParking: true });
    expect(await worker.receive([1, 5], [2, 1])).toEqual(['m0', 'm1']);
    expect(worker.logged.at(-1)).toMatchObject({ event: 'job.not-parked' });
  });

  it('works on groups side by side; one that fails holds up none of the others', async () => {
    const order: string[] = [];
    const gates = new Map<number, () => void>();
    const worker = aWorker(async (id) => {
      order.push(`begin ${id}`);
      if (id === 3) throw new UpstreamUnavailable('down');
      if (id === 1) await new Promise<void>((open) => gates.set(1, open));
      order.push(`end ${id}`);
      if (id === 5) gates.get(1)?.();
    });
    const of = (id: number, group: string) => ({
      body: JSON.stringify({ id }),
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: group },
    });
    const left = await worker.receiveRecords([of(1, 'a'), of(2, 'a'), of(3, 'b'), of(4, 'b'), of(5, 'c')]);
    expect(left).toEqual(['m2', 'm3']);
    expect(order.indexOf('end 5')).toBeLessThan(order.indexOf('end 1'));
    expect(order.indexOf('begin 2')).toBeGreaterThan(order.indexOf('end 1'));
    expect(order).not.toContain('begin 4');
    // The last group of all is acknowledged with the batch.
    expect(worker.acknowledged).toEqual(['r4']);
  });

  it('does what it can although nothing can be acknowledged before the end of the batch', async () => {
    const worker = aWorker(() => {}, { noVisibility: true });
    const of = (group: string) => ({
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: group },
    });
    expect(await worker.receiveRecords([of('a'), of('b')])).toEqual([]);
    expect(worker.logged).toContainEqual(expect.objectContaining({ event: 'job.not-acknowledged' }));
  });

  it('begins no further job when the time left would not do for it', async () => {
    const done: number[] = [];
    const worker = aWorker((id) => void done.push(id), { remainingMs: () => 999 });
    expect(await worker.receive([1, 1], [2, 1], [3, 1])).toEqual(['m1', 'm2']);
    expect(done).toEqual([1]);
    expect(worker.hidden.slice(-2)).toEqual([
      ['r1', 1],
      ['r2', 1],
    ]);
  });

  it('does the job although the visibility could not be changed', async () => {
    const worker = aWorker(() => {}, { noVisibility: true });
    expect(await worker.receive([1, 1])).toEqual([]);
  });

  it('logs a foreign error by name and place, never by its words', async () => {
    const worker = aWorker(() => {
      throw new TypeError('cannot read Ana’s address');
    });
    await worker.receive([1, 1]);
    expect(worker.logged).toMatchObject([{ event: 'job.retried', failure: { name: 'TypeError' } }]);
    expect(JSON.stringify(worker.logged)).not.toContain('Ana');
  });
});
