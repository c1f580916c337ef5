import { z } from 'zod';
import { stockOfWhole } from '../catalog/stock.ts';
import type { Db } from '../store/postgres/db.ts';

/** A claim is open until its customer was told or its unit given back, also when the wish was cancelled meanwhile. */
export const isOpenClaim = `claimed_sku is not null and status in ('sending', 'cancelled')`;

/**
 * Locks a wish and the product whose unit it claims, the product first, as whoever sets stock and whoever claims does:
 * so one waits for the other and neither locks it out. Answers the claimed SKU; undefined if no unit is claimed.
 */
export async function lockClaim(tx: Db, alertId: string): Promise<string | undefined> {
  const claimed = 'select claimed_sku as sku from stock_alerts where id = $1';
  const skuOf = async (sql: string) => z.array(claimedRow).parse((await tx.query(sql, [alertId])).rows)[0];
  const known = await skuOf(claimed);
  await tx.query(
    `select from products
      where sku = $1 or id = (select product_id from variants where sku = $1)
      order by sku
        for update`,
    [known?.sku ?? null],
  );
  return (await skuOf(`${claimed} for update`))?.sku ?? undefined;
}

const claimedRow = z.object({ sku: z.string().nullable() });

/** What there is of a SKU and how many were told of it since it last came in; undefined if it is not sold any more. */
export async function unitsOf(tx: Db, sku: string): Promise<{ stock: number; told: number } | undefined> {
  const { rows } = await tx.query(
    `select stock, told_units as told, 1 as preference from variants where sku = $1
     union all
     select ${stockOfWhole}, told_units, 2 from products where sku = $1
      order by preference
      limit 1`,
    [sku],
  );
  return z.array(z.object({ stock: z.number(), told: z.number() })).parse(rows)[0];
}

/** One more customer was told of a unit of it. */
export function countTold(tx: Db, sku: string): Promise<void> {
  return change(tx, { sku, set: 'told_units = told_units + 1' });
}

/** A unit can be told of to somebody else, unless it was sold or told of meanwhile. */
export function returnUnit(tx: Db, sku: string): Promise<void> {
  const set = `unannounced_units = greatest(
    0, least(unannounced_units + 1, stock - told_units - open_claims(sku))
  )`;
  return change(tx, { sku, set });
}

/** Units are the variant's or, where there is none of this SKU, the product's own. */
async function change(tx: Db, { sku, set }: { sku: string; set: string }): Promise<void> {
  const { rowCount } = await tx.query(`update variants set ${set} where sku = $1`, [sku]);
  if (rowCount === 0) await tx.query(`update products set ${set} where sku = $1`, [sku]);
}
