import { hash } from 'node:crypto';
import { z } from 'zod';
import { batchEntries, checkEntries, forEachEntry } from './batch.ts';
import {
  attributesSize,
  checkMessageAttributes,
  hasForbiddenCharacter,
  md5,
  md5OfAttributes,
  messageAttributes,
  type MessageAttributes,
} from './message-attributes.ts';
import { operation, queueOf } from './operation.ts';
import { parseInput } from './protocol.ts';
import type { Queue } from './queue-store.ts';
import { sequenceNumber } from './sequence-number.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';
import type { SqsStores } from './stores.ts';

const largestBatch = 1_048_576;

const newMessage = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: messageAttributes.default({}),
  MessageSystemAttributes: messageAttributes.default({}),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
});
type NewMessageInput = z.infer<typeof newMessage>;

/** SendMessage: once this has answered, the message is on disk. */
export const sendMessage = operation(newMessage.extend({ QueueUrl: z.string() }), (deps, input) => {
  const queue = queueOf(deps, input.QueueUrl);
  checkMessage(queue, input);
  const sent = deps.stores.database.atomically(() => accept(deps.stores, queue, input));
  deps.changes.announce(queue.name);
  return sent;
});

/** SendMessageBatch: the entries in their order, all in one transaction; a bad entry fails alone. */
export const sendMessageBatch = operation(
  z.object({ QueueUrl: z.string(), Entries: batchEntries }),
  (deps, { QueueUrl, Entries }) => {
    const queue = queueOf(deps, QueueUrl);
    checkEntries(Entries);
    checkBatchSize(Entries);
    const result = deps.stores.database.atomically(() =>
      forEachEntry(Entries, (entry) => {
        const input = parseInput(newMessage, entry);
        checkMessage(queue, input);
        return accept(deps.stores, queue, input);
      }),
    );
    deps.changes.announce(queue.name);
    return result;
  },
);

function accept(stores: SqsStores, queue: Queue, input: NewMessageInput): object {
  const sums = {
    MD5OfMessageBody: md5(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(input.MessageAttributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(input.MessageSystemAttributes),
  };
  if (!queue.fifo) return { ...sums, MessageId: insert(stores, queue, input, null).message_id };
  const { message_id, seq } = acceptOnce(stores, queue, input);
  return { ...sums, MessageId: message_id, SequenceNumber: sequenceNumber(seq) };
}

/** FIFO: a deduplication id that was seen in the last five minutes is answered with the first message, and dropped. */
function acceptOnce(
  stores: SqsStores,
  queue: Queue,
  input: NewMessageInput,
): { message_id: string; seq: number } {
  const group = input.MessageGroupId ?? '';
  const id = deduplicationId(queue, input);
  const key = queue.settings.deduplicationPerGroup ? JSON.stringify([group, id]) : id;
  const now = stores.now();
  const known = stores.deduplications.find(queue.id, key, now);
  if (known) return known;
  const message = insert(stores, queue, input, id);
  stores.groups.append(queue.id, group, message.seq, now + queue.settings.delayMs);
  stores.deduplications.remember(queue.id, key, message, now);
  return message;
}

function insert(stores: SqsStores, queue: Queue, input: NewMessageInput, dedupId: string | null) {
  const now = stores.now();
  const delayMs =
    !queue.fifo && input.DelaySeconds !== undefined ? input.DelaySeconds * 1000 : queue.settings.delayMs;
  const message_id = stores.newId();
  const seq = stores.messages.insert({
    queue_id: queue.id,
    message_id,
    body: input.MessageBody,
    attributes: asJson(input.MessageAttributes),
    system_attributes: asJson(input.MessageSystemAttributes),
    group_id: input.MessageGroupId ?? null,
    dedup_id: dedupId,
    sent_at: now,
    enqueued_at: now,
    visible_at: now + delayMs,
    source_arn: null,
  });
  return { message_id, seq };
}

function asJson(attributes: MessageAttributes): string | null {
  return Object.keys(attributes).length === 0 ? null : JSON.stringify(attributes);
}

function deduplicationId(queue: Queue, input: NewMessageInput): string {
  if (input.MessageDeduplicationId !== undefined) return input.MessageDeduplicationId;
  if (queue.settings.contentBasedDeduplication) return hash('sha256', input.MessageBody);
  throw new SqsError(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function checkMessage(queue: Queue, input: NewMessageInput): void {
  const { MessageBody, DelaySeconds } = input;
  if (MessageBody === '')
    throw new SqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (hasForbiddenCharacter(MessageBody)) {
    throw new SqsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  checkMessageAttributes(input.MessageAttributes);
  checkSystemAttributes(input.MessageSystemAttributes);
  const { maximumBytes } = queue.settings;
  if (Buffer.byteLength(MessageBody) + attributesSize(input.MessageAttributes) > maximumBytes) {
    throw new SqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes.`,
    );
  }
  if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > 900)) {
    throw invalidParameter('DelaySeconds', DelaySeconds, 'DelaySeconds must be >= 0 and <= 900.');
  }
  checkIds(queue, input);
}

function checkIds(
  queue: Queue,
  { MessageGroupId, MessageDeduplicationId, DelaySeconds }: NewMessageInput,
): void {
  const notForThisType = 'The request include parameter that is not valid for this queue type';
  if (queue.fifo) {
    if (MessageGroupId === undefined) {
      throw new SqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (DelaySeconds) throw invalidParameter('DelaySeconds', DelaySeconds, notForThisType);
  } else if (MessageDeduplicationId !== undefined) {
    throw invalidParameter('MessageDeduplicationId', MessageDeduplicationId, notForThisType);
  }
  checkId('MessageGroupId', MessageGroupId);
  checkId('MessageDeduplicationId', MessageDeduplicationId);
}

function checkId(name: string, id: string | undefined): void {
  if (id === undefined || /^[\x21-\x7e]{1,128}$/.test(id)) return;
  const reason = `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
  throw invalidParameter(name, id, reason);
}

function checkSystemAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType }] of Object.entries(attributes)) {
    if (name !== 'AWSTraceHeader' || DataType !== 'String') {
      throw new SqsError('InvalidParameterValue', `Message system attribute name '${name}' is invalid.`);
    }
  }
}

const measured = z.object({
  MessageBody: z.string().default(''),
  MessageAttributes: messageAttributes.default({}),
});

/** Only entries we can read are counted; the others fail on their own. */
function checkBatchSize(entries: readonly unknown[]): void {
  let bytes = 0;
  for (const entry of entries) {
    const { success, data } = measured.safeParse(entry);
    if (success) bytes += Buffer.byteLength(data.MessageBody) + attributesSize(data.MessageAttributes);
  }
  if (bytes > largestBatch) {
    throw new SqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${largestBatch} bytes. You have sent ${bytes} bytes.`,
    );
  }
}
