import type { Attempt } from '../queue/jobs.ts';
import { AppError, isWorthAnotherTry, UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { JobRecord, JobStore } from '../store/dynamodb/job-store.ts';
import { asOf, mostTries } from './job.ts';

export interface RunJobDeps {
  readonly jobs: JobStore;
  readonly now: () => Date;
  readonly log: Log;
  /** How often its progress is written down. */
  readonly beatMs: number;
}

/** What a job does; tells its progress, 0 … 1. Comes again after whatever stopped it, and must not mind. */
export type LongWork = (report: (progress: number) => void) => Promise<Record<string, number>>;

/** It can never succeed; the message says why and what to do, and is shown to whoever started the job. */
export class JobRefused extends AppError {
  override readonly name = 'JobRefused';
  readonly retryable = false;
  readonly errors: JobRecord['errors'];

  constructor(message: string, errors?: JobRecord['errors']) {
    super(message);
    this.errors = errors;
  }
}

/**
 * Runs a job so that it can be watched, and ends in done or failed whatever happens: outages are tried again for as
 * long as the queue does, anything else a few times. Throws when another attempt is worth it.
 */
export async function runJob(
  deps: RunJobDeps,
  { jobId, attempt, work }: { jobId: string; attempt: Attempt; work: LongWork },
): Promise<void> {
  const { jobs, now, log } = deps;
  const started = performance.now();
  const known = await jobs.read(jobId);
  if (known === undefined) return;
  const job = asOf(known, now());
  const end = async (last: Partial<JobRecord> & Pick<JobRecord, 'state'>): Promise<void> => {
    await jobs.write({ ...job, ...last, movedAt: now().toISOString() });
    const ms = Math.round(performance.now() - started);
    log({ event: 'long-work.done', job: job.kind, jobId, state: last.state, ms });
  };
  if (known.state === 'done' || known.state === 'failed') return;
  if (job.state === 'failed') return end(job);
  // Whoever is stopped by a failure says so; a job that still runs when it comes again was killed.
  const killed = job.killed + (job.state === 'running' ? 1 : 0);
  if (killed >= mostTries) return end({ state: 'failed', error: stopped });
  try {
    const result = await watched(deps, { ...job, killed }, work);
    await end({ state: 'done', progress: 1, result, killed });
  } catch (error) {
    if (isWorthAnother(error, attempt)) {
      await jobs.write({ ...job, killed, state: 'queued', movedAt: now().toISOString() });
      throw error;
    }
    log({ event: 'long-work.failed', job: job.kind, jobId, failure: failureOf(error) });
    await end({ state: 'failed', ...reasonOf(error) });
  }
}

const stopped = `It was stopped ${mostTries} times before it could end, and changed nothing. Start it again.`;
const broken = 'Something went wrong here, not in what was sent, and nothing was changed. The log says what.';

function reasonOf(error: unknown): Pick<JobRecord, 'error' | 'errors'> {
  if (!(error instanceof JobRefused)) return { error: broken };
  const { message, errors } = error;
  return { error: message, ...(errors && { errors }) };
}

function isWorthAnother(error: unknown, { receives, isLast }: Attempt): boolean {
  if (isLast || !isWorthAnotherTry(error)) return false;
  return error instanceof UpstreamUnavailable || receives < mostTries;
}

/**
 * Progress is written down by a clock of its own: the work may be in the middle of a transaction, which must wait for
 * nothing.
 */
async function watched(
  { jobs, now, beatMs, log }: RunJobDeps,
  job: JobRecord,
  work: LongWork,
): Promise<Record<string, number>> {
  let progress = job.progress;
  const beat = () => jobs.write({ ...job, state: 'running', progress, movedAt: now().toISOString() });
  await beat();
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    // One that is missed is made up for by the next.
    beating = beating
      .then(beat)
      .catch((error: unknown) => log({ event: 'heartbeat.missed', failure: failureOf(error) }));
  }, beatMs);
  try {
    return await work((now01) => {
      progress = now01;
    });
  } finally {
    clearInterval(timer);
    await beating;
  }
}
