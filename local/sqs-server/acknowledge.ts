import { z } from 'zod';
import { batchEntries, forEachEntry } from './batch.ts';
import type { Message } from './message-store.ts';
import { operation, queueOf } from './operation.ts';
import { parseInput } from './protocol.ts';
import type { Queue } from './queue-store.ts';
import { readReceipt } from './receipt.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';
import type { SqsStores } from './stores.ts';

const longestVisibilityMs = 43_200_000;

const deletion = z.object({ ReceiptHandle: z.string() });
const visibilityChange = deletion.extend({ VisibilityTimeout: z.number().int() });
const batch = z.object({ QueueUrl: z.string(), Entries: batchEntries });

/** DeleteMessage. Deleting what is gone already succeeds. */
export const deleteMessage = operation(deletion.extend({ QueueUrl: z.string() }), (deps, input) => {
  const queue = queueOf(deps, input.QueueUrl);
  deps.stores.database.atomically(() => remove(deps.stores, queue, input.ReceiptHandle));
  deps.changes.announce(queue.name);
  return {};
});

/** DeleteMessageBatch. */
export const deleteMessageBatch = operation(batch, (deps, { QueueUrl, Entries }) => {
  const queue = queueOf(deps, QueueUrl);
  const result = deps.stores.database.atomically(() =>
    forEachEntry(Entries, (entry) => remove(deps.stores, queue, parseInput(deletion, entry).ReceiptHandle)),
  );
  deps.changes.announce(queue.name);
  return result;
});

/** ChangeMessageVisibility; 0 makes the message visible at once. */
export const changeMessageVisibility = operation(
  visibilityChange.extend({ QueueUrl: z.string() }),
  (deps, input) => {
    const queue = queueOf(deps, input.QueueUrl);
    deps.stores.database.atomically(() => changeVisibility(deps.stores, queue, input));
    deps.changes.announce(queue.name);
    return {};
  },
);

/** ChangeMessageVisibilityBatch. */
export const changeMessageVisibilityBatch = operation(batch, (deps, { QueueUrl, Entries }) => {
  const queue = queueOf(deps, QueueUrl);
  const result = deps.stores.database.atomically(() =>
    forEachEntry(Entries, (entry) =>
      changeVisibility(deps.stores, queue, parseInput(visibilityChange, entry)),
    ),
  );
  deps.changes.announce(queue.name);
  return result;
});

/**
 * A FIFO queue refuses a handle whose time is over. A standard queue still takes the newest handle then, and answers
 * an older one with success without deleting anything, which SQS documents as possible.
 */
function remove(stores: SqsStores, queue: Queue, handle: string): object {
  const message = stores.messages.find(queue.id, readReceipt(handle, queue).seq);
  if (!message) return {};
  if (queue.fifo && !isInFlight(stores, message, handle)) throw expired(handle);
  if (message.receipt !== handle) return {};
  stores.messages.remove(message.seq);
  if (queue.fifo && message.group_id !== null) stores.groups.refresh(queue.id, message.group_id);
  return {};
}

function changeVisibility(stores: SqsStores, queue: Queue, input: z.infer<typeof visibilityChange>): object {
  const { ReceiptHandle: handle, VisibilityTimeout: seconds } = input;
  if (seconds < 0 || seconds > 43_200) {
    throw invalidParameter(
      'VisibilityTimeout',
      seconds,
      'VisibilityTimeout must be an integer between 0 and 43200.',
    );
  }
  const message = stores.messages.find(queue.id, readReceipt(handle, queue).seq);
  if (!message) {
    const reason = 'Message does not exist or is not available for visibility timeout change.';
    throw invalidParameter('ReceiptHandle', handle, reason);
  }
  if (!isInFlight(stores, message, handle)) {
    throw queue.fifo
      ? expired(handle)
      : new SqsError('MessageNotInflight', 'The message referred to is not in flight.');
  }
  const visibleAt = stores.now() + seconds * 1000;
  if (visibleAt > (message.received_at ?? 0) + longestVisibilityMs) {
    const reason = 'Total VisibilityTimeout for the message is beyond the limit [43200 seconds].';
    throw invalidParameter('VisibilityTimeout', seconds, reason);
  }
  stores.messages.setVisibleAt(message.seq, visibleAt);
  if (queue.fifo && message.group_id !== null) stores.groups.refresh(queue.id, message.group_id);
  return {};
}

function isInFlight({ now }: SqsStores, message: Message, handle: string): boolean {
  return message.receipt === handle && message.visible_at > now();
}

function expired(handle: string): SqsError {
  return invalidParameter('ReceiptHandle', handle, 'The receipt handle has expired.');
}
