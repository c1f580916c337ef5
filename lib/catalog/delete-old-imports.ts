import type { Db } from '../store/postgres/db.ts';

/**
 * Throws away imports begun before `before`, taken over or not, with the rows laid aside for them. In batches, each well
 * below the time one statement may take and committed by itself: stopped half way, the next call goes on. Answers how
 * many imports are gone. `before` must be older than the queue keeps a job, or a job finds its file gone.
 */
export async function deleteOldImports(db: Db, before: Date, batchSize = 5_000): Promise<number> {
  // First the rows: an import whose rows went with it would be one statement as long as its file.
  while ((await deleteRows(db, before, batchSize)) === batchSize);
  let deleted = 0;
  for (let batch = batchSize; batch === batchSize; deleted += batch) {
    batch = await deleteImports(db, before, batchSize);
  }
  return deleted;
}

async function deleteRows(db: Db, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from catalog_import_rows
      where ctid = any(array(
        select rows.ctid
          from catalog_imports as imports
          join catalog_import_rows as rows on rows.import_id = imports.id
         where imports.created_at < $1
         limit $2
      ))`,
    [before, most],
  );
  return rowCount;
}

async function deleteImports(db: Db, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from catalog_imports
      where id in (select id from catalog_imports where created_at < $1 order by created_at limit $2)`,
    [before, most],
  );
  return rowCount;
}
