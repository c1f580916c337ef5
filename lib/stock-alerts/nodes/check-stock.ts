import type { Db } from '../../store/postgres/db.ts';
import type { StockCheckUpdate } from '../check-state.ts';
import { countStuck } from '../claim-store.ts';
import { expireWishes, waitingInStock } from '../store.ts';

export interface CheckStockNodeDeps {
  db: Db;
  now: () => Date;
}

/** A notice takes seconds, and minutes when Chatwoot is slow: a claim older than this was probably never queued. */
const stuckAfterMs = 15 * 60_000;

/** Claims made before this are stuck. */
export function stuckBefore(now: Date): Date {
  return new Date(now.getTime() - stuckAfterMs);
}

/** Ends the wishes that ran out and reads each wanted product once. */
export function checkStockNode({ db, now }: CheckStockNodeDeps) {
  return async (): Promise<StockCheckUpdate> => {
    const at = now();
    const expired = await expireWishes(db, at);
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
