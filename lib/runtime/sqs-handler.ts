import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import type { Attempt } from '../queue/jobs.ts';
import { storyAttribute, type Visibility } from '../queue/sqs.ts';
import { UpstreamUnavailable } from './errors.ts';
import { failureOf, type JobId, type StoryLog } from './telemetry.ts';

/** What every worker of a queue needs besides its own dependencies. */
export interface WorkerDeps {
  visibility: Visibility;
  log: StoryLog;
  /** Fixed time a job stays hidden after a failure, local runs only; undefined = growing with the attempts. */
  hiddenSeconds: number | undefined;
}

export interface SqsHandlerOptions<Job, Deps> {
  job: z.ZodType<Job>;
  /** Attempts the queue gives a job. */
  mostReceives: number;
  worker: WorkerDeps;
  deps: () => Promise<Deps>;
  /** Does the job. Throws when another attempt may succeed. */
  run: (deps: Deps, job: Job, attempt: Attempt) => Promise<void>;
}

/** A killed worker's job comes back after this time instead of the queue's much longer visibility. */
const runningSeconds = 150;
const firstRetrySeconds = 10;
const longestRetrySeconds = 300;
/** A job that no attempt can read is on its way to the dead letters; it must not hold up its group. */
const unreadableSeconds = 1;

/**
 * A worker of a FIFO queue. Jobs run in order; after the first failure the rest of the batch is given back untouched,
 * so that no job overtakes the failed one of its group.
 */
export function sqsHandler<Job, Deps>(options: SqsHandlerOptions<Job, Deps>) {
  return middy(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    for (const [index, record] of Records.entries()) {
      options.worker.log.follow(storyOf(record));
      if ((await attempt(options, record)) === 'retry') return notDone(Records.slice(index));
    }
    return notDone([]);
  });
}

async function attempt<Job, Deps>(
  { job, mostReceives, worker, deps, run }: SqsHandlerOptions<Job, Deps>,
  record: SQSRecord,
): Promise<'done' | 'retry'> {
  const receives = Number(record.attributes.ApproximateReceiveCount);
  const parsed = job.safeParse(parseJson(record.body));
  if (!parsed.success) {
    // It can never succeed. Giving it back takes it to the dead letters, where its alarm rings and it can be read.
    const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    worker.log({ event: 'job.unreadable', job: idOf(record), places });
    await hide(worker, record, unreadableSeconds);
    return 'retry';
  }
  const shortened = hide(worker, record, runningSeconds);
  try {
    await run(await deps(), parsed.data, { receives, isLast: receives >= mostReceives });
    await shortened;
    return 'done';
  } catch (error) {
    await shortened;
    return retryLater(worker, record, { receives, mostReceives, error });
  }
}

async function retryLater(
  worker: WorkerDeps,
  record: SQSRecord,
  { receives, mostReceives, error }: { receives: number; mostReceives: number; error: unknown },
): Promise<'retry'> {
  const failure = failureOf(error);
  if (receives >= mostReceives) {
    worker.log({ event: 'job.given-up', job: idOf(record), attempt: receives, failure });
    return 'retry';
  }
  const hiddenSeconds = worker.hiddenSeconds ?? pauseAfter(receives, error);
  worker.log({ event: 'job.retried', job: idOf(record), attempt: receives, hiddenSeconds, failure });
  await hide(worker, record, hiddenSeconds);
  return 'retry';
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
  { receiptHandle }: SQSRecord,
  seconds: number,
): Promise<void> {
  try {
    await visibility.hideFor(receiptHandle, seconds);
  } catch (error) {
    log({ event: 'job.visibility-kept', failure: failureOf(error) });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notDone(records: readonly SQSRecord[]): SQSBatchResponse {
  return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
