import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { joinVariants, productColumns } from './product-columns.ts';
import { knownProduct } from './product.ts';

/** A product with the id the catalogue gave it. */
export const storedProduct = knownProduct.extend({ id: z.uuid() });
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
     select products.id, ${productColumns}
       from meant
       join products using (id)
       ${joinVariants}
      order by preference
      limit 1`,
    [idOrSku, z.uuid().safeParse(idOrSku).data ?? null],
  );
  return z.array(storedProduct).parse(rows)[0];
}
