import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** How much there is of one SKU, a product's or a variant's, with what may be said of it. */
export const stockItem = z.object({
  sku: z.string(),
  productSku: z.string(),
  productId: z.uuid(),
  name: z.string(),
  /** Null for a product as a whole. */
  variantName: z.string().nullable(),
  priceCents: z.number().int(),
  currency: z.string(),
  url: z.string().nullable(),
  /** Of a product with variants: of all of them together. */
  stock: z.number().int(),
});
export type StockItem = z.infer<typeof stockItem>;

/** What is in stock of a SKU now; undefined when the catalogue does not have it. */
export async function stockOf(db: Db, sku: string): Promise<StockItem | undefined> {
  const { rows } = await db.query(
    `select sku, product_sku as "productSku", product_id as "productId", name, variant_name as "variantName",
            price_cents as "priceCents", currency, url, stock
       from (
         select variants.sku, products.sku as product_sku, products.id as product_id, products.name,
                variants.name as variant_name, variants.price_cents, currency, url, variants.stock, 1 as preference
           from variants
           join products on products.id = product_id
          where variants.sku = $1
         union all
         select sku, sku, id, name, null, price_cents, currency, url, ${stockOfWhole}, 2
           from products
          where sku = $1
       ) as found
      order by preference
      limit 1`,
    [sku],
  );
  return z.array(stockItem).parse(rows)[0];
}

/**
 * Of a product that is in scope as `products`: its variants' units together, its own where it has none. More than ten
 * million of one variant is as good as ten million, and the sum fits.
 */
export const stockOfWhole = `coalesce(
  (select sum(least(stock, 10000000))::integer from variants where product_id = products.id), products.stock
)`;

export type SetStock =
  | { kind: 'set'; item: StockItem }
  /** A sum cannot be shared out: the stock of one of these must be set. */
  | { kind: 'has-variants'; skus: string[] }
  | { kind: 'unknown-sku' };

/**
 * Sets what is in stock of a SKU and tells nobody. What came in counts as units nobody was told of yet; a product's own
 * number follows its variants.
 */
export async function setStock(db: Db, { sku, stock }: { sku: string; stock: number }): Promise<SetStock> {
  const { rowCount } = await db.query(setStockSql, [sku, stock]);
  const item = await stockOf(db, sku);
  if (item === undefined) return { kind: 'unknown-sku' };
  if (rowCount > 0) return { kind: 'set', item };
  return { kind: 'has-variants', skus: await variantSkus(db, item.productId) };
}

// The product's row comes first here, in imports and when units are claimed, so that none locks another out.
const setStockSql = `
  with product as (
    select id, sku from products
     where sku = $1 or id = (select product_id from variants where sku = $1)
     -- A SKU that is a variant's is that variant's, also when another product has it.
     order by id = (select product_id from variants where sku = $1) desc nulls last
     limit 1
       for update
  ),
  its as (
    select variants.id, variants.sku, variants.stock from variants join product on product_id = product.id
  ),
  variant as (
    update variants set stock = $2, updated_at = now()
      from its
     where variants.id = its.id and its.sku = $1
    returning variants.id
  )
  update products
     set stock = coalesce(
           (select sum(least(case when sku = $1 then $2 else stock end, 10000000))::integer from its), $2
         ),
         updated_at = now()
    from product
   where products.id = product.id
     and (exists (select from variant) or not exists (select from its))`;

async function variantSkus(db: Db, productId: string): Promise<string[]> {
  const { rows } = await db.query('select sku from variants where product_id = $1 order by position', [
    productId,
  ]);
  return z
    .array(z.object({ sku: z.string() }))
    .parse(rows)
    .map(({ sku }) => sku);
}
