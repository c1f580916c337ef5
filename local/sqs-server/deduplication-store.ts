import { z } from 'zod';
import type { Database } from './database.ts';

/** How long SQS remembers a deduplication id, whatever becomes of the message. */
const rememberedMs = 5 * 60 * 1000;

/** Remembers which deduplication ids a FIFO queue has seen. */
export type DeduplicationStore = ReturnType<typeof deduplicationStore>;

/** Kept apart from the messages, because an id outlives its message. */
export function deduplicationStore(database: Database) {
  const sql = (text: string) => database.sql(text);
  return {
    /** The message that was accepted under this key in the last five minutes. */
    find(queueId: number, key: string, now: number): Remembered | undefined {
      sql('delete from deduplications where expires_at <= ?').run(now);
      const row = sql('select message_id, seq from deduplications where queue_id = ? and key = ?').get(
        queueId,
        key,
      );
      return row && rememberedRow.parse(row);
    },
    remember(queueId: number, key: string, message: Remembered, now: number): void {
      sql(insertKey).run(queueId, key, message.message_id, message.seq, now + rememberedMs);
    },
  };
}

const rememberedRow = z.object({ message_id: z.string(), seq: z.number() });
type Remembered = z.infer<typeof rememberedRow>;

const insertKey = `
  insert into deduplications (queue_id, key, message_id, seq, expires_at) values (?, ?, ?, ?, ?)`;
