import { z } from 'zod';
import { stockOfWhole } from '../catalog/stock.ts';
import type { Db } from '../store/postgres/db.ts';
import { isOpenClaim } from './units.ts';

const waitingOne = z.object({
  id: z.uuid(),
  conversationId: z.coerce.number().int(),
  channel: z.string(),
  lead: z.object({ id: z.uuid(), name: z.string().nullable() }),
  /** Why they were put off, and until when. */
  reason: z.string().nullable(),
  retryAt: z.date().nullable(),
  /** Of what they wait for. */
  stock: z.number().int(),
  /** Whether they are being told of this product. */
  beingTold: z.boolean(),
});
/** One who waits for something. */
export type WaitingOne = z.infer<typeof waitingOne>;

export interface WaitingQuestion {
  readonly productId: string;
  /** One variant: then those who want it, and those who take any. @default the product and all of its variants */
  readonly variantSku?: string | undefined;
  readonly now: Date;
  /** Wishes that were claimed just now: they are listed first, and all of them. */
  readonly claimed: readonly string[];
  readonly most: number;
}

/** Those who wait for a product and those who were just claimed, oldest wish first. */
export async function whoWaits(
  db: Db,
  { productId, variantSku, now, claimed, most }: WaitingQuestion,
): Promise<WaitingOne[]> {
  const { rows } = await db.query(whoWaitsSql, [productId, variantSku ?? null, now, claimed, most]);
  return z.array(waitingOne).parse(rows);
}

const whoWaitsSql = `
  with meant as (
    select sku, ${stockOfWhole} as stock, 2 as preference from products where id = $1
    union all
    select sku, stock, 1 from variants where product_id = $1
  ),
  told as (
    select customer_id from stock_alerts where ${isOpenClaim} and claimed_sku in (select sku from meant)
  ),
  -- Those who wait longest for each, and no more than are shown.
  listed as (
    select * from stock_alerts where id = any($4::uuid[])
    union all
    select first.*
      from (select distinct sku from meant where $2::text is null or preference = 2 or sku = $2) as wanted
     cross join lateral (
       select *
         from stock_alerts
        where product_sku = wanted.sku
          and status = 'pending'
          and (expires_at is null or expires_at > $3)
        order by requested_at, id
        limit greatest(0, $5 - cardinality($4::uuid[]))
     ) as first
  )
  select alert.id, conversation_id as "conversationId", alert.channel,
         -- Looked up one by one: a join would rather read all leads there ever were.
         (select jsonb_build_object('id', id, 'name', full_name) from leads where leads.id = customer_id) as lead,
         reason, retry_at as "retryAt", its.stock,
         customer_id in (select customer_id from told) as "beingTold"
    from listed as alert
    join lateral (
      select stock from meant
       where sku = product_sku and ($2::text is null or preference = 2 or sku = $2)
       order by preference
       limit 1
    ) as its on true
   order by alert.id = any($4::uuid[]) desc, requested_at, alert.id
   limit $5`;
