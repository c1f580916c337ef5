import { z } from 'zod';
import type { Database } from './database.ts';

/** What keeps the groups of FIFO queues in order: which may be handed out, and when. */
export type FifoGroups = ReturnType<typeof fifoGroups>;

/**
 * A group is ready when its first message is visible and none of its messages is in flight. Whoever changes a message
 * of a group calls `refresh` in the same transaction.
 */
export function fifoGroups(database: Database) {
  const sql = (text: string) => database.sql(text);
  return {
    /** A message was appended. Only a group that was empty changes: in others something older stands in front. */
    append(queueId: number, groupId: string, seq: number, visibleAt: number): void {
      sql(insertGroup).run(queueId, groupId, seq, visibleAt);
    },
    refresh(queueId: number, groupId: string): void {
      sql('delete from fifo_groups where queue_id = ? and group_id = ?').run(queueId, groupId);
      sql(insertFromMessages(`queue_id = ? and group_id = ?`)).run(queueId, groupId);
    },
    refreshQueue(queueId: number): void {
      sql('delete from fifo_groups where queue_id = ?').run(queueId);
      sql(insertFromMessages(`queue_id = ? and group_id is not null`)).run(queueId);
    },
    /** The ready group with the oldest first message behind `afterHead`. */
    nextReady(
      queueId: number,
      now: number,
      afterHead: number,
    ): { groupId: string; head: number } | undefined {
      const row = sql(selectReady).get(queueId, now, afterHead);
      return row && readyRow.parse(row);
    },
    /** Every group that may be handed out. */
    allReady: (queueId: number, now: number): Set<string> =>
      new Set(
        z
          .array(groupRow)
          .parse(sql(selectAllReady).all(queueId, now))
          .map((row) => row.groupId),
      ),
    /** When the next group that is not ready becomes so, if there is one. */
    nextReadyAt: (queueId: number, now: number): number | null =>
      momentRow.parse(sql(selectNextReady).get(queueId, now)).at,
  };
}

const groupRow = z.object({ groupId: z.string() });
const readyRow = z.object({ groupId: z.string(), head: z.number() });
const momentRow = z.object({ at: z.number().nullable() });

const insertGroup = `
  insert into fifo_groups (queue_id, group_id, head, ready_at) values (?, ?, ?, ?)
  on conflict (queue_id, group_id) do nothing`;
const selectReady = `
  select group_id as groupId, head from fifo_groups
   where queue_id = ? and ready_at <= ? and head > ? order by head limit 1`;
const selectAllReady = `select group_id as groupId from fifo_groups where queue_id = ? and ready_at <= ?`;
const selectNextReady = `select min(ready_at) as at from fifo_groups where queue_id = ? and ready_at > ?`;

function insertFromMessages(condition: string): string {
  return `
    insert into fifo_groups (queue_id, group_id, head, ready_at)
    select h.queue_id, h.group_id, h.seq,
           max(h.visible_at, coalesce((select max(f.visible_at) from messages f
                                        where f.queue_id = h.queue_id and f.group_id = h.group_id
                                          and f.receipt is not null), 0))
      from (select min(seq) as seq from messages where ${condition} group by queue_id, group_id) first
      join messages h on h.seq = first.seq`;
}
