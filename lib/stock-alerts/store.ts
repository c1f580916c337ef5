import { z } from 'zod';
import { stockOfWhole } from '../catalog/stock.ts';
import type { Db } from '../store/postgres/db.ts';
import {
  listedAlert,
  waitingFor,
  type AlertStatus,
  type ListedAlert,
  type StockWish,
  type WaitingFor,
} from './stock-alert.ts';

/**
 * Notes a wish. A customer has one open wish per thing: asking again finds it and leaves its place in the queue, and
 * the answer will come in the conversation they last asked in, unless it is on its way already. The same request again (conversation, message and
 * product) changes nothing, also when it was answered meanwhile.
 */
export async function createStockAlert(db: Db, wish: StockWish): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await db.query(createSql, [
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
    wish.inboxId,
    wish.language,
    wish.turnId,
    wish.messageId === null ? [] : [`${wish.conversationId}:${wish.messageId}`],
  ]);
  const [saved] = z.tuple([z.object({ id: z.uuid(), isNew: z.boolean() })]).parse(rows);
  return saved;
}

const createSql = `
  with known as (
    select id
      from stock_alerts
     where customer_id = $2
       and coalesce(product_sku, lower(product_name)) = coalesce($6, lower($5))
       and requests && $17::text[]
     limit 1
  ),
  noted as (
    insert into stock_alerts as alert (
      account_id, customer_id, conversation_id, channel, product_name, product_sku, product_url,
      request_message_id, customer_message, conversation_context, priority, requested_at, expires_at,
      inbox_id, language, turn_id, requests
    )
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
     where not exists (select from known)
    on conflict (customer_id, coalesce(product_sku, lower(product_name))) where status in ('pending', 'sending')
    do update set
      -- While they are being told, it is looked up there whether they were told already.
      conversation_id = case alert.status when 'sending' then alert.conversation_id else excluded.conversation_id end,
      inbox_id = case alert.status when 'sending' then alert.inbox_id else excluded.inbox_id end,
      channel = case alert.status when 'sending' then alert.channel else excluded.channel end,
      language = excluded.language,
      turn_id = excluded.turn_id,
      expires_at = excluded.expires_at,
      -- They have just written: what kept them from being told (a closed window, say) may be over.
      retry_at = null,
      reason = null,
      requests = alert.requests || excluded.requests,
      updated_at = now()
    returning id, xmax = 0 as "isNew"
  )
  select id, "isNew" from noted
  union all
  select id, false from known`;

/** What one contact still waits for, oldest wish first. */
export async function openWishes(
  db: Db,
  { accountId, contactId }: { accountId: number; contactId: number },
): Promise<{ sku: string | null; productName: string }[]> {
  const { rows } = await db.query(
    `select product_sku as sku, product_name as "productName"
       from stock_alerts
       join leads on leads.id = customer_id
      where leads.account_id = $1 and contact_id = $2 and status in ('pending', 'sending')
      order by requested_at, stock_alerts.id`,
    [accountId, contactId],
  );
  return z.array(z.object({ sku: z.string().nullable(), productName: z.string() })).parse(rows);
}

export interface AlertPage {
  readonly accountId: number;
  readonly status?: AlertStatus | undefined;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: { readonly requestedAt: Date; readonly id: string } | undefined;
}

/** Wishes for the dashboard, newest first. */
export async function listAlerts(
  db: Db,
  { accountId, status, limit, after }: AlertPage,
): Promise<ListedAlert[]> {
  const { rows } = await db.query(
    `${listedSql}
        and ($2::text is null or status = $2)
        and ($4::timestamptz is null or (requested_at, alert.id) < ($4, $5::uuid))
      order by requested_at desc, alert.id desc
      limit $3`,
    [accountId, status ?? null, limit, after?.requestedAt ?? null, after?.id ?? null],
  );
  return z.array(listedAlert).parse(rows);
}

/** One wish as it is listed; undefined if there is none of this id. */
export async function findListedAlert(
  db: Db,
  { accountId, id }: { accountId: number; id: string },
): Promise<ListedAlert | undefined> {
  const { rows } = await db.query(`${listedSql} and alert.id = $2`, [accountId, id]);
  return z.array(listedAlert).parse(rows)[0];
}

const listedSql = `
  select alert.id, status, reason, product_sku as sku, product_name as "productName",
         conversation_id as "conversationId", alert.channel, priority, requested_at as "requestedAt",
         notified_at as "notifiedAt", message_id as "messageId",
         jsonb_build_object('id', leads.id, 'name', full_name) as lead
    from stock_alerts as alert
    join leads on leads.id = customer_id
   where alert.account_id = $1`;

/** BCP 47: the language of the last turn there; English where there was none. */
export async function languageSpoken(
  db: Db,
  { accountId, conversationId }: { accountId: number; conversationId: number },
): Promise<string> {
  const { rows } = await db.query(
    'select language from conversations where account_id = $1 and conversation_id = $2',
    [accountId, conversationId],
  );
  return z.array(z.object({ language: z.string() })).parse(rows)[0]?.language ?? 'en';
}

/**
 * Cancels everything a customer waits for and asked for until `at`. A unit that was claimed for them is given back by
 * the notice that finds them cancelled: it alone knows whether it was said.
 */
export async function cancelWishes(
  db: Db,
  { leadId, until, reason }: { leadId: string; until: Date; reason: string },
): Promise<void> {
  await db.query(
    `update stock_alerts
        set status = 'cancelled', reason = $3, retry_at = null, updated_at = now()
      where customer_id = $1 and requested_at <= $2 and status in ('pending', 'sending')`,
    [leadId, until, reason],
  );
}

/** Wishes that ran out are not waited for any more. Says how many ran out now. */
export async function expireWishes(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    `update stock_alerts set status = 'expired', reason = 'expired', retry_at = null, updated_at = now()
      where status = 'pending' and expires_at <= $1`,
    [now],
  );
  return rowCount;
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
  productId: z.uuid(),
  sku: z.string(),
  stock: z.number().int(),
});
export type WaitingInStock = z.infer<typeof waitingInStockRow>;

/** Each wanted thing once. A SKU is a variant's or a whole product's, and that is there when one of its variants is. */
const waitingSql = `
  with wanted as (
    select account_id, product_sku as sku, min(product_name) as "productName", count(*) as waiting,
           min(requested_at) as "longestSince"
      from stock_alerts
     where status = 'pending' and (expires_at is null or expires_at > $1)
     group by account_id, product_sku, case when product_sku is null then lower(product_name) end
  ),
  waiting as (
    select wanted.*, account_id as "accountId", coalesce(variant.product_id, product.id) as "productId",
           coalesce(variant.stock, product.stock) as stock
      from wanted
      left join variants as variant on variant.sku = wanted.sku
      left join lateral (
        select id, ${stockOfWhole} as stock from products where products.sku = wanted.sku
      ) as product on true
  )`;
