import type { Db } from '../store/postgres/db.ts';
import { waitingInStock } from './store.ts';

export interface CheckStockDeps {
  db: Db;
  now: () => Date;
}

/**
 * Counts, hourly, which wanted products are back and how many customers wait for them. It notifies nobody yet: that comes with the branch
 * of the conversation in which customers ask for it.
 */
export async function checkStock({
  db,
  now,
}: CheckStockDeps): Promise<{ backInStock: number; customersWaiting: number }> {
  const back = await waitingInStock(db, now());
  return {
    backInStock: back.length,
    customersWaiting: back.reduce((sum, product) => sum + product.waiting, 0),
  };
}
