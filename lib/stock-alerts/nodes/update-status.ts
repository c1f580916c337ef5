import type { StockCheckState, StockCheckUpdate } from '../check-state.ts';
import { requeueStuck } from '../requeue-stuck.ts';
import { putBack } from '../settle-claim.ts';
import type { NotifyCustomersDeps } from './notify-customers.ts';

/** Gives back what could not be queued, and queues again what an earlier check claimed and nobody was told of. */
export function updateStatusNode(deps: NotifyCustomersDeps) {
  return async ({ notQueued }: StockCheckState): Promise<StockCheckUpdate> => {
    for (const { id } of notQueued) {
      await putBack(deps.db, { id, status: 'pending', reason: 'not-queued', retryAt: null });
    }
    return { requeued: await requeueStuck(deps) };
  };
}
