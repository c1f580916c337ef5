import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { stockOfWhole } from './stock.ts';

/** A product as the catalogue has it. */
export const storedProduct = z.strictObject({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  priceCents: z.number().int(),
  currency: z.string(),
  /** Of a product with variants: what they have together. */
  stock: z.number().int(),
  url: z.string().nullable(),
  category: z.string().nullable(),
  variants: z.array(
    z.strictObject({
      sku: z.string(),
      name: z.string(),
      priceCents: z.number().int(),
      stock: z.number().int(),
    }),
  ),
});
export type StoredProduct = z.infer<typeof storedProduct>;

/** The product with this id or SKU, or the one that has a variant of this SKU. */
export async function findStoredProduct(db: Db, idOrSku: string): Promise<StoredProduct | undefined> {
  const { rows } = await db.query(
    `with meant as (
       select id, 1 as preference from products where sku = $1
       union all
       select product_id, 2 from variants where sku = $1
       union all
       select id, 3 from products where id = $2
     )
     select products.id, sku, name, description, price_cents as "priceCents", currency,
            ${stockOfWhole} as stock, url, category, coalesce(variants, '[]') as variants
       from meant
       join products using (id)
       left join lateral (
         select jsonb_agg(
                  jsonb_build_object('sku', sku, 'name', name, 'priceCents', price_cents, 'stock', stock)
                  order by position
                ) as variants
           from variants
          where product_id = products.id
       ) as its on true
      order by preference
      limit 1`,
    [idOrSku, z.uuid().safeParse(idOrSku).data ?? null],
  );
  return z.array(storedProduct).parse(rows)[0];
}

export interface ProductsPage {
  /** One of these words must be in it, as written or by its English stem; null = whatever it says. */
  readonly words: readonly string[] | null;
  readonly inStock: boolean | null;
  /** The SKU the page before ended with. */
  readonly after: string | null;
  readonly limit: number;
}

/** Products in the order of their SKUs. */
export async function listProducts(
  db: Db,
  { words, inStock, after, limit }: ProductsPage,
): Promise<StoredProduct[]> {
  const { rows } = await db.query(
    `select products.id, sku, name, description, price_cents as "priceCents", currency,
            ${stockOfWhole} as stock, url, category, coalesce(variants, '[]') as variants
       from products
       left join lateral (
         select jsonb_agg(
                  jsonb_build_object('sku', sku, 'name', name, 'priceCents', price_cents, 'stock', stock)
                  order by position
                ) as variants
           from variants
          where product_id = products.id
       ) as its on true
      where ($1::text[] is null or search @@ wanted_words($1))
        and ($2::boolean is null or (${stockOfWhole} > 0) = $2)
        and ($3::text is null or sku > $3)
      order by sku
      limit $4`,
    [words, inStock, after, limit],
  );
  return z.array(storedProduct).parse(rows);
}
