import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import type { NoticePolicy } from '../queue/jobs.ts';
import type { Database } from '../store/postgres/pool.ts';
import { countTold, isOpenClaim, lockClaim, returnUnit, unitsOf } from './units.ts';

/**
 * Whether there is still a unit for them: stock may have fallen since it was claimed. Whoever was told since stock last
 * rose, whoever is being told, and whoever waits longer comes first. Whoever is let go counts as told from then on. Where
 * all are to be told, any unit will do.
 */
export function letGo(db: Database, id: string, policy: NoticePolicy = 'one-per-unit'): Promise<boolean> {
  return db.transaction(async (tx) => {
    const sku = await lockClaim(tx, id);
    const units = sku === undefined ? undefined : await unitsOf(tx, sku);
    if (units === undefined) return false;
    const taken = policy === 'all' ? 0 : units.told + (await comeBefore(tx, id));
    if (taken >= units.stock) return false;
    await tx.query('update stock_alerts set telling = true where id = $1', [id]);
    return true;
  });
}

/** How many who were claimed of the same SKU are being told, or have waited longer. */
async function comeBefore(tx: Db, id: string): Promise<number> {
  const { rows } = await tx.query(
    `select count(*)::integer as before
       from stock_alerts as other
       join stock_alerts as mine on mine.id = $1 and mine.claimed_sku = other.claimed_sku
      where other.id <> mine.id
        and other.claimed_sku is not null and other.status in ('sending', 'cancelled')
        and (other.telling or (other.requested_at, other.id) < (mine.requested_at, mine.id))`,
    [id],
  );
  return z.tuple([z.object({ before: z.number() })]).parse(rows)[0].before;
}

export interface Told {
  readonly id: string;
  readonly messageId: number;
  readonly at: Date;
}

/**
 * The customer was told, also when it turns out only now that they were. What else they wait for and the message
 * answers is closed with it: of one thing they hear once.
 */
export function markNotified(db: Database, { id, messageId, at }: Told): Promise<void> {
  return db.transaction(async (tx) => {
    const sku = await lockClaim(tx, id);
    const { rows } = await tx.query(
      `update stock_alerts
          set status = 'notified', reason = null, retry_at = null, notified_at = $3, message_id = $2, telling = false,
              updated_at = now()
        where id = $1 and status in ('pending', 'sending')
       returning customer_id as "customerId"`,
      [id, messageId, at],
    );
    const [told] = z.array(z.object({ customerId: z.uuid() })).parse(rows);
    if (told === undefined || sku === undefined) return;
    await countTold(tx, sku);
    await tx.query(
      `update stock_alerts
          set status = 'notified', reason = null, retry_at = null, notified_at = $3, message_id = $2,
              updated_at = now()
        where customer_id = $1
          and status = 'pending'
          and product_sku in (
            select $4
            union all
            select products.sku from products join variants on product_id = products.id where variants.sku = $4
          )`,
      [told.customerId, messageId, at, sku],
    );
  });
}

export interface PutBack {
  readonly id: string;
  readonly status: 'pending' | 'cancelled';
  readonly reason: string;
  readonly retryAt: Date | null;
}

/** The customer was not told: says why, and gives the unit back for the next one who waits. Only what is claimed. */
export function putBack(db: Database, { id, status, reason, retryAt }: PutBack): Promise<void> {
  return db.transaction(async (tx) => {
    const sku = await lockClaim(tx, id);
    const { rowCount } = await tx.query(
      `update stock_alerts
          set status = $2, reason = $3, retry_at = $4, claimed_sku = null, telling = false, updated_at = now()
        where id = $1 and status = 'sending'`,
      [id, status, reason, retryAt],
    );
    if (rowCount > 0 && sku !== undefined) await returnUnit(tx, sku);
  });
}

/** Gives back the unit of a wish that was cancelled after its claim and never told. */
export function giveBackUnit(db: Database, id: string): Promise<void> {
  return closeCancelled(db, id, returnUnit);
}

/** Closes the claim of a wish that was cancelled after it had been told. */
export function keepUnitTaken(db: Database, id: string): Promise<void> {
  return closeCancelled(db, id, countTold);
}

function closeCancelled(
  db: Database,
  id: string,
  settle: (tx: Db, sku: string) => Promise<void>,
): Promise<void> {
  return db.transaction(async (tx) => {
    const sku = await lockClaim(tx, id);
    const { rowCount } = await tx.query(
      `update stock_alerts set claimed_sku = null, telling = false, updated_at = now()
        where id = $1 and ${isOpenClaim} and status = 'cancelled'`,
      [id],
    );
    if (rowCount > 0 && sku !== undefined) await settle(tx, sku);
  });
}
