import type { Db } from '../store/postgres/db.ts';

/**
 * Forgets events received before `before`, whatever became of them. In batches, each well below the time one statement
 * may take and committed by itself: stopped half way, the next call goes on. Answers how many are gone. A shop system
 * that sends an event again after that is believed again.
 */
export async function deleteOldShopEvents(db: Db, before: Date, batchSize = 5_000): Promise<number> {
  let deleted = 0;
  for (let batch = batchSize; batch === batchSize; deleted += batch) {
    batch = await deleteOldest(db, before, batchSize);
  }
  return deleted;
}

async function deleteOldest(db: Db, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from shop_events
      where (source, id) in (
        select source, id from shop_events where received_at < $1 order by received_at limit $2
      )`,
    [before, most],
  );
  return rowCount;
}
