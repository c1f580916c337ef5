import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { Database } from '../store/postgres/pool.ts';
import { assignUnits, type FreeUnits, type Waiting } from './assign-units.ts';
import { alertToTell, type AlertToTell } from './stock-alert.ts';

/** Someone who is to be told now. */
export const claim = z.object({
  id: z.uuid(),
  accountId: z.coerce.number().int(),
  conversationId: z.coerce.number().int(),
  /** Null in wishes of an older version. */
  inboxId: z.coerce.number().int().nullable(),
  claimedAt: z.date(),
});
export type Claim = z.infer<typeof claim>;

/**
 * Claims those who are told now that a product is back: at most one per unit that nobody was told of, who waits longest
 * first. Each claim takes its unit, so that two checks at once tell nobody twice and no unit to two.
 */
export function claimWaiting(
  db: Database,
  { productId, now }: { productId: string; now: Date },
): Promise<Claim[]> {
  return db.transaction(async (tx) => {
    const { productSku, free } = await lockUnits(tx, productId);
    const waiting = await lockWaiting(tx, { productSku, free, now });
    const claimed = assignUnits(free, waiting);
    if (claimed.length === 0) return [];
    await takeUnits(tx, claimed);
    return markClaimed(tx, claimed, now);
  });
}

/** The product's row first, as whoever sets stock does: so one waits for the other and neither locks it out. */
async function lockUnits(tx: Db, productId: string): Promise<{ productSku: string; free: FreeUnits[] }> {
  const unitsOf = async (sql: string) => z.array(unitsRow).parse((await tx.query(sql, [productId])).rows);
  const [product] = await unitsOf(
    'select sku, least(stock, unannounced_units) as units from products where id = $1 for update',
  );
  const variants = await unitsOf(
    `select sku, least(stock, unannounced_units) as units
       from variants where product_id = $1 order by sku for update`,
  );
  const units = variants.length > 0 || product === undefined ? variants : [product];
  return { productSku: product?.sku ?? '', free: units };
}

const unitsRow = z.object({ sku: z.string(), units: z.number().int() });

/** No more of each SKU than there are units, so that a thousand who wait for one variant keep nobody from another. */
async function lockWaiting(
  tx: Db,
  { productSku, free, now }: { productSku: string; free: readonly FreeUnits[]; now: Date },
): Promise<Waiting[]> {
  const total = free.reduce((sum, { units }) => sum + units, 0);
  if (total === 0) return [];
  const skus = free.flatMap(({ sku, units }) => (units > 0 ? [sku] : []));
  const { rows } = await tx.query(
    `select id, product_sku as sku
       from stock_alerts
      where id in (
              select id
                from (
                  select id, row_number() over (partition by product_sku order by requested_at, id) as place
                    from stock_alerts
                   where product_sku = any($1::text[])
                     and status = 'pending'
                     and (expires_at is null or expires_at > $3)
                     and (retry_at is null or retry_at <= $3)
                ) as waiting
               where place <= $2
            )
        and status = 'pending'
      order by requested_at, id
        for update skip locked`,
    [[...new Set([productSku, ...skus])], total, now],
  );
  return z.array(z.object({ id: z.uuid(), sku: z.string() })).parse(rows);
}

async function takeUnits(tx: Db, claimed: readonly { claimedSku: string }[]): Promise<void> {
  const skus = [JSON.stringify(claimed)];
  const taken = `(select "claimedSku" as sku, count(*)::integer as units
                    from jsonb_to_recordset($1::jsonb) as claim ("claimedSku" text) group by 1) as taken`;
  const { rowCount } = await tx.query(
    `update variants set unannounced_units = unannounced_units - taken.units
       from ${taken} where variants.sku = taken.sku`,
    skus,
  );
  // Units are the variants' or, where there are none, the product's own; never both.
  if (rowCount > 0) return;
  await tx.query(
    `update products set unannounced_units = unannounced_units - taken.units
       from ${taken} where products.sku = taken.sku`,
    skus,
  );
}

