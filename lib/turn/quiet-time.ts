import type { Words } from '../conversation/words.ts';
import type { TurnJob } from '../queue/jobs.ts';

/** However fast somebody writes, they are not kept waiting for longer than this. */
const longestWaitMs = 20_000;

export interface QuietTimeQuestion {
  readonly job: Pick<TurnJob, 'cause' | 'messageId'>;
  /** What is unanswered, oldest first. */
  readonly words: readonly Words[];
  /** How long a job lies in the queue before it is taken (`QUIET_SECONDS`). */
  readonly quietMs: number;
  readonly now: Date;
}

/**
 * Whether the customer is still writing: a newer message than this job's came within the quiet time, so its own job is
 * still to come, and answers both. Should that one get lost, reconcile finds the words. Never so without a quiet time.
 */
export function isStillWriting({ job, words, quietMs, now }: QuietTimeQuestion): boolean {
  const [oldest, newest] = [words[0], words.at(-1)];
  if (job.cause !== 'customer-message' || job.messageId === null) return false;
  if (oldest === undefined || newest === undefined || newest.messageId <= job.messageId) return false;
  const since = (words: Words) => now.getTime() - words.at.getTime();
  return since(newest) < quietMs && since(oldest) < longestWaitMs;
}
