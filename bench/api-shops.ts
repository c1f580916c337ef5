import type { Db } from '../lib/store/postgres/db.ts';

/** A shop of the bench: how fast its conversations came, and how many customers wait for a person. */
export interface BenchShop {
  readonly name: string;
  /** Between one conversation and the next. */
  readonly secondsBetween: number;
  /** Whether somebody waits in the conversation `number`, counted from the newest. */
  readonly waits: string;
}

export const benchShops: readonly BenchShop[] = [
  { name: 'grown over years', secondsBetween: 2400, waits: 'number <= 200 and number % 2 = 0' },
  { name: 'all in three days', secondsBetween: 2.5, waits: 'number % 2 = 0' },
];

export const benchAccount = 1;

/** What the shops take for now: the same figures whatever day the bench runs on. */
export const benchNow = new Date('2026-05-20T12:00:00Z');

/** Takes away what `fillShop` gave. */
export async function emptyShop(db: Db): Promise<void> {
  await db.query('truncate leads, conversations, turns cascade');
}

/** Conversations `from` + 1 to `to` of a shop, the newest first, with a lead and a turn each. */
export async function fillShop(
  db: Db,
  shop: BenchShop,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const { waits } = shop;
  const at = `timestamptz '${benchNow.toISOString()}' - number * interval '${shop.secondsBetween} seconds'`;
  const common = `'faq', (array['high', 'medium', 'low'])[1 + number % 3]`;
  const range = [from + 1, to];
  await db.query(
    `insert into leads (account_id, contact_id, full_name, channel, first_seen_at, last_seen_at)
     select ${benchAccount}, number, 'Customer ' || number, 'web', ${at}, ${at}
       from generate_series($1::int, $2::int) as number`,
    range,
  );
  await db.query(
    `insert into conversations (account_id, conversation_id, lead_id, inbox_id, channel, owner, waiting_since, intent,
       priority, sentiment, language, route, reason, last_turn_at)
     select ${benchAccount}, number, id, 1, 'web', case when ${waits} then 'person' else 'bot' end,
            case when ${waits} then ${at} end, ${common}, 0, 'en', 'agent', 'Asks about the hours.', ${at}
       from (
         select id, contact_id as number from leads where account_id = ${benchAccount} and contact_id between $1 and $2
       ) as leads`,
    range,
  );
  await db.query(
    `insert into turns (account_id, conversation_id, message_ids, intent, priority, sentiment, language, route,
       confidence, reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, asked_at, started_at, answered_at, outcome)
     select ${benchAccount}, number, array[number], ${common}, 0, 'en', 'agent', 0.9, 'Asks.', '{}', '[]', 'built-in', 0, 0,
            0.001, ${at}, ${at}, ${at} + interval '1 second', 'answered'
       from generate_series($1::int, $2::int) as number`,
    range,
  );
}
