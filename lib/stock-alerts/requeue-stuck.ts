import type { StockNoticeJob } from '../queue/jobs.ts';
import type { JobQueue } from '../queue/sqs.ts';
import type { Database } from '../store/postgres/pool.ts';
import { reclaimStuck } from './claim-store.ts';
import { stuckBefore } from './nodes/check-stock.ts';
import { queueNotices } from './queue-notices.ts';

export interface RequeueStuckDeps {
  db: Database;
  outbound: JobQueue<StockNoticeJob>;
  now: () => Date;
}

/**
 * Queues again what was claimed and nobody was told of: a process died between the claim and the queue. Whether the
 * notice was sent is not known here: it stays claimed, and a later look tries again. Returns how many were queued.
 */
export async function requeueStuck({ db, outbound, now }: RequeueStuckDeps): Promise<number> {
  const at = now();
  const stuck = await reclaimStuck(db, { before: stuckBefore(at), now: at });
  const failed = await queueNotices(outbound, stuck);
  return stuck.length - failed.length;
}
