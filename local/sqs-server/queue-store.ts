import { z } from 'zod';
import type { Database } from './database.ts';
import { readSettings, type QueueAttributes, type QueueSettings } from './queue-attributes.ts';

/** A queue as it is on disk. */
export interface Queue {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly attributes: QueueAttributes;
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt: number | null;
}

/** The queues; read from disk once and kept in memory, since every request asks for one. */
export interface QueueStore {
  all(): readonly Queue[];
  byName(name: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  insert(name: string, attributes: QueueAttributes, now: number): Queue;
  setAttributes(queue: Queue, attributes: QueueAttributes, now: number): Queue;
  setPurged(queue: Queue, now: number): void;
  /** Forgets the queue and everything in it. To be called inside a transaction. */
  remove(queue: Queue): void;
}

/** Opens the store; `arnPrefix` is put before each queue's name. */
export function queueStore(database: Database, arnPrefix: string): QueueStore {
  const read = (row: unknown) => readQueue(row, arnPrefix);
  const rows = database.sql('select * from queues order by id').all();
  const known = new Map(rows.map(read).map((queue) => [queue.name, queue] as const));
  const remember = (row: unknown): Queue => {
    const queue = read(row);
    known.set(queue.name, queue);
    return queue;
  };
  return {
    all: () => [...known.values()],
    byName: (name) => known.get(name),
    byArn: (arn) => (arn.startsWith(arnPrefix) ? known.get(arn.slice(arnPrefix.length)) : undefined),
    insert: (name, attributes, now) =>
      remember(database.sql(insertQueue).get(name, JSON.stringify(attributes), now, now)),
    setAttributes: (queue, attributes, now) =>
      remember(database.sql(updateQueue).get(JSON.stringify(attributes), now, queue.id)),
    setPurged: (queue, now) => void remember(database.sql(purgeQueue).get(now, queue.id)),
    remove(queue) {
      for (const text of removeEverything) database.sql(text).run(queue.id);
      known.delete(queue.name);
    },
  };
}

const insertQueue = `insert into queues (name, attributes, created_at, modified_at) values (?, ?, ?, ?) returning *`;
const updateQueue = `update queues set attributes = ?, modified_at = ? where id = ? returning *`;
const purgeQueue = `update queues set purged_at = ? where id = ? returning *`;
const removeEverything = [
  'delete from messages where queue_id = ?',
  'delete from fifo_groups where queue_id = ?',
  'delete from deduplications where queue_id = ?',
  'delete from queues where id = ?',
];

const queueRow = z.object({
  id: z.number(),
  name: z.string(),
  attributes: z.string(),
  created_at: z.number(),
  modified_at: z.number(),
  purged_at: z.number().nullable(),
});

function readQueue(row: unknown, arnPrefix: string): Queue {
  const { id, name, ...rest } = queueRow.parse(row);
  const attributes = z.record(z.string(), z.string()).parse(JSON.parse(rest.attributes));
  return {
    id,
    name,
    arn: arnPrefix + name,
    fifo: name.endsWith('.fifo'),
    attributes,
    settings: readSettings(attributes),
    createdAt: rest.created_at,
    modifiedAt: rest.modified_at,
    purgedAt: rest.purged_at,
  };
}
