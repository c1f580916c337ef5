import type { StockNoticeJob } from '../../queue/jobs.ts';
import type { JobQueue } from '../../queue/sqs.ts';
import type { Database } from '../../store/postgres/pool.ts';
import type { StockCheckState, StockCheckUpdate } from '../check-state.ts';
import { claimWaiting, type Claim } from '../claim-store.ts';
import { queueNotices } from '../queue-notices.ts';

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
