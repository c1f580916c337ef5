import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { Product } from './product.ts';

/** A SKU that says two things: which of the given products has it, and where. */
export interface TakenSku {
  readonly productSku: string;
  /** `sku`, or `variants.0.sku`. */
  readonly path: string;
}

/**
 * Which SKUs of these products belong to another product, or to a variant of another one. `together` is all that is saved
 * in one go with them: it may take a variant from one product and give it to another.
 */
export async function takenSkus(
  db: Db,
  products: readonly Product[],
  together: readonly Product[] = products,
): Promise<TakenSku[]> {
  const wanted = products.flatMap(skusOf);
  const { rows } = await db.query(ownersSql, [[...new Set(wanted.map(({ sku }) => sku))]]);
  const given = new Map(together.map((product) => [product.sku, product]));
  const owners = [
    ...z.array(ownerRow).parse(rows),
    ...together.map(({ sku }) => ({ sku, owner: sku, isVariant: false })),
  ];
  const stays = ({ sku, owner, isVariant }: z.infer<typeof ownerRow>) => {
    const variants = isVariant ? given.get(owner)?.variants : undefined;
    return variants === undefined || variants.some((variant) => variant.sku === sku);
  };
  const held = owners.filter(stays);
  return wanted.flatMap(({ sku, productSku, path }) => {
    const isVariant = path !== 'sku';
    const taken = held.some(
      (owner) => owner.sku === sku && (owner.owner !== productSku || owner.isVariant !== isVariant),
    );
    return taken ? [{ productSku, path }] : [];
  });
}

/**
 * Until the transaction ends nobody else gives SKUs: two at once could give one to two things without either seeing the
 * other. Taken before any product is touched, or two could lock each other out.
 */
export async function lockSkus(tx: Db): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk.skus'))`);
}

function skusOf({ sku, variants = [] }: Product): (TakenSku & { sku: string })[] {
  return [
    { sku, productSku: sku, path: 'sku' },
    ...variants.map((variant, index) => ({
      ...{ sku: variant.sku, productSku: sku, path: `variants.${index}.sku` },
    })),
  ];
}

const ownersSql = `
  select sku, sku as owner, false as "isVariant" from products where sku = any($1::text[])
  union all
  select variants.sku, products.sku, true
    from variants join products on products.id = product_id
   where variants.sku = any($1::text[])`;

const ownerRow = z.object({ sku: z.string(), owner: z.string(), isVariant: z.boolean() });
