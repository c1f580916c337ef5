import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** What the shop calls the records that receipts point to, by record id, as of now; of what is gone there is none. */
export async function recordTitles(db: Db, recordIds: readonly string[]): Promise<Map<string, string>> {
  const skus = namesAfter('product:', recordIds);
  const passages = namesAfter('knowledge:', recordIds).filter((id) => z.uuid().safeParse(id).success);
  if (skus.length + passages.length === 0) return new Map();
  const { rows } = await db.query(
    `select 'product:' || sku as id, name as title from products where sku = any($1::text[])
      union all
     select 'knowledge:' || id, title from knowledge_chunks where id = any($2::uuid[])`,
    [skus, passages],
  );
  return new Map(
    z
      .array(titled)
      .parse(rows)
      .map(({ id, title }) => [id, title]),
  );
}

const titled = z.object({ id: z.string(), title: z.string() });

function namesAfter(prefix: string, recordIds: readonly string[]): string[] {
  const named = recordIds.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  return [...new Set(named)];
}
