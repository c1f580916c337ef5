import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { maxReceives } from '../queue/jobs.ts';
import type { Visibility } from '../queue/sqs.ts';
import { failureOf, type Log } from './telemetry.ts';

/** What every worker of a queue needs besides its own dependencies. */
export interface WorkerDeps {
  visibility: Visibility;
  log: Log;
  /** Fixed time a job stays hidden after a failure, local runs only; undefined = growing with the attempts. */
  hiddenSeconds: number | undefined;
}

/** Which attempt this is, counted by the queue from 1. */
export interface Attempt {
  receives: number;
  isLast: boolean;
}

export interface SqsHandlerOptions<Job, Deps extends WorkerDeps> {
  job: z.ZodType<Job>;
  deps: () => Promise<Deps>;
  /** Does the job. Throws when another attempt may succeed. */
  run: (deps: Deps, job: Job, attempt: Attempt) => Promise<void>;
}

/** A killed worker's job comes back after this time instead of the queue's much longer visibility. */
const runningSeconds = 150;
const firstRetrySeconds = 10;
const longestRetrySeconds = 300;

/**
 * A worker of a FIFO queue. Jobs run in order; after the first failure the rest of the batch is given back untouched,
 * so that no job overtakes the failed one of its group.
 */
export function sqsHandler<Job, Deps extends WorkerDeps>(options: SqsHandlerOptions<Job, Deps>) {
  return middy(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const deps = await options.deps();
    for (const [index, record] of Records.entries()) {
      if ((await attempt(options, deps, record)) === 'retry') return notDone(Records.slice(index));
    }
    return notDone([]);
  });
}

async function attempt<Job, Deps extends WorkerDeps>(
  { job, run }: SqsHandlerOptions<Job, Deps>,
  deps: Deps,
  record: SQSRecord,
): Promise<'done' | 'retry'> {
  const receives = Number(record.attributes.ApproximateReceiveCount);
  const parsed = job.safeParse(parseJson(record.body));
  if (!parsed.success) {
    // It can never succeed. Giving it back takes it to the dead letters, where its alarm rings and it can be read.
    const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    deps.log({ event: 'job.unreadable', places });
    return 'retry';
  }
  const shortened = hide(deps, record, runningSeconds);
  try {
    await run(deps, parsed.data, { receives, isLast: receives >= maxReceives });
    await shortened;
    return 'done';
  } catch (error) {
    await shortened;
    return retryLater(deps, record, receives, error);
  }
}

async function retryLater(
  deps: WorkerDeps,
  record: SQSRecord,
  receives: number,
  error: unknown,
): Promise<'retry'> {
  if (receives >= maxReceives) {
    deps.log({ event: 'job.given-up', attempt: receives, failure: failureOf(error) });
    return 'retry';
  }
  const hiddenSeconds =
    deps.hiddenSeconds ?? Math.min(longestRetrySeconds, firstRetrySeconds * 2 ** receives);
  deps.log({ event: 'job.retried', attempt: receives, hiddenSeconds, failure: failureOf(error) });
  await hide(deps, record, hiddenSeconds);
  return 'retry';
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
