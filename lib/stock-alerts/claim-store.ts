import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { noticePolicy, type NoticePolicy } from '../queue/jobs.ts';
import type { Database } from '../store/postgres/pool.ts';
import { assignUnits, type FreeUnits, type Waiting } from './assign-units.ts';
import { alertToTell, type AlertToTell } from './stock-alert.ts';
import { isOpenClaim } from './units.ts';

/** Someone who is to be told now. */
export const claim = z.object({
  id: z.uuid(),
  accountId: z.coerce.number().int(),
  conversationId: z.coerce.number().int(),
  /** Null in wishes of an older version. */
  inboxId: z.coerce.number().int().nullable(),
  claimedAt: z.date(),
  /** What they were claimed by, and are told by. */
  policy: noticePolicy,
});
export type Claim = z.infer<typeof claim>;

/** What is claimed of a product that is back. */
export interface ClaimQuestion {
  readonly productId: string;
  readonly now: Date;
  /** One variant, if only its units are meant. @default whatever of the product is there */
  readonly variantSku?: string | undefined;
  /** `all`: everybody who waits for what is there, however few there are. @default one customer per unit */
  readonly policy?: NoticePolicy;
  /** No more claims than this. @default no bound but the units */
  readonly most?: number;
}

/**
 * Claims those who are told now that a product is back: at most one per unit that nobody was told of, who waits longest
 * first, and each customer once, however much of the product they wait for. Each claim takes its unit, so that two checks
 * at once tell nobody twice and no unit to two.
 */
export function claimWaiting(db: Database, question: ClaimQuestion): Promise<Claim[]> {
  return db.transaction((tx) => claimWithin(tx, question));
}

/** The same in a transaction that is under way. */
export async function claimWithin(tx: Db, question: ClaimQuestion): Promise<Claim[]> {
  const { now, policy = 'one-per-unit', most = Infinity } = question;
  const { productSku, free } = await lockUnits(tx, question);
  const waiting = await lockWaiting(tx, { productSku, free, now, most });
  const claimed = assignUnits(free, waiting).slice(0, most);
  if (claimed.length === 0) return [];
  await takeUnits(tx, claimed);
  return markClaimed(tx, claimed, { now, policy });
}

/** The product's row first, as whoever sets stock does: so one waits for the other and neither locks it out. */
async function lockUnits(
  tx: Db,
  { productId, variantSku, policy = 'one-per-unit' }: ClaimQuestion,
): Promise<{ productSku: string; free: FreeUnits[] }> {
  const unitsOf = async (sql: string) => z.array(unitsRow).parse((await tx.query(sql, [productId])).rows);
  const [product] = await unitsOf(
    `select sku, ${unitsBy[policy]} as units from products where id = $1 for update`,
  );
  const variants = await unitsOf(
    `select sku, ${unitsBy[policy]} as units from variants where product_id = $1 order by sku for update`,
  );
  const units = variants.length > 0 || product === undefined ? variants : [product];
  const isMeant = (sku: string) => variantSku === undefined || sku === variantSku;
  return {
    productSku: product?.sku ?? '',
    free: units.map((one) => (isMeant(one.sku) ? one : { ...one, units: 0 })),
  };
}

/** How many may be told of a SKU. Of what is there, `all` has enough for everybody, and most of what there is most of. */
const unitsBy: Record<NoticePolicy, string> = {
  'one-per-unit': 'least(stock, unannounced_units)',
  all: 'case when stock > 0 then least(stock, 1000000) + 1000000 else 0 end',
};

const unitsRow = z.object({ sku: z.string(), units: z.number().int() });

/**
 * Of each SKU no more customers than there are units, so that a thousand who wait for one variant keep nobody from
 * another, and no more than are claimed: a customer waits for a SKU once, so nobody behind them is among the first. Nobody
 * who is being told of this product already.
 */
async function lockWaiting(tx: Db, { productSku, free, now, most }: WaitingQuestion): Promise<Waiting[]> {
  const total = free.reduce((sum, { units }) => sum + units, 0);
  if (total === 0) return [];
  const skus = free.flatMap(({ sku, units }) => (units > 0 ? [sku] : []));
  const ofProduct = [productSku, ...free.map(({ sku }) => sku)];
  const { rows } = await tx.query(lockWaitingSql, [
    [...new Set([productSku, ...skus])],
    Math.min(total, most),
    now,
    [...new Set(ofProduct)],
  ]);
  return z.array(z.object({ id: z.uuid(), sku: z.string(), customerId: z.uuid() })).parse(rows);
}

