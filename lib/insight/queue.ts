import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** Most urgent first. */
export const priorities = ['high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** One conversation as a person of the team looks at it. */
export const queuedConversation = z.object({
  conversationId: z.coerce.number().int(),
  priority: z.enum(priorities),
  intent: z.string(),
  sentiment: z.number(),
  language: z.string(),
  route: z.string(),
  reason: z.string(),
  owner: z.enum(['bot', 'person']),
  /** Since when the customer waits for a person; null while nobody does. */
  waitingSince: z.date().nullable(),
  lastTurnAt: z.date(),
  channel: z.string(),
  lead: z.object({ id: z.uuid(), name: z.string().nullable() }),
});
export type QueuedConversation = z.infer<typeof queuedConversation>;

export interface QueuePage {
  readonly accountId: number;
  readonly priorities: readonly Priority[];
  readonly limit: number;
  /** The last one of the page before. */
  readonly after?:
    Pick<QueuedConversation, 'conversationId' | 'priority' | 'waitingSince' | 'lastTurnAt'> | undefined;
  /** Where nobody waits, conversations that have been quiet since are left out. */
  readonly activeSince: Date;
}

/**
 * Who waits for a person, most urgent first and then longest first; after them the conversations the assistant has,
 * or that a person has answered, most urgent first and then newest first.
 */
export async function readQueue(db: Db, page: QueuePage): Promise<QueuedConversation[]> {
  const { after } = page;
  const stretches = [true, false].flatMap((waits) =>
    page.priorities.map((priority) => ({ waits, priority })),
  );
  const first = after === undefined ? 0 : stretches.findIndex((one) => isIn(one, after));
  // The place is in another list: nothing of this one comes after it.
  if (first === -1) return [];
  const read: QueuedConversation[] = [];
  // One stretch after the other, each by its index: one order over all of them would sort the whole table.
  for (const [index, stretch] of stretches.slice(first).entries()) {
    const limit = page.limit - read.length;
    if (limit === 0) break;
    read.push(
      ...(await readStretch(db, { ...page, limit, after: index === 0 ? after : undefined }, stretch)),
    );
  }
  return read;
}

/** Conversations of one priority in which somebody waits, or nobody does. */
interface Stretch {
  readonly waits: boolean;
  readonly priority: Priority;
}

function isIn({ waits, priority }: Stretch, at: NonNullable<QueuePage['after']>): boolean {
  return priority === at.priority && waits === (at.waitingSince !== null);
}

async function readStretch(
  db: Db,
  page: QueuePage,
  { waits, priority }: Stretch,
): Promise<QueuedConversation[]> {
  const { accountId, limit, after, activeSince } = page;
  const at = after?.waitingSince ?? after?.lastTurnAt;
  const place = [accountId, priority, limit, at ?? null, after?.conversationId ?? null];
  const { rows } = await (waits ? db.query(waitingSql, place) : db.query(recentSql, [...place, activeSince]));
  return z.array(queuedConversation).parse(rows);
}

const columns = `
  conversation_id as "conversationId", priority, intent, sentiment, conversations.language, route, reason, owner,
  waiting_since as "waitingSince", last_turn_at as "lastTurnAt", conversations.channel,
  jsonb_build_object('id', leads.id, 'name', full_name) as lead`;

const waitingSql = `
  select ${columns}
    from conversations
    join leads on leads.id = lead_id
   where conversations.account_id = $1
     and priority = $2
     and waiting_since is not null
     and ($4::timestamptz is null or (waiting_since, conversation_id) > ($4, $5::bigint))
   order by waiting_since, conversation_id
   limit $3`;

const recentSql = `
  select ${columns}
    from conversations
    join leads on leads.id = lead_id
   where conversations.account_id = $1
     and priority = $2
     and waiting_since is null
     and last_turn_at >= $6
     and ($4::timestamptz is null or (last_turn_at, conversation_id) < ($4, $5::bigint))
   order by last_turn_at desc, conversation_id desc
   limit $3`;
