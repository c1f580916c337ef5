import type { JobRecord } from '../store/dynamodb/job-store.ts';

/** Attempts that may end in a failure nobody foresaw; outages are sat out. */
export const mostTries = 5;

/** Longer than the longest pause between two attempts and an attempt together. */
const silentMs = 15 * 60_000;
/** The queue keeps a job no longer. */
const queuedMs = 4 * 24 * 3_600_000;

/** A new job that waits for its turn. */
export function newJob(given: { id: string; kind: JobRecord['kind']; now: Date }): JobRecord {
  const at = given.now.toISOString();
  const nothingYet = { state: 'queued' as const, progress: 0, result: null, error: null, killed: 0 };
  return { id: given.id, kind: given.kind, ...nothingYet, createdAt: at, movedAt: at };
}

/** The same job, which nobody will ever do. Whoever still gets it from the queue leaves it alone. */
export function failedJob(job: JobRecord, { error, now }: { error: string; now: Date }): JobRecord {
  return { ...job, state: 'failed', error, movedAt: now.toISOString() };
}

/** The job as it is now: one that gave no sign of life for long has failed, whatever it wrote last. */
export function asOf(job: JobRecord, now: Date): JobRecord {
  const patienceMs = { queued: queuedMs, running: silentMs, done: Infinity, failed: Infinity }[job.state];
  if (now.getTime() - Date.parse(job.movedAt) <= patienceMs) return job;
  return { ...job, state: 'failed', error: 'It stopped without a word and changed nothing. Start it again.' };
}
