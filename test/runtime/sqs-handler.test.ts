import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { Attempt } from '../../lib/queue/jobs.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';

const job = z.strictObject({ id: z.number() });

function aWorker(
  run: (id: number, attempt: Attempt) => void,
  options: { hiddenSeconds?: number; noVisibility?: boolean } = {},
) {
  const hidden: [string, number][] = [];
  const logged: LogEvent[] = [];
  const followed: (string | null)[] = [];
  const worker = {
    visibility: {
      async hideFor(handle: string, seconds: number) {
        if (options.noVisibility) throw new Error('SQS is slow');
        hidden.push([handle, seconds]);
      },
    },
    log: Object.assign((event: LogEvent) => void logged.push(event), {
      follow: (story: string | null) => void followed.push(story),
      story: () => null,
    }),
    hiddenSeconds: options.hiddenSeconds,
  };
  const handler = sqsHandler({
    job,
    mostReceives: 5,
    worker,
    deps: async () => undefined,
    run: async (_deps, { id }, attempt) => run(id, attempt),
  });
  return {
    hidden,
    logged,
    followed,
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
      const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, {} as Context);
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
    expect(worker.followed).toEqual(['d-1', 'm1']);
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

  it('leaves a job that no schema knows to the dead letters, and says where it is wrong without quoting it', async () => {
    const worker = aWorker(() => {});
    expect(await worker.receive(['{"id":"secret words"}', 1])).toEqual(['m0']);
    expect(await worker.receive(['not json', 1])).toEqual(['m0']);
    expect(JSON.stringify(worker.logged)).not.toContain('secret words');
    expect(worker.logged).toMatchObject(Array(2).fill({ event: 'job.unreadable', job: { group: '1:7' } }));
    expect(worker.hidden.map(([, seconds]) => seconds)).toEqual([1, 1]);
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