async function markClaimed(
  tx: Db,
  claimed: readonly { id: string; claimedSku: string }[],
  now: Date,
): Promise<Claim[]> {
  const { rows } = await tx.query(
    `update stock_alerts as alert
        set status = 'sending', claimed_at = $2, claimed_sku = "claimedSku", reason = null, retry_at = null,
            updated_at = now()
       from jsonb_to_recordset($1::jsonb) as claim (id uuid, "claimedSku" text)
      where alert.id = claim.id
     returning ${claimColumns}`,
    [JSON.stringify(claimed), now],
  );
  const order = new Map(claimed.map(({ id }, index) => [id, index]));
  return z
    .array(claim)
    .parse(rows)
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

const claimColumns = `alert.id, alert.account_id as "accountId", alert.conversation_id as "conversationId",
  alert.inbox_id as "inboxId", alert.claimed_at as "claimedAt"`;

/** How many claims were made before `before` and are still open: committed, and perhaps never queued. */
export async function countStuck(db: Db, before: Date): Promise<number> {
  const { rows } = await db.query(`select count(*)::integer as stuck from stock_alerts where ${isStuck}`, [
    before,
  ]);
  return z.tuple([z.object({ stuck: z.number() })]).parse(rows)[0].stuck;
}

/** Claimed and not told, or cancelled meanwhile with its unit not given back. */
const isStuck = `claimed_at < $1 and (status = 'sending' or (status = 'cancelled' and claimed_sku is not null))`;

/** Claims once more what was claimed before `before` and is still open. Its unit stays taken. */
export async function reclaimStuck(db: Db, { before, now }: { before: Date; now: Date }): Promise<Claim[]> {
  const { rows } = await db.query(
    `update stock_alerts as alert
        set claimed_at = $2, updated_at = now()
      where ${isStuck}
     returning ${claimColumns}`,
    [before, now],
  );
  return z.array(claim).parse(rows);
}

/** What is needed to tell one customer; undefined if there is no such wish. */
export async function findAlert(db: Db, id: string): Promise<AlertToTell | undefined> {
  const { rows } = await db.query(
    `select alert.id, status, alert.account_id as "accountId", conversation_id as "conversationId", alert.channel,
            alert.language, alert.turn_id as "turnId", claimed_sku as "claimedSku", requested_at as "requestedAt",
            leads.id as "leadId", contact_id as "contactId", full_name as "leadName"
       from stock_alerts as alert
       join leads on leads.id = customer_id
      where alert.id = $1`,
    [id],
  );
  return z.array(alertToTell).parse(rows)[0];
}

/** The customer was told. Also one who could not be told before, when it turns out that they were. */
export async function markNotified(
  db: Db,
  { id, messageId, at }: { id: string; messageId: number; at: Date },
): Promise<void> {
  await db.query(
    `update stock_alerts
        set status = 'notified', reason = null, retry_at = null, notified_at = $3, message_id = $2, updated_at = now()
      where id = $1 and status in ('pending', 'sending')`,
    [id, messageId, at],
  );
}

export interface PutBack {
  readonly id: string;
  readonly status: 'pending' | 'cancelled';
  readonly reason: string;
  readonly retryAt: Date | null;
}

/** The customer was not told: says why, and gives the unit back for the next one who waits. Only what is claimed. */
export async function putBack(db: Db, { id, status, reason, retryAt }: PutBack): Promise<void> {
  await db.query(
    `with ${givenBackFrom(`status = 'sending'`)},
     put_back as (
       update stock_alerts set status = $2, reason = $3, retry_at = $4, claimed_sku = null, updated_at = now()
         from claimed
        where stock_alerts.id = claimed.id
     )
     ${giveBackToProduct}`,
    [id, status, reason, retryAt],
  );
}

/** Gives back the unit of a wish that was cancelled after its claim and never told. */
export async function giveBackUnit(db: Db, id: string): Promise<void> {
  await db.query(
    `with ${givenBackFrom(`status = 'cancelled'`)},
     emptied as (
       update stock_alerts set claimed_sku = null, updated_at = now() from claimed where stock_alerts.id = claimed.id
     )
     ${giveBackToProduct}`,
    [id],
  );
}

/** Closes the claim of a wish that was cancelled after it had been told. */
export async function keepUnitTaken(db: Db, id: string): Promise<void> {
  await db.query(`update stock_alerts set claimed_sku = null where id = $1 and status = 'cancelled'`, [id]);
}

/** There is never more to tell of than there is in stock. */
const oneMore = 'least(stock, unannounced_units + 1)';

function givenBackFrom(condition: string): string {
  return `claimed as (
       select id, claimed_sku as sku from stock_alerts where id = $1 and ${condition} for update
     ),
     to_variant as (
       update variants set unannounced_units = ${oneMore} from claimed where variants.sku = claimed.sku
       returning variants.sku
     )`;
}

const giveBackToProduct = `update products set unannounced_units = ${oneMore}
       from claimed
      where products.sku = claimed.sku and not exists (select from to_variant)`;
