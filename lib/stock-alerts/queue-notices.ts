import type { StockNoticeJob } from '../queue/jobs.ts';
import { inboxGroup, type JobQueue } from '../queue/sqs.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import type { Claim } from './claim-store.ts';

/** Queues a notice for each claim, oldest wish first. Answers those that could not be queued. */
export async function queueNotices(
  outbound: JobQueue<StockNoticeJob>,
  claims: readonly Claim[],
): Promise<Claim[]> {
  for (const [index, claim] of claims.entries()) {
    const { id: alertId, accountId, conversationId, inboxId, claimedAt, policy } = claim;
    const job: StockNoticeJob = {
      kind: 'stock-notice',
      ...{ alertId, accountId, conversationId, policy },
      // Wishes of an older version know no inbox; they share a group, which only makes them slower.
      inboxId: inboxId ?? 0,
    };
    const deduplicationId = `alert:${alertId}:${claimedAt.getTime()}`;
    try {
      await outbound.send(job, { group: inboxGroup(accountId, job.inboxId), deduplicationId });
    } catch (error) {
      // A queue that did not take this one will not take the next ones: they wait for the next check.
      if (error instanceof UpstreamUnavailable) return claims.slice(index);
      throw error;
    }
  }
  return [];
}
