import type { StockNoticeJob } from '../../queue/jobs.ts';
import { inboxGroup, type JobQueue } from '../../queue/sqs.ts';
import { UpstreamUnavailable } from '../../runtime/errors.ts';
import type { Database } from '../../store/postgres/pool.ts';
import type { StockCheckState, StockCheckUpdate } from '../check-state.ts';
import { claimWaiting, type Claim } from '../claim-store.ts';

export interface NotifyCustomersDeps {
  db: Database;
  outbound: JobQueue<StockNoticeJob>;
  now: () => Date;
}

/** Claims, product by product, who is told, and queues one notice each. */
export function notifyCustomersNode({ db, outbound, now }: NotifyCustomersDeps) {
  return async ({ productIds }: StockCheckState): Promise<StockCheckUpdate> => {
    const notQueued: Claim[] = [];
    let queued = 0;
    for (const productId of productIds) {
      const claims = await claimWaiting(db, { productId, now: now() });
      const failed = await queueNotices(outbound, claims);
      queued += claims.length - failed.length;
      notQueued.push(...failed);
    }
    return { queued, notQueued };
  };
}

/** Queues a notice for each claim, oldest wish first. Answers those that could not be queued. */
export async function queueNotices(
  outbound: JobQueue<StockNoticeJob>,
  claims: readonly Claim[],
): Promise<Claim[]> {
  for (const [index, { id: alertId, accountId, conversationId, inboxId, claimedAt }] of claims.entries()) {
    // Wishes of an older version know no inbox; they share a group, which only makes them slower.
    const job = { kind: 'stock-notice' as const, alertId, accountId, conversationId, inboxId: inboxId ?? 0 };
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
