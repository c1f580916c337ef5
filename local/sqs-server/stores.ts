import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { deduplicationStore, type DeduplicationStore } from './deduplication-store.ts';
import { fifoGroups, type FifoGroups } from './fifo-groups.ts';
import { messageStore, type MessageStore } from './message-store.ts';
import { queueStore, type QueueStore } from './queue-store.ts';

/** Everything on disk, and the clock and ids that go with it. */
export interface SqsStores {
  readonly database: Database;
  readonly queues: QueueStore;
  readonly messages: MessageStore;
  readonly groups: FifoGroups;
  readonly deduplications: DeduplicationStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}

/**
 * Opens the stores. Messages that were in flight when the last process ended are visible at once, with their receive
 * counts: whoever held them is gone, and a killed system goes on without waiting for the visibility timeout.
 */
export function openStores(database: Database, arnPrefix: string, now: () => number): SqsStores {
  const stores: SqsStores = {
    database,
    queues: queueStore(database, arnPrefix),
    messages: messageStore(database),
    groups: fifoGroups(database),
    deduplications: deduplicationStore(database),
    now,
    newId: () => randomUUID(),
  };
  database.atomically(() => {
    stores.messages.freeInFlight(now());
    for (const queue of stores.queues.all()) if (queue.fifo) stores.groups.refreshQueue(queue.id);
  });
  return stores;
}
