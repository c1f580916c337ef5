import { z } from 'zod';
import { addToWorklist } from '../insight/worklist.ts';
import type { Database } from '../store/postgres/pool.ts';
import { notSoldAnyMore, notSoldExplanation, reportId } from './person-reports.ts';

/**
 * Who waits for a SKU that the shop does not sell any more waits in vain: says so with the wish and once on the worklist.
 * The wish stays open, because a product that an import dropped may come back with the next one.
 */
export function reportUnsold(db: Database, now: Date): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.query(
      `update stock_alerts set reason = null, updated_at = now()
        where status = 'pending' and reason = $1 and ${isSold}`,
      [notSoldAnyMore],
    );
    const { rows } = await tx.query(
      `update stock_alerts set reason = $1, updated_at = now()
        where status = 'pending' and product_sku is not null and reason is distinct from $1 and not (${isSold})
       returning id, account_id as "accountId", conversation_id as "conversationId"`,
      [notSoldAnyMore],
    );
    for (const { id, ...where } of z.array(unsoldRow).parse(rows)) {
      const report = { id: reportId(id, notSoldAnyMore), messageIds: [], reason: notSoldExplanation };
      await addToWorklist(tx, { ...where, ...report, kind: 'failed', since: now });
    }
  });
}

const isSold = `(
  exists (select from products where sku = product_sku) or exists (select from variants where sku = product_sku)
)`;

const unsoldRow = z.object({
  id: z.uuid(),
  accountId: z.coerce.number().int(),
  conversationId: z.coerce.number().int(),
});
