import type { StockNoticeJob } from '../queue/jobs.ts';
import type { JobQueue } from '../queue/sqs.ts';
import type { Database } from '../store/postgres/pool.ts';
import { claimWaiting, type Claim } from './claim-store.ts';
import { queueNotices } from './queue-notices.ts';
import { putBack } from './settle-claim.ts';

export interface TellDeps {
  readonly db: Database;
  readonly outbound: JobQueue<StockNoticeJob>;
  readonly now: () => Date;
}

/** Tells at once who is to be told that a product is back, as the next check would. Safe to run at any time. */
export async function tellWaiting(
  deps: TellDeps,
  which: { readonly productId: string; readonly variantSku?: string | undefined },
): Promise<void> {
  await tellClaimed(deps, await claimWaiting(deps.db, { ...which, now: deps.now() }));
}

/** Queues the notices of those who were claimed. Answers whom the queue did not take: they wait for the next check. */
export async function tellClaimed({ db, outbound }: TellDeps, claims: readonly Claim[]): Promise<Claim[]> {
  const notQueued = await queueNotices(outbound, claims);
  for (const { id } of notQueued) {
    await putBack(db, { id, status: 'pending', reason: 'not-queued', retryAt: null });
  }
  return notQueued;
}
