import { stockOfWhole } from './stock.ts';

/** What is told of a product but its id; of `products`, with `joinVariants`. */
export const productColumns = `
  sku, name, description, price_cents as "priceCents", currency, ${stockOfWhole} as stock, url, category,
  coalesce(variants, '[]') as variants`;

/** The variants of a product that is in scope as `products`, in their order, as one list. */
export const joinVariants = `
  left join lateral (
    select jsonb_agg(
             jsonb_build_object('sku', sku, 'name', name, 'priceCents', price_cents, 'stock', stock) order by position
           ) as variants
      from variants
     where product_id = products.id
  ) as its on true`;

/** What replaces a product of the same SKU, but its vector and its variants' names. */
export const replacedColumns = `
  name = excluded.name,
  description = excluded.description,
  price_cents = excluded.price_cents,
  currency = excluded.currency,
  stock = excluded.stock,
  url = excluded.url,
  category = excluded.category,
  embedded_text_hash = excluded.embedded_text_hash,
  updated_at = now()`;