interface WaitingQuestion extends Required<Pick<ClaimQuestion, 'now' | 'most'>> {
  readonly productSku: string;
  readonly free: readonly FreeUnits[];
}

const isDue = `status = 'pending' and (expires_at is null or expires_at > $3) and (retry_at is null or retry_at <= $3)`;

// Whoever is among the first is locked with all they wait for of this product: one message may answer it. One by one,
// because a join would rather read everybody who ever waited for anything.
const lockWaitingSql = `
  with first as (
    select distinct customer_id
      from unnest($1::text[]) as wanted (sku)
     cross join lateral (
       select customer_id
         from stock_alerts
        where product_sku = wanted.sku
          and ${isDue}
          and customer_id not in (
            select customer_id from stock_alerts where ${isOpenClaim} and claimed_sku = any($4::text[])
          )
        order by requested_at, id
        limit $2
     ) as waiting
  )
  select locked.*
    from first
   cross join lateral (
     select id, product_sku as sku, customer_id as "customerId", requested_at
       from stock_alerts
      where customer_id = first.customer_id and product_sku = any($1::text[]) and ${isDue}
        for update skip locked
   ) as locked
   order by requested_at, id`;

async function takeUnits(tx: Db, claimed: readonly { claimedSku: string }[]): Promise<void> {
  const skus = [JSON.stringify(claimed)];
  const taken = `(select "claimedSku" as sku, count(*)::integer as units
                    from jsonb_to_recordset($1::jsonb) as claim ("claimedSku" text) group by 1) as taken`;
  const { rowCount } = await tx.query(
    `update variants set unannounced_units = greatest(0, unannounced_units - taken.units)
       from ${taken} where variants.sku = taken.sku`,
    skus,
  );
  // Units are the variants' or, where there are none, the product's own; never both.
  if (rowCount > 0) return;
  await tx.query(
    `update products set unannounced_units = greatest(0, unannounced_units - taken.units)
       from ${taken} where products.sku = taken.sku`,
    skus,
  );
}

async function markClaimed(
  tx: Db,
  claimed: readonly { id: string; claimedSku: string }[],
  { now, policy }: { now: Date; policy: NoticePolicy },
): Promise<Claim[]> {
  const { rows } = await tx.query(
    `update stock_alerts as alert
        set status = 'sending', claimed_at = $2, claimed_sku = "claimedSku", claimed_policy = $3, reason = null,
            retry_at = null, updated_at = now()
       from jsonb_to_recordset($1::jsonb) as claim (id uuid, "claimedSku" text)
      where alert.id = claim.id
     returning ${claimColumns}`,
    [JSON.stringify(claimed), now, policy],
  );
  const order = new Map(claimed.map(({ id }, index) => [id, index]));
  return z
    .array(claim)
    .parse(rows)
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

const claimColumns = `alert.id, alert.account_id as "accountId", alert.conversation_id as "conversationId",
  alert.inbox_id as "inboxId", alert.claimed_at as "claimedAt",
  coalesce(alert.claimed_policy, 'one-per-unit') as policy`;

/** How many claims were made before `before` and are still open: committed, and perhaps never queued. */
export async function countStuck(db: Db, before: Date): Promise<number> {
  const { rows } = await db.query(`select count(*)::integer as stuck from stock_alerts where ${isStuck}`, [
    before,
  ]);
  return z.tuple([z.object({ stuck: z.number() })]).parse(rows)[0].stuck;
}

/** Claimed and not told, or cancelled meanwhile with its unit not given back. */
const isStuck = `claimed_at < $1 and (status = 'sending' or ${isOpenClaim})`;

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
            leads.id as "leadId", contact_id as "contactId", full_name as "leadName",
            coalesce(variants.restocked_at, products.restocked_at) as "restockedAt"
       from stock_alerts as alert
       join leads on leads.id = customer_id
       left join variants on variants.sku = claimed_sku
       left join products on products.sku = claimed_sku
      where alert.id = $1`,
    [id],
  );
  return z.array(alertToTell).parse(rows)[0];
}
