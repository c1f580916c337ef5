import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** Something a person must look at. */
export const worklistItem = z.object({
  /** Given by whoever reports it. */
  id: z.uuid(),
  conversationId: z.coerce.number().int(),
  kind: z.enum(['handed-over', 'failed', 'withheld']),
  messageIds: z.array(z.coerce.number().int()),
  reason: z.string(),
  since: z.date(),
});
export type WorklistItem = z.infer<typeof worklistItem>;

/** Puts something on the worklist; the same report again changes nothing, also when it was resolved meanwhile. */
export async function addToWorklist(
  db: Db,
  { accountId, ...item }: WorklistItem & { accountId: number },
): Promise<void> {
  await db.query(
    `insert into worklist (id, account_id, conversation_id, kind, message_ids, reason, since)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do nothing`,
    [item.id, accountId, item.conversationId, item.kind, item.messageIds, item.reason, item.since],
  );
}

export interface WorklistPage {
  readonly accountId: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: { readonly since: Date; readonly id: string } | undefined;
}

/** What is still to be looked at, oldest first. */
export async function openWorklist(
  db: Db,
  { accountId, limit, after }: WorklistPage,
): Promise<WorklistItem[]> {
  const { rows } = await db.query(
    `select id, conversation_id as "conversationId", kind, message_ids as "messageIds", reason, since
       from worklist
      where account_id = $1
        and resolved_at is null
        and ($3::timestamptz is null or (since, id) > ($3, $4::uuid))
      order by since, id
      limit $2`,
    [accountId, limit, after?.since ?? null, after?.id ?? null],
  );
  return z.array(worklistItem).parse(rows);
}

export interface Resolution {
  readonly accountId: number;
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

/** Takes something off the list. The first to say so is remembered. False if there is no such item. */
export async function resolveWorklistItem(db: Db, { accountId, id, by, at }: Resolution): Promise<boolean> {
  const { rowCount } = await db.query(
    `update worklist
        set resolved_at = coalesce(resolved_at, $4), resolved_by = coalesce(resolved_by, $3)
      where account_id = $1 and id = $2`,
    [accountId, id, by, at],
  );
  return rowCount > 0;
}
