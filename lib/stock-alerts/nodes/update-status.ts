import type { StockCheckState, StockCheckUpdate } from '../check-state.ts';
import { reclaimStuck } from '../claim-store.ts';
import { putBack } from '../settle-claim.ts';
import { stuckBefore } from './check-stock.ts';
import { queueNotices, type NotifyCustomersDeps } from './notify-customers.ts';

/** Gives back what could not be queued, and queues again what an earlier check claimed and nobody was told of. */
export function updateStatusNode({ db, outbound, now }: NotifyCustomersDeps) {
  return async ({ notQueued }: StockCheckState): Promise<StockCheckUpdate> => {
    for (const { id } of notQueued) {
      await putBack(db, { id, status: 'pending', reason: 'not-queued', retryAt: null });
    }
    const stuck = await reclaimStuck(db, { before: stuckBefore(now()), now: now() });
    // Whether the notice of a stuck claim was sent is not known here: it stays claimed, and a later check tries again.
    const failed = await queueNotices(outbound, stuck);
    return { requeued: stuck.length - failed.length };
  };
}
