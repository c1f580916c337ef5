import type { Database } from '../../store/postgres/pool.ts';
import type { StockCheckUpdate } from '../check-state.ts';
import { countStuck } from '../claim-store.ts';
import { reportUnsold } from '../report-unsold.ts';
import { expireWishes, waitingInStock } from '../store.ts';

export interface CheckStockNodeDeps {
  db: Database;
  now: () => Date;
}

/** A notice takes seconds, and minutes when Chatwoot is slow: a claim older than this was probably never queued. */
const stuckAfterMs = 15 * 60_000;

/** Claims made before this are stuck. */
export function stuckBefore(now: Date): Date {
  return new Date(now.getTime() - stuckAfterMs);
}

/** Ends the wishes that ran out, says which wait for what is not sold any more, and reads each wanted product once. */
export function checkStockNode({ db, now }: CheckStockNodeDeps) {
  return async (): Promise<StockCheckUpdate> => {
    const at = now();
    const expired = await expireWishes(db, at);
    await reportUnsold(db, at);
    const back = await waitingInStock(db, at);
    return {
      productIds: [...new Set(back.map(({ productId }) => productId))],
      backInStock: back.length,
      customersWaiting: back.reduce((sum, { waiting }) => sum + waiting, 0),
      stuck: await countStuck(db, stuckBefore(at)),
      expired,
    };
  };
}
