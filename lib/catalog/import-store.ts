import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { Database } from '../store/postgres/pool.ts';
import { deleteOldImports } from './delete-old-imports.ts';
import type { ImportedProduct } from './import-row.ts';
import { replacedColumns } from './product-columns.ts';
import { lockSkus } from './taken-skus.ts';

/** A product of a file, and the line it stands in. */
export type StagedProduct = ImportedProduct & { readonly line: number };

/** What became of a file that was checked and laid aside. */
export type Merged =
  | {
      readonly kind: 'merged';
      readonly products: number;
      /** New in the catalogue. */
      readonly added: number;
      /** There before, and not as the file has them. */
      readonly changed: number;
    }
  /** Nothing was taken over: since the file was checked, somebody gave these SKUs to variants. */
  | { readonly kind: 'refused'; readonly lines: readonly number[]; readonly total: number }
  /** It was not kept this long. */
  | { readonly kind: 'gone' };

/** A file nobody takes over within a day was left behind by whoever broke down. */
const keptMs = 24 * 3_600_000;

/** Makes room for the rows of a file, and throws away what earlier ones left behind. */
export async function beginImport(db: Db, { importId, now }: { importId: string; now: Date }): Promise<void> {
  await deleteOldImports(db, new Date(now.getTime() - keptMs));
  await db.query('insert into catalog_imports (id, created_at) values ($1, $2)', [importId, now]);
}

export async function dropImport(db: Db, importId: string): Promise<void> {
  await db.query('delete from catalog_imports where id = $1', [importId]);
}

/** Lays rows aside. Each SKU once per file. */
export async function stageRows(db: Db, importId: string, products: readonly StagedProduct[]): Promise<void> {
  await db.query(
    `insert into catalog_import_rows (
       import_id, line, sku, name, description, price_cents, currency, stock, url, category
     )
     select $1, line, sku, name, description, "priceCents", currency, stock, url, category
       from jsonb_to_recordset($2::jsonb) as given (
         line integer, sku text, name text, description text, "priceCents" integer, currency text, stock integer,
         url text, category text
       )`,
    [importId, JSON.stringify(products)],
  );
}

/** Products per statement, each well below the time one statement may take. */
const batchSize = 500;

/**
 * Takes a file over, all of it in one transaction; in the same order as everybody who saves products, so that none
 * locks another out. Again after it was done it only says what was.
 */
export function mergeImport(
  db: Database,
  importId: string,
  report: (progress: number) => void,
): Promise<Merged> {
  return db.transaction(async (tx) => {
    await lockSkus(tx);
    const found = await lockImport(tx, importId);
    if (found === undefined) return { kind: 'gone' };
    if (found.mergedAt !== null) {
      const { products, added, changed } = found;
      return { kind: 'merged', products, added, changed };
    }
    const variants = await linesOfVariants(tx, importId, 100);
    if (variants.total > 0) return { kind: 'refused', ...variants };
    const sum = await mergeRows(tx, importId, (products) => report(products / Math.max(1, found.total)));
    await tx.query(
      'update catalog_imports set merged_at = now(), products = $2, added = $3, changed = $4 where id = $1',
      [importId, sum.products, sum.added, sum.changed],
    );
    await tx.query('delete from catalog_import_rows where import_id = $1', [importId]);
    return { kind: 'merged', ...sum };
  });
}

/** Lines whose SKU is a variant's: it would say two things. The first so many, and how many there are. */
export async function linesOfVariants(
  db: Db,
  importId: string,
  most: number,
): Promise<{ lines: number[]; total: number }> {
  const { rows } = await db.query(
    `select line, (count(*) over ())::integer as total
       from catalog_import_rows
       join variants using (sku)
      where import_id = $1
      order by line
      limit $2`,
    [importId, most],
  );
  const found = z.array(z.object({ line: z.number(), total: z.number() })).parse(rows);
  return { lines: found.map(({ line }) => line), total: found[0]?.total ?? 0 };
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

async function mergeRows(tx: Db, importId: string, report: (products: number) => void) {
  const sum = { products: 0, added: 0, changed: 0 };
  for (let sku: string | null = ''; sku !== null;) {
    const batch: z.infer<typeof batchRow> = await mergeBatch(tx, { importId, after: sku });
    sum.products += batch.products;
    sum.added += batch.added;
    sum.changed += batch.changed;
    report(sum.products);
    sku = batch.last;
  }
  return sum;
}

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
      ${replacedColumns},
      embedding = case when product.embedded_text_hash = excluded.embedded_text_hash then product.embedding end,
      embedding_model = case
        when product.embedded_text_hash = excluded.embedded_text_hash then product.embedding_model
      end
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
