import { z } from 'zod';
import type { Database } from './database.ts';

/** How many messages a queue holds, in the three states SQS counts. */
export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A message on disk. `seq` is its place in the order of arrival and what SequenceNumber is made of. */
export type Message = z.infer<typeof messageRow>;

/** What a message needs to enter a queue. */
export type NewMessage = Pick<
  Message,
  | 'queue_id'
  | 'message_id'
  | 'body'
  | 'attributes'
  | 'system_attributes'
  | 'group_id'
  | 'dedup_id'
  | 'sent_at'
  | 'enqueued_at'
  | 'visible_at'
  | 'source_arn'
>;

/** The messages. A message is in flight while it has a receipt and is not yet visible again. */
export type MessageStore = ReturnType<typeof messageStore>;

/** One function per question; callers put what belongs together into one transaction. */
export function messageStore(database: Database) {
  const sql = (text: string) => database.sql(text);
  return {
    /** Appends the message and returns its `seq`. */
    insert: (message: NewMessage): number => seqRow.parse(sql(insertMessage).get(message)).seq,
    find: (queueId: number, seq: number): Message | undefined => {
      const row = sql('select * from messages where seq = ? and queue_id = ?').get(seq, queueId);
      return row && messageRow.parse(row);
    },
    /** Visible messages of a standard queue, the longest visible first. */
    visible: (queueId: number, now: number, limit: number): Message[] =>
      messageRows.parse(sql(selectVisible).all(queueId, now, limit)),
    /** The first messages of a group, visible or not. */
    headOfGroup: (queueId: number, groupId: string, limit: number): Message[] =>
      messageRows.parse(sql(selectGroup).all(queueId, groupId, limit)),
    /** Every visible message, in the order of arrival. */
    allVisible: (queueId: number, now: number): Message[] =>
      messageRows.parse(sql(selectAllVisible).all(queueId, now)),
    setReceived: (seq: number, receipt: string, now: number, visibleAt: number): Message =>
      messageRow.parse(sql(updateReceived).get(receipt, visibleAt, now, now, seq)),
    setVisibleAt: (seq: number, visibleAt: number): void =>
      void sql('update messages set visible_at = ? where seq = ?').run(visibleAt, seq),
    /** As if this receipt had never been given out. Returns whether it was still the newest one. */
    takeBackReceipt: (seq: number, receipt: string, now: number): boolean =>
      sql(updateTakenBack).run(now, seq, receipt).changes === 1,
    remove: (seq: number): void => void sql('delete from messages where seq = ?').run(seq),
    removeAll: (queueId: number): void => void sql('delete from messages where queue_id = ?').run(queueId),
    /** Removes what entered the queue before the moment; returns the groups that lost something. */
    removeOlder: (queueId: number, before: number): Set<string | null> =>
      new Set(
        z
          .array(groupRow)
          .parse(sql(deleteOlder).all(queueId, before))
          .map((row) => row.group_id),
      ),
    /** Makes every message that was in flight visible at once, keeping its receive count. */
    freeInFlight: (now: number): void => void sql(freeMessages).run(now, now),
    /** A FIFO queue's delay also holds for the messages that are waiting in it already. */
    delayNeverReceived: (queueId: number, delayMs: number): void => void sql(redelay).run(delayMs, queueId),
    isEmpty: (queueId: number): boolean =>
      sql('select 1 from messages where queue_id = ? limit 1').get(queueId) === undefined,
    depth: (queueId: number, now: number): Depth => {
      const visible = countRow.parse(sql(countVisible).get(queueId, now)).n;
      const { n, inFlight } = hiddenRow.parse(sql(countHidden).get(queueId, now));
      return { visible, inFlight, delayed: n - inFlight };
    },
    /** When the next hidden message of a standard queue comes up, if there is one. */
    nextVisibleAt: (queueId: number, now: number): number | null =>
      momentRow.parse(sql(selectNextVisible).get(queueId, now)).at,
  };
}

const messageRow = z.object({
  seq: z.number(),
  queue_id: z.number(),
  message_id: z.string(),
  body: z.string(),
  attributes: z.string().nullable(),
  system_attributes: z.string().nullable(),
  group_id: z.string().nullable(),
  dedup_id: z.string().nullable(),
  sent_at: z.number(),
  enqueued_at: z.number(),
  visible_at: z.number(),
  receipt: z.string().nullable(),
  received_at: z.number().nullable(),
  first_received_at: z.number().nullable(),
  receive_count: z.number(),
  source_arn: z.string().nullable(),
});
const messageRows = z.array(messageRow);
const seqRow = z.object({ seq: z.number() });
const groupRow = z.object({ group_id: z.string().nullable() });
const countRow = z.object({ n: z.number() });
const hiddenRow = z.object({ n: z.number(), inFlight: z.number() });
const momentRow = z.object({ at: z.number().nullable() });

const insertMessage = `
  insert into messages (queue_id, message_id, body, attributes, system_attributes, group_id, dedup_id,
                        sent_at, enqueued_at, visible_at, source_arn)
  values (:queue_id, :message_id, :body, :attributes, :system_attributes, :group_id, :dedup_id,
          :sent_at, :enqueued_at, :visible_at, :source_arn)
  returning seq`;
const selectVisible = `
  select * from messages where queue_id = ? and visible_at <= ? order by visible_at, seq limit ?`;
const selectGroup = `select * from messages where queue_id = ? and group_id = ? order by seq limit ?`;
const selectAllVisible = `select * from messages where queue_id = ? and visible_at <= ? order by seq`;
const updateReceived = `
  update messages
     set receipt = ?, visible_at = ?, received_at = ?, first_received_at = coalesce(first_received_at, ?),
         receive_count = receive_count + 1
   where seq = ?
  returning *`;
const updateTakenBack = `
  update messages
     set receipt = null, visible_at = ?, receive_count = receive_count - 1,
         first_received_at = case when receive_count = 1 then null else first_received_at end
   where seq = ? and receipt = ?`;
const deleteOlder = `delete from messages where queue_id = ? and enqueued_at <= ? returning group_id`;
const freeMessages = `update messages set visible_at = ? where receipt is not null and visible_at > ?`;
const redelay = `update messages set visible_at = enqueued_at + ? where queue_id = ? and receive_count = 0`;
const countVisible = `select count(*) as n from messages where queue_id = ? and visible_at <= ?`;
const countHidden = `
  select count(*) as n, count(receipt) as inFlight from messages where queue_id = ? and visible_at > ?`;
const selectNextVisible = `select min(visible_at) as at from messages where queue_id = ? and visible_at > ?`;
