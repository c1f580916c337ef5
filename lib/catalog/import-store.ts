import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { Database } from '../store/postgres/pool.ts';
import type { ImportedProduct } from './import-row.ts';

/** What was taken over from a file. */
export interface Merged {
  readonly products: number;
  /** New in the catalogue. */
  readonly added: number;
  /** There before, and not as the file has them. */
  readonly changed: number;
}

/** A file nobody takes over within a day was left behind by whoever broke down. */
const keptMs = 24 * 3_600_000;

/** Makes room for the rows of a file, and throws away what earlier ones left behind. */
export async function beginImport(db: Db, { importId, now }: { importId: string; now: Date }): Promise<void> {
  await db.query('delete from catalog_imports where created_at < $1', [new Date(now.getTime() - keptMs)]);
  await db.query('insert into catalog_imports (id, created_at) values ($1, $2)', [importId, now]);
}

export async function dropImport(db: Db, importId: string): Promise<void> {
  await db.query('delete from catalog_imports where id = $1', [importId]);
}

/** Lays rows aside. Each SKU once per file. */
export async function stageRows(
  db: Db,
  importId: string,
  products: readonly ImportedProduct[],
): Promise<void> {
  await db.query(
    `insert into catalog_import_rows (
       import_id, sku, name, description, price_cents, currency, stock, url, category
     )
     select $1, sku, name, description, "priceCents", currency, stock, url, category
       from jsonb_to_recordset($2::jsonb) as given (
         sku text, name text, description text, "priceCents" integer, currency text, stock integer, url text,
         category text
       )`,
    [importId, JSON.stringify(products)],
  );
}

/** Products per statement, each well below the time one statement may take. */
const batchSize = 500;

/**
 * Takes a file over, all of it in one transaction; in the same order as everybody who saves products, so that none
 * locks another out. Again after it was done it only says what was. Undefined when the file is gone.
 */
export function mergeImport(
  db: Database,
  importId: string,
  report: (progress: number) => void,
): Promise<Merged | undefined> {
  return db.transaction(async (tx) => {
    const found = await lockImport(tx, importId);
    if (found === undefined || found.mergedAt !== null) return found;
    const { total } = found;
    const merged = { products: 0, added: 0, changed: 0 };
    for (let sku: string | null = ''; sku !== null;) {
      const batch: z.infer<typeof batchRow> = await mergeBatch(tx, { importId, after: sku });
      merged.products += batch.products;
      merged.added += batch.added;
      merged.changed += batch.changed;
      report(merged.products / Math.max(1, total));
      sku = batch.last;
    }
    await tx.query(
      'update catalog_imports set merged_at = now(), products = $2, added = $3, changed = $4 where id = $1',
      [importId, merged.products, merged.added, merged.changed],
    );
    await tx.query('delete from catalog_import_rows where import_id = $1', [importId]);
    return merged;
  });
}

async function lockImport(tx: Db, importId: string) {
  const { rows } = await tx.query(
    `select products, added, changed, merged_at as "mergedAt",
            (select count(*)::integer from catalog_import_rows where import_id = $1) as total
       from catalog_imports where id = $1 for update`,
    [importId],
  );
  return z.array(importRow).parse(rows)[0];
}

const importRow = z.object({
  products: z.number(),
  added: z.number(),
  changed: z.number(),
  mergedAt: z.date().nullable(),
  total: z.number(),
});

async function mergeBatch(tx: Db, { importId, after }: { importId: string; after: string }) {
  const { rows } = await tx.query(mergeSql, [importId, after, batchSize]);
  const [batch] = z.tuple([batchRow]).parse(rows);
  return batch;
}

const batchRow = z.object({
  products: z.number(),
  added: z.number(),
  changed: z.number(),
  last: z.string().nullable(),
});

/** As embeddedProductText and hashOf have it: a vector is kept only while nobody changed the text it was made from. */
const textHash = (row: string, variantNames: string) =>
  `encode(sha256(convert_to(concat_ws('. ',
     nullif(${row}.name, ''), nullif(${row}.category, ''), nullif(${row}.description, ''), nullif(${variantNames}, '')
   ), 'UTF8')), 'hex')`;

/** Rows that are as the file has them are not written: most of a catalogue stays as it was from day to day. */
const mergeSql = `
  with given as (
    select * from catalog_import_rows where import_id = $1 and sku > $2 order by sku limit $3
  ),
  hashed as (
    select given.*, ${textHash('given', 'known.variant_names')} as hash
      from given left join products as known using (sku)
  ),
  saved as (
    insert into products as product (
      sku, name, description, price_cents, currency, stock, url, category, embedded_text_hash
    )
    select sku, name, description, price_cents, currency, stock, url, category, hash
      from hashed
     order by sku
    on conflict (sku) do update set
      name = excluded.name,
      description = excluded.description,
      price_cents = excluded.price_cents,
      currency = excluded.currency,
      stock = excluded.stock,
      url = excluded.url,
      category = excluded.category,
      embedding = case when product.embedded_text_hash = excluded.embedded_text_hash then product.embedding end,
      embedding_model = case
        when product.embedded_text_hash = excluded.embedded_text_hash then product.embedding_model
      end,
      embedded_text_hash = excluded.embedded_text_hash,
      updated_at = now()
    where (product.name, product.description, product.price_cents, product.currency, product.stock, product.url,
           product.category)
       is distinct from
          (excluded.name, excluded.description, excluded.price_cents, excluded.currency, excluded.stock,
           excluded.url, excluded.category)
    returning product.xmax = 0 as is_new
  )
  select (select count(*)::integer from given) as products,
         (select count(*)::integer from saved where is_new) as added,
         (select count(*)::integer from saved where not is_new) as changed,
         (select max(sku) from given) as last`;
