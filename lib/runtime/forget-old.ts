import { deleteOldImports } from '../catalog/delete-old-imports.ts';
import { deleteOldShopEvents } from '../shop-events/delete-old-events.ts';
import type { Db } from '../store/postgres/db.ts';

export interface ForgetOldDeps {
  readonly db: Db;
  readonly now: () => Date;
}

/** As long as jobs can be looked up, which DynamoDB forgets by itself (lib/store/dynamodb/job-store.ts). */
const keptDays = 30;

/**
 * Deletes what is kept only for a while: files that were laid aside, and what shop systems told us. Safe to stop and to
 * repeat. What is on record of conversations and the worklist has no bound: it stays until a person's data is erased.
 */
export async function forgetOld({
  db,
  now,
}: ForgetOldDeps): Promise<{ imports: number; shopEvents: number }> {
  const before = new Date(now().getTime() - keptDays * 24 * 3_600_000);
  return {
    imports: await deleteOldImports(db, before),
    shopEvents: await deleteOldShopEvents(db, before),
  };
}
