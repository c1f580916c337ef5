import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import type { Attempt } from '../queue/jobs.ts';
import { redrivenAttribute, type ParkReason, type Parking } from '../queue/parking.ts';
import { storyAttribute, type Visibility } from '../queue/sqs.ts';
import { isWorthAnotherTry, UpstreamUnavailable } from './errors.ts';
import { keepApart, runningSeconds } from './keep-apart.ts';
import { failureOf, type JobId, type StoryLog } from './telemetry.ts';

/** What every worker of a queue needs besides its own dependencies. */
export interface WorkerDeps {
  visibility: Visibility;
  parking: Parking;
  log: StoryLog;
  /** What SQS dates jobs by. */
  realTime: () => Date;
  /** Fixed time a job stays hidden after a failure, local runs only; undefined = growing with the attempts. */
  hiddenSeconds: number | undefined;
}

export interface SqsHandlerOptions<Job, Deps> {
  job: z.ZodType<Job>;
  /** Attempts the queue gives a job. */
  mostReceives: number;
  /**
   * What one job may take at most, milliseconds: with less time left none is begun behind another, it is given back.
   * @default no bound, for those that get one job at a time
   */
  mostMs?: number;
  worker: WorkerDeps;
  deps: () => Promise<Deps>;
  /** Does the job. What it throws is tried again, unless it is known to fail each time (`retryable` false). */
  run: (deps: Deps, job: Job, attempt: Attempt) => Promise<void>;
}

const firstRetrySeconds = 10;
const longestRetrySeconds = 300;
const atOnceSeconds = 1;

/**
 * A worker of a FIFO queue. The groups of a batch are worked on side by side, the jobs of each group in order. After a
 * failure, or when time is short, the rest of the group is given back untouched: no job overtakes another of its group.
 *
 * Whatever is given back together has been received together, so the queue would set it aside together, too. That a
 * poisoned job takes none along is why what can never succeed, and what failed for the last time, is parked by ourselves;
 * why a group that is done is acknowledged at once, while others are still worked on; and why jobs whose worker died are
 * kept apart (keep-apart.ts).
 */
