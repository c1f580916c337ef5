import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { waitingFor, type StockWish, type WaitingFor } from './stock-alert.ts';

/**
 * Notes a wish. A customer has one open wish per thing: asking again finds it and leaves its place in the queue, and
 * the answer will come in the conversation they last asked in.
 */
export async function createStockAlert(db: Db, wish: StockWish): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await db.query(
    `insert into stock_alerts as alert (
       account_id, customer_id, conversation_id, channel, product_name, product_sku, product_url,
       request_message_id, customer_message, conversation_context, priority, requested_at, expires_at
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (customer_id, coalesce(product_sku, lower(product_name))) where status in ('pending', 'sending')
     do update set
       conversation_id = excluded.conversation_id,
       channel = excluded.channel,
       expires_at = excluded.expires_at,
       updated_at = now()
     returning id, xmax = 0 as "isNew"`,
    [
      wish.accountId,
      wish.leadId,
      wish.conversationId,
      wish.channel,
      wish.productName,
      wish.sku,
      wish.productUrl,
      wish.messageId,
      wish.customerMessage,
      wish.conversationContext,
      wish.priority,
      wish.requestedAt,
      wish.expiresAt,
    ],
  );
  const [saved] = z.tuple([z.object({ id: z.uuid(), isNew: z.boolean() })]).parse(rows);
  return saved;
}

/** What customers wait for and how many of them, most wanted first, with the stock as the catalogue has it. */
export async function listWaiting(
  db: Db,
  { accountId, now }: { accountId: number; now: Date },
): Promise<WaitingFor[]> {
  const { rows } = await db.query(
    `${waitingSql}
     select * from waiting where account_id = $2 order by waiting desc, "longestSince", sku`,
    [now, accountId],
  );
  return z.array(waitingFor).parse(rows);
}

/** The things somebody waits for that are there again: what the stock check has to act on. */
export async function waitingInStock(db: Db, now: Date): Promise<WaitingInStock[]> {
  const { rows } = await db.query(
    `${waitingSql}
     select * from waiting where stock > 0 order by account_id, "longestSince", sku`,
    [now],
  );
  return z.array(waitingInStockRow).parse(rows);
}

const waitingInStockRow = waitingFor.extend({
  accountId: z.coerce.number().int(),
  sku: z.string(),
  stock: z.number().int(),
});
export type WaitingInStock = z.infer<typeof waitingInStockRow>;

/** Each wanted thing once. A SKU is a variant's or a whole product's. */
const waitingSql = `
  with waiting as (
    select account_id, account_id as "accountId", product_sku as sku, min(product_name) as "productName",
           count(*) as waiting, min(requested_at) as "longestSince",
           coalesce(
             (select stock from variants where variants.sku = product_sku),
             (select stock from products where products.sku = product_sku)
           ) as stock
      from stock_alerts
     where status = 'pending' and (expires_at is null or expires_at > $1)
     group by account_id, product_sku, case when product_sku is null then lower(product_name) end
  )`;
