import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { joinVariants, productColumns } from './product-columns.ts';
import { storedProduct, type StoredProduct } from './stored-product.ts';

export interface ProductsPage {
  /** What somebody looks for; null = everything. */
  readonly search: ProductSearch | null;
  readonly inStock: boolean | null;
  /** The SKU the page before ended with. */
  readonly after: string | null;
  readonly limit: number;
}

export interface ProductSearch {
  /** One of these words must be in it, as written or by its English stem. */
  readonly words: readonly string[];
  /** All of it, as it was typed: whoever types a SKU means that one. */
  readonly typed: string;
}

/**
 * Products in the order of their SKUs; of those that are looked for, the SKU that was typed and what begins so first.
 * The SKU of the last product says where the next page begins.
 */
export async function listProducts(
  db: Db,
  { search, inStock, after, limit }: ProductsPage,
): Promise<StoredProduct[]> {
  if (search?.typed === '') return [];
  const page = [inStock, after, limit];
  const { rows } =
    search === null
      ? await db.query(everythingSql, page)
      : await db.query(searchSql, [...page, search.typed, search.words]);
  return z.array(storedProduct).parse(rows);
}

/** Kept by triggers, of a product with variants too, and walked along an index for either. */
const isAskedFor = `($1::boolean is null or in_stock = $1)`;

/** The page is chosen first: variants are read of its products only. */
const shown = `
  select products.id, ${productColumns}
    from page
    join products using (id)
    ${joinVariants}`;

const everythingSql = `
  with page as materialized (
    select id
      from products
     where ${isAskedFor}
       and ($2::text is null or sku > $2)
     order by sku
     limit $3
  )
  ${shown}
   order by sku`;

const spelling = `lower(sku) collate "C", sku`;

/** What begins with what was typed was told before. */
const isLater = `($2::text is null or starts_with(lower($2), lower($4)) or sku > $2)`;
const isOther = `not starts_with(lower(sku), lower($4))`;

/**
 * What is in many products is soon found by walking along the SKUs (`near`); only what is rare is looked up in the index
 * of words and sorted (`far`): of 45,000 lamps that would be all, for a page of fifty. This is decided here, as Postgres
 * may have no statistics to decide by: so is "offset 0", without which it may walk by SKU all the same.
 *
 * What grows with the catalogue is what is in many products but in few of the next 510 by SKU: all that have it are read.
 * Of 50,000 products with 800 characters each that is 9 ms for a word in every twelfth, and 35 ms for one in 41,000 behind
 * 5,000 others. With `inStock` of those only that are asked for, where they are the fewer.
 */
const searchSql = `
  with wanted as materialized (
    select wanted_words($5::text[]) as words
  ),
  beginning as materialized (
    select id
      from products
     where starts_with(lower(sku) collate "C", lower($4))
       and ${isAskedFor}
       and ($2::text is null or (starts_with(lower($2), lower($4)) and (${spelling}) > (lower($2), $2)))
     order by ${spelling}
     limit $3
  ),
  near as materialized (
    select id
      from (
        select id, sku, search from products where ${isLater} and ${isAskedFor} order by sku limit 10 * $3
      ) as products
     where search @@ (select words from wanted)
       and ${isOther}
     order by sku
     limit $3 - (select count(*) from beginning)
  ),
  far as (
    select id
      from (
        select id, sku
          from products
         where search @@ (select words from wanted)
           and ${isLater}
           and ${isOther}
           and ${isAskedFor}
        offset 0
      ) as products
     where (select count(*) from beginning) + (select count(*) from near) < $3
     order by sku
     limit $3 - (select count(*) from beginning)
  ),
  page as materialized (
    select id, true as begins from beginning
    union all
    select id, false from (select id from near union select id from far) as others
  )
  ${shown}
   order by begins desc, case when begins then lower(sku) collate "C" end, sku`;
