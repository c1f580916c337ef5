import { moveToDeadLetters } from './dead-letters.ts';
import type { Message } from './message-store.ts';
import type { Queue } from './queue-store.ts';
import { newReceipt } from './receipt.ts';
import type { SqsStores } from './stores.ts';

/** What one receive got: the messages, and the dead-letter queue if something went there instead. */
export interface Taken {
  readonly messages: readonly Message[];
  readonly deadLetterQueue: Queue | undefined;
}

/**
 * Takes up to `limit` messages and hides them. Messages that were received too often already go to the dead-letter
 * queue here: SQS too moves a message only when it would be received once more.
 */
export function takeMessages(stores: SqsStores, queue: Queue, limit: number, visibilityMs: number): Taken {
  return stores.database.atomically(() => {
    removeExpired(stores, queue);
    const errand: Errand = { stores, queue, limit, visibilityMs, messages: [], deadLetterQueue: undefined };
    if (queue.fifo) takeGroups(errand);
    else takeVisible(errand);
    return errand;
  });
}

/** Removes what is older than the queue's retention period. Call inside a transaction. */
export function removeExpired({ messages, groups, now }: SqsStores, queue: Queue): void {
  for (const group of messages.removeOlder(queue.id, now() - queue.settings.retentionMs)) {
    if (queue.fifo && group !== null) groups.refresh(queue.id, group);
  }
}

interface Errand {
  readonly stores: SqsStores;
  readonly queue: Queue;
  readonly limit: number;
  readonly visibilityMs: number;
  readonly messages: Message[];
  deadLetterQueue: Queue | undefined;
}

/** Standard queue: what has been visible longest. Rows that turned out to be dead letters are replaced by others. */
function takeVisible(errand: Errand): void {
  const { stores, queue, limit } = errand;
  // With a visibility timeout of 0 what we took stays visible: never look at a message twice.
  const seen = new Set<number>();
  for (;;) {
    const wanted = limit - errand.messages.length;
    if (wanted === 0) return;
    const rows = stores.messages
      .visible(queue.id, stores.now(), wanted + seen.size)
      .filter(({ seq }) => !seen.has(seq));
    if (rows.length === 0) return;
    for (const message of rows.slice(0, wanted)) {
      seen.add(message.seq);
      receiveOrMove(errand, message);
    }
  }
}

/** FIFO queue: as many as possible of one ready group, in order, then the next group. */
function takeGroups(errand: Errand): void {
  const { stores, queue, limit } = errand;
  let head = 0;
  while (errand.messages.length < limit) {
    const ready = stores.groups.nextReady(queue.id, stores.now(), head);
    if (!ready) return;
    head = ready.head;
    takeGroup(errand, ready.groupId);
    stores.groups.refresh(queue.id, ready.groupId);
  }
}

function takeGroup(errand: Errand, groupId: string): void {
  const { stores, queue, limit } = errand;
  for (;;) {
    const wanted = limit - errand.messages.length;
    const rows = stores.messages.headOfGroup(queue.id, groupId, wanted);
    let moved = 0;
    for (const message of rows) {
      // What stands behind a message that is still delayed waits with it.
      if (message.visible_at > stores.now()) return;
      if (receiveOrMove(errand, message) === 'moved') moved += 1;
    }
    // Nothing but dead letters: look at what stood behind them.
    if (rows.length === 0 || moved < rows.length) return;
  }
}

function receiveOrMove(errand: Errand, message: Message): 'received' | 'moved' {
  const { stores, queue, visibilityMs } = errand;
  const { redrive } = queue.settings;
  const target =
    redrive && message.receive_count >= redrive.maxReceiveCount && stores.queues.byArn(redrive.deadLetterArn);
  // A dead-letter queue that was deleted takes nothing: better received once more than lost.
  if (target) {
    moveToDeadLetters(stores, message, queue, target);
    errand.deadLetterQueue = target;
    return 'moved';
  }
  const now = stores.now();
  errand.messages.push(
    stores.messages.setReceived(message.seq, newReceipt(message), now, now + visibilityMs),
  );
  return 'received';
}
