import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { Database } from '../store/postgres/pool.ts';
import { bestOf, searchParameters, type HybridSearch } from './hybrid.ts';
import { joinVariants, productColumns, replacedColumns } from './product-columns.ts';
import { foundProduct, variantNamesOf, type FoundProduct, type Product } from './product.ts';
import { lockSkus, takenSkus, type TakenSku } from './taken-skus.ts';

/** A vector with the model that made it and the hash of the text it was made from; null keeps the one we have. */
export interface Embedded {
  readonly vector: readonly number[] | null;
  readonly model: string;
  readonly textHash: string;
}

/** The products that fit a question best, best first. */
export async function findProducts(db: Db, search: HybridSearch): Promise<FoundProduct[]> {
  const { rows } = await db.query(
    `with ${bestOf('products')}
     select 'product:' || sku as id, ${productColumns}, rank, score, matched as "matchedWords"
       from best
       join products using (id)
       ${joinVariants}
      order by rank`,
    searchParameters(search),
  );
  return z.array(foundProduct).parse(rows);
}

/** What is known of these SKUs: names of their variants, and which text their vector of this model was made from. */
export async function embeddedProducts(
  db: Db,
  { skus, model }: { skus: readonly string[]; model: string },
): Promise<Map<string, z.infer<typeof embeddedRow>>> {
  const { rows } = await db.query(
    `select sku, variant_names as "variantNames",
            case when embedding_model = $2 then embedded_text_hash end as "textHash"
       from products
      where sku = any($1::text[])`,
    [skus, model],
  );
  return new Map(
    z
      .array(embeddedRow)
      .parse(rows)
      .map((row) => [row.sku, row]),
  );
}

const embeddedRow = z.object({
  sku: z.string(),
  variantNames: z.string(),
  textHash: z
    .string()
    .nullable()
    .transform((hash) => hash ?? undefined),
});

/**
 * Adds products or replaces those we have, with their variants where given. All or none: answers the SKUs that others
 * have, and then nothing was saved.
 */
export function saveProducts(
  db: Database,
  products: readonly (Product & { embedded: Embedded })[],
  together: readonly Product[] = products,
): Promise<TakenSku[]> {
  return db.transaction((tx) => saveProductsWithin(tx, products, together));
}

/** The same within a transaction that has more to do. */
export async function saveProductsWithin(
  tx: Db,
  products: readonly (Product & { embedded: Embedded })[],
  together: readonly Product[] = products,
): Promise<TakenSku[]> {
  await lockSkus(tx);
  const taken = await takenSkus(tx, products, together);
  if (taken.length === 0) await tx.query(saveProductsSql, [JSON.stringify(products.map(productParameter))]);
  return taken;
}

function productParameter({ embedded, variants, ...product }: Product & { embedded: Embedded }) {
  return {
    ...product,
    variants: variants?.map((variant, position) => ({ ...variant, position })) ?? null,
    variantNames: variants === undefined ? null : variantNamesOf(variants),
    vector: embedded.vector === null ? null : JSON.stringify(embedded.vector),
    model: embedded.model,
    hash: embedded.textHash,
  };
}

/** A vector is kept only while nobody changed the text it was made from. */
const textIsTheSame = `products.embedded_text_hash = excluded.embedded_text_hash`;

const saveProductsSql = `
  with given as (
    select *
      from jsonb_to_recordset($1::jsonb) as given (
        sku text, name text, description text, "priceCents" integer, currency text, stock integer, url text,
        category text, variants jsonb, "variantNames" text, vector text, model text, hash text
      )
  ),
  saved as (
    insert into products (
      sku, name, description, price_cents, currency, stock, url, category, variant_names,
      embedding, embedding_model, embedded_text_hash
    )
    select sku, name, description, "priceCents", currency, stock, url, category, coalesce("variantNames", ''),
           vector::halfvec(512), case when vector is not null then model end, hash
      from given
     -- In one order everywhere, so that two imports at once wait for each other instead of locking each other out.
     order by sku
    on conflict (sku) do update set
      ${replacedColumns},
      variant_names = (
        select coalesce(given."variantNames", products.variant_names) from given where given.sku = excluded.sku
      ),
      embedding = case
        when excluded.embedding is not null then excluded.embedding
        when ${textIsTheSame} then products.embedding
      end,
      embedding_model = case
        when excluded.embedding is not null then excluded.embedding_model
        when ${textIsTheSame} then products.embedding_model
      end
    returning id, sku
  ),
  its as (
    select saved.id as product_id, variant.*
      from saved
      join given using (sku)
     cross join jsonb_to_recordset(given.variants) as variant (
       sku text, name text, "priceCents" integer, stock integer, position smallint
     )
     where given.variants is not null
  ),
  gone as (
    delete from variants
     using saved join given using (sku)
     where variants.product_id = saved.id
       and given.variants is not null
       and variants.sku not in (select sku from its)
  )
  insert into variants (product_id, sku, name, price_cents, stock, position)
  select product_id, sku, name, "priceCents", stock, position from its order by sku
  on conflict (sku) do update set
    product_id = excluded.product_id,
    name = excluded.name,
    price_cents = excluded.price_cents,
    stock = excluded.stock,
    position = excluded.position,
    updated_at = now()`;
