import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { turnRecord, type TurnRecord } from './turn-record.ts';

/** A turn and the conversation it was taken in. */
export interface TakenTurn extends TurnRecord {
  readonly accountId: number;
  /** Chatwoot's display id. */
  readonly conversationId: number;
  readonly inboxId: number;
  readonly channel: string;
  readonly leadId: string;
}

/**
 * Puts one turn on record; the same turn again changes nothing. The conversation shows what its newest turn saw,
 * whatever order the records come in.
 */
export async function recordTurn(db: Db, turn: TakenTurn): Promise<void> {
  await db.query(
    `insert into conversations as known (
       account_id, conversation_id, inbox_id, channel, lead_id, owner, waiting_since,
       intent, priority, sentiment, language, route, reason, last_turn_at
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (account_id, conversation_id) do update set
       inbox_id = excluded.inbox_id,
       channel = excluded.channel,
       lead_id = excluded.lead_id,
       owner = excluded.owner,
       -- They wait since the first hand-over, not since the last.
       waiting_since = case when excluded.waiting_since is not null
         then coalesce(known.waiting_since, excluded.waiting_since) end,
       intent = excluded.intent,
       priority = excluded.priority,
       sentiment = excluded.sentiment,
       language = excluded.language,
       route = excluded.route,
       reason = excluded.reason,
       last_turn_at = excluded.last_turn_at,
       updated_at = now()
     where known.last_turn_at < excluded.last_turn_at`,
    [
      turn.accountId,
      turn.conversationId,
      turn.inboxId,
      turn.channel,
      turn.leadId,
      turn.outcome === 'handed-off' ? 'person' : 'bot',
      turn.outcome === 'handed-off' ? turn.startedAt : null,
      turn.intent,
      turn.priority,
      turn.sentiment,
      turn.language,
      turn.route,
      turn.reason,
      turn.startedAt,
    ],
  );
  await insertTurn(db, turn);
}

async function insertTurn(db: Db, turn: TakenTurn): Promise<void> {
  await db.query(
    `insert into turns (
       id, account_id, conversation_id, message_ids, intent, priority, sentiment, language, route, confidence, reason,
       escalation_reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, started_at, answered_at, outcome,
       cache_read_tokens, asked_at
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
     on conflict (id) do nothing`,
    [
      turn.id,
      turn.accountId,
      turn.conversationId,
      turn.messageIds,
      turn.intent,
      turn.priority,
      turn.sentiment,
      turn.language,
      turn.route,
      turn.confidence,
      turn.reason,
      turn.escalationReason,
      turn.tools,
      JSON.stringify(turn.receipts),
      turn.model,
      turn.inputTokens,
      turn.outputTokens,
      turn.costUsd,
      turn.startedAt,
      turn.answeredAt,
      turn.outcome,
      turn.cacheReadTokens,
      turn.askedAt,
    ],
  );
}

/** The turns of a conversation, oldest first: all, or so many of the newest. */
export async function conversationTurns(
  db: Db,
  { accountId, conversationId, newest }: { accountId: number; conversationId: number; newest?: number },
): Promise<TurnRecord[]> {
  const { rows } = await db.query(
    `select id, message_ids as "messageIds", intent, priority, sentiment, language, route, confidence, reason,
            escalation_reason as "escalationReason", tools, receipts, model, input_tokens as "inputTokens",
            output_tokens as "outputTokens", cache_read_tokens as "cacheReadTokens", cost_usd as "costUsd",
            coalesce(asked_at, started_at) as "askedAt", started_at as "startedAt",
            answered_at as "answeredAt", outcome
       from turns
      where account_id = $1 and conversation_id = $2
      order by started_at desc, id desc
      limit $3`,
    [accountId, conversationId, newest ?? null],
  );
  return z.array(turnRecord).parse(rows).reverse();
}

/** Who had a conversation at its newest turn on record; undefined without one. */
export async function conversationOwner(
  db: Db,
  { accountId, conversationId }: { accountId: number; conversationId: number },
): Promise<z.infer<typeof ownerRow> | undefined> {
  const { rows } = await db.query(
    `select owner, paused from conversations where account_id = $1 and conversation_id = $2`,
    [accountId, conversationId],
  );
  return z.array(ownerRow).parse(rows)[0];
}

/** Whose conversation it is on record, with the name we know them by; null without a turn on record. */
export async function conversationLead(
  db: Db,
  { accountId, conversationId }: { accountId: number; conversationId: number },
): Promise<z.infer<typeof leadRow> | null> {
  const { rows } = await db.query(
    `select leads.id, full_name as name
       from conversations
       join leads on leads.id = lead_id
      where conversations.account_id = $1 and conversation_id = $2`,
    [accountId, conversationId],
  );
  return z.array(leadRow).parse(rows)[0] ?? null;
}

/**
 * Who has a conversation since somebody said so, ahead of its next turn. Whoever waited for a person and is the
 * assistant's again waits no more. A conversation without a turn on record is left to its first one.
 */
export async function noteOwner(
  db: Db,
  given: { accountId: number; conversationId: number } & z.infer<typeof ownerRow>,
): Promise<void> {
  await db.query(
    `update conversations
        set owner = $3, paused = $4, updated_at = now(),
            waiting_since = case when $3 = 'person' or $4 then waiting_since end
      where account_id = $1 and conversation_id = $2`,
    [given.accountId, given.conversationId, given.owner, given.paused],
  );
}

export interface StoodAside {
  readonly accountId: number;
  readonly conversationId: number;
  /** Who has it now; null = whoever had it. */
  readonly owner: 'person' | 'bot' | null;
  /** Null = the customer waits for nobody. */
  readonly waitingSince: Date | null;
  /** When that was seen. */
  readonly at: Date;
}

/**
 * What a look at a conversation saw that is not ours. What was seen before the conversation's newest turn changes
 * nothing; a conversation without a turn on record is left to its first one.
 */
export async function noteStoodAside(
  db: Db,
  { accountId, conversationId, owner, waitingSince, at }: StoodAside,
): Promise<void> {
  await db.query(
    `update conversations
        set owner = coalesce($3, owner), waiting_since = $4, updated_at = now()
      where account_id = $1 and conversation_id = $2 and last_turn_at <= $5`,
    [accountId, conversationId, owner, waitingSince, at],
  );
}

const leadRow = z.object({ id: z.uuid(), name: z.string().nullable() });
const ownerRow = z.object({ owner: z.enum(['bot', 'person']), paused: z.boolean() });
