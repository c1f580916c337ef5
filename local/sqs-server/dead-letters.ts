import type { SqsStores } from './stores.ts';
import type { Message } from './message-store.ts';
import type { Queue } from './queue-store.ts';

/**
 * Puts a message that was received too often into the dead-letter queue. It keeps its id and its group. In a standard
 * queue its age goes on counting, in a FIFO queue it starts again, and there the deduplication id becomes the message
 * id, so that two messages that share one cannot displace each other (SQS developer guide, dead-letter queues).
 * The receive count starts at 0. Call inside a transaction, and refresh the group it left afterwards.
 */
export function moveToDeadLetters(stores: SqsStores, message: Message, source: Queue, target: Queue): void {
  const now = stores.now();
  stores.messages.remove(message.seq);
  append(stores, target, {
    ...message,
    dedup_id: target.fifo ? message.message_id : message.dedup_id,
    enqueued_at: target.fifo ? now : message.enqueued_at,
    source_arn: source.arn,
  });
}

/** Puts a message from a dead-letter queue back to work: as a new message with a new id and age, as SQS does it. */
export function redrive(stores: SqsStores, message: Message, target: Queue): void {
  const now = stores.now();
  stores.messages.remove(message.seq);
  append(stores, target, {
    ...message,
    message_id: stores.newId(),
    sent_at: now,
    enqueued_at: now,
    source_arn: null,
  });
}

/** One run of StartMessageMoveTask. */
export interface MoveTask {
  readonly TaskHandle: string;
  readonly Status: 'COMPLETED' | 'FAILED';
  readonly SourceArn: string;
  readonly DestinationArn?: string | undefined;
  readonly MaxNumberOfMessagesPerSecond?: number | undefined;
  readonly ApproximateNumberOfMessagesMoved: number;
  readonly ApproximateNumberOfMessagesToMove: number;
  readonly FailureReason?: string | undefined;
  readonly StartedTimestamp: number;
}

/** Moves have no deduplication: both queues accepted the message before. */
function append({ messages, groups, now }: SqsStores, target: Queue, message: Message): void {
  const { message_id, body, attributes, system_attributes, group_id, dedup_id } = message;
  const { sent_at, enqueued_at, source_arn } = message;
  const visible_at = now();
  const seq = messages.insert({
    queue_id: target.id,
    message_id,
    body,
    attributes,
    system_attributes,
    group_id,
    dedup_id,
    sent_at,
    enqueued_at,
    visible_at,
    source_arn,
  });
  if (target.fifo && group_id !== null) groups.append(target.id, group_id, seq, visible_at);
}