export function sqsHandler<Job, Deps>(options: SqsHandlerOptions<Job, Deps>) {
  const { worker } = options;
  return middy(async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const { together, later } = keepApart(Records, worker.realTime());
    await Promise.all(later.map(({ group, seconds }) => hide(worker, group, seconds)));
    let running = together.length;
    const left = await Promise.all(
      together.map(async (group) => {
        const begun = hide(worker, group, runningSeconds);
        const { rest, hiddenSeconds } = await workOn(options, group, context);
        await begun;
        await hide(worker, rest, hiddenSeconds);
        running -= 1;
        // The last one is acknowledged with the answer of the whole batch.
        if (running > 0) await acknowledge(worker, group.slice(0, group.length - rest.length));
        return rest;
      }),
    );
    const notDone = [...left.flat(), ...later.flatMap(({ group }) => group)];
    return { batchItemFailures: notDone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
}

/**
 * Does the jobs of one group in order. Answers with those that were not done, and for how long they are to be hidden: all
 * for the same time, as a group is closed for as long as any of its jobs is hidden.
 */
async function workOn<Job, Deps>(
  options: SqsHandlerOptions<Job, Deps>,
  group: readonly SQSRecord[],
  context: Context,
): Promise<{ rest: readonly SQSRecord[]; hiddenSeconds: number }> {
  const { worker, mostMs = 0 } = options;
  for (const [index, record] of group.entries()) {
    const rest = group.slice(index);
    const isTimeShort = index > 0 && context.getRemainingTimeInMillis() < mostMs;
    if (isTimeShort) return { rest, hiddenSeconds: atOnceSeconds };
    const outcome = await worker.log.within(storyOf(record), () => attempt(options, record));
    if (outcome !== 'done') return { rest, ...outcome };
  }
  return { rest: [], hiddenSeconds: 0 };
}

/** What became of one attempt: done, or given back and to be hidden for so long. */
type Outcome = 'done' | { hiddenSeconds: number };

async function attempt<Job, Deps>(
  options: SqsHandlerOptions<Job, Deps>,
  record: SQSRecord,
): Promise<Outcome> {
  const { job, mostReceives, worker } = options;
  const receives = Number(record.attributes.ApproximateReceiveCount);
  const parsed = job.safeParse(parseJson(record.body));
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    worker.log({ event: 'job.unreadable', job: idOf(record), places });
    return park(worker, record, 'unreadable');
  }
  const isLast = receives >= mostReceives;
  const ended = await tried(options, parsed.data, { receives, isLast });
  if (ended === 'done') return 'done';
  const { error, isInVain } = ended;
  const failure = failureOf(error);
  if (isInVain || isLast) {
    worker.log({ event: 'job.given-up', job: idOf(record), attempt: receives, failure });
    return park(worker, record, isInVain ? 'cannot-succeed' : 'attempts-used-up');
  }
  const hiddenSeconds = worker.hiddenSeconds ?? pauseAfter(receives, error);
  worker.log({ event: 'job.retried', job: idOf(record), attempt: receives, hiddenSeconds, failure });
  return { hiddenSeconds };
}

/** How an attempt ended. What hinders the worker itself, as a missing setting does, is not in the job: it can wait. */
async function tried<Job, Deps>(
  { deps, run }: SqsHandlerOptions<Job, Deps>,
  job: Job,
  attempt: Attempt,
): Promise<'done' | { error: unknown; isInVain: boolean }> {
  let built: Deps;
  try {
    built = await deps();
  } catch (error) {
    return { error, isInVain: false };
  }
  try {
    await run(built, job, attempt);
    return 'done';
  } catch (error) {
    return { error, isInVain: !isWorthAnotherTry(error) };
  }
}

/** Puts a job where its alarm rings and it can be read. If that fails the queue does it once its attempts are used up. */
async function park(worker: WorkerDeps, record: SQSRecord, reason: ParkReason): Promise<Outcome> {
  const { messageId, body, attributes, messageAttributes } = record;
  const group = attributes.MessageGroupId ?? messageId;
  try {
    const redriven = Number(messageAttributes[redrivenAttribute]?.stringValue ?? 0);
    await worker.parking.park({ messageId, body, group, story: storyOf(record), redriven, reason });
    return 'done';
  } catch (error) {
    worker.log({ event: 'job.not-parked', job: idOf(record), failure: failureOf(error) });
    return { hiddenSeconds: atOnceSeconds };
  }
}

/** 20 s, 40 s … five minutes, or as long as the other side asked for if that is longer. */
function pauseAfter(receives: number, error: unknown): number {
  const asked = error instanceof UpstreamUnavailable ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.min(longestRetrySeconds, Math.max(firstRetrySeconds * 2 ** receives, Math.ceil(asked)));
}

/** A job that nobody's message began, as a regular run's, begins a story of its own. */
function storyOf({ messageId, messageAttributes }: SQSRecord): string {
  return messageAttributes[storyAttribute]?.stringValue ?? messageId;
}

function idOf({ messageId, attributes }: SQSRecord): JobId {
  return { messageId, group: attributes.MessageGroupId ?? '' };
}

/** Without it the queue's own visibility holds: slower to come back, never lost. So a failure is logged and no more. */
async function hide(
  { visibility, log }: WorkerDeps,
  records: readonly SQSRecord[],
  seconds: number,
): Promise<void> {
  await Promise.all(
    records.map(async ({ receiptHandle }) => {
      try {
        await visibility.hideFor(receiptHandle, seconds);
      } catch (error) {
        log({ event: 'job.visibility-kept', failure: failureOf(error) });
      }
    }),
  );
}

/** If it fails, the end of the batch acknowledges them. */
async function acknowledge({ visibility, log }: WorkerDeps, records: readonly SQSRecord[]): Promise<void> {
  try {
    await Promise.all(records.map(({ receiptHandle }) => visibility.acknowledge(receiptHandle)));
  } catch (error) {
    log({ event: 'job.not-acknowledged', failure: failureOf(error) });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
