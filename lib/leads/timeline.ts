import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** A turn of ours in a conversation with them. */
export const turnEvent = z.strictObject({
  kind: z.literal('turn'),
  conversationId: z.number().int(),
  intent: z.string(),
  outcome: z.enum(['answered', 'handed-off', 'withheld', 'drafted']),
});

/** What became of a wish to be told when something is back. */
export const wishEvent = z.strictObject({
  kind: z.literal('stock-alert'),
  what: z.enum(['asked', 'told', 'cancelled', 'expired']),
  alertId: z.uuid(),
  productName: z.string(),
  conversationId: z.number().int(),
});

/** They allowed us something, or forbade it. */
export const consentEvent = z.strictObject({
  kind: z.literal('consent'),
  channel: z.string(),
  purpose: z.enum(['marketing', 'service']),
  state: z.enum(['granted', 'withdrawn']),
});

const at = { at: z.date() };
const inConversation = { conversationId: z.coerce.number().int() };
const turnRow = turnEvent.extend({ ...at, ...inConversation });
const wishRow = wishEvent.extend({ ...at, ...inConversation });
const consentRow = consentEvent.extend(at);

/** Something that happened with a customer. */
export type TimelineEvent = z.infer<typeof turnRow> | z.infer<typeof wishRow> | z.infer<typeof consentRow>;

/** Whose, and how much at most. */
interface Asked {
  readonly leadId: string;
  readonly limit: number;
}

/** What happened with one customer, the newest first: so much of each kind is read that the newest of all are among it. */
export async function timelineOf(db: Db, asked: Asked): Promise<TimelineEvent[]> {
  const parts = await Promise.all([turnsOf(db, asked), wishesOf(db, asked), consentEventsOf(db, asked)]);
  return parts
    .flat()
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, asked.limit);
}

/** The newest turns are in the conversations with the newest last turns. */
async function turnsOf(db: Db, { leadId, limit }: Asked): Promise<TimelineEvent[]> {
  const { rows } = await db.query(
    `select 'turn' as kind, turn.*
       from (
         select account_id, conversation_id
           from conversations
          where lead_id = $1
          order by last_turn_at desc, conversation_id desc
          limit $2
       ) as talked
      cross join lateral (
         select conversation_id as "conversationId", intent, outcome, started_at as at
           from turns
          where account_id = talked.account_id and conversation_id = talked.conversation_id
          order by started_at desc
          limit $2
       ) as turn
      order by at desc
      limit $2`,
    [leadId, limit],
  );
  return z.array(turnRow).parse(rows);
}

/** The newest events are of the wishes with the newest last events. A wish that is over ended with its last change. */
async function wishesOf(db: Db, { leadId, limit }: Asked): Promise<TimelineEvent[]> {
  const { rows } = await db.query(
    `select 'stock-alert' as kind, what, id as "alertId", product_name as "productName",
            conversation_id as "conversationId", at
       from (
         select *
           from stock_alerts
          where customer_id = $1
          order by ${lastEventAt} desc
          limit $2
       ) as wish
      cross join lateral (
         values ('asked', requested_at),
                ('told', notified_at),
                (status, case when ${isOver} then greatest(requested_at, updated_at) end)
       ) as event (what, at)
      where at is not null
      order by at desc, what = 'asked'
      limit $2`,
    [leadId, limit],
  );
  return z.array(wishRow).parse(rows);
}

const isOver = `status in ('cancelled', 'expired')`;
/** As the index has it. */
const lastEventAt = `greatest(requested_at, notified_at, case when ${isOver} then updated_at end)`;

async function consentEventsOf(db: Db, { leadId, limit }: Asked): Promise<TimelineEvent[]> {
  const { rows } = await db.query(
    `select 'consent' as kind, channel, purpose, state, recorded_at as at
       from consents
      where lead_id = $1
      order by recorded_at desc, created_at desc
      limit $2`,
    [leadId, limit],
  );
  return z.array(consentRow).parse(rows);
}
