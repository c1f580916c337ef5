import { z } from 'zod';
import {
  md5,
  md5OfAttributes,
  messageAttributes,
  selectAttributes,
  type MessageAttributes,
} from './message-attributes.ts';
import type { Message } from './message-store.ts';
import { operation, queueOf } from './operation.ts';
import type { Queue } from './queue-store.ts';
import { sequenceNumber } from './sequence-number.ts';
import { invalidParameter } from './sqs-error.ts';
import type { SqsDeps } from './operation.ts';

const receiveInput = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().default(1),
  VisibilityTimeout: z.number().int().optional(),
  WaitTimeSeconds: z.number().int().optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

/**
 * ReceiveMessage. `ReceiveRequestAttemptId` is accepted and has no effect: it repeats the answer of a receive whose
 * connection broke, and here such a receive is taken back at once (see `handBack`).
 */
export const receiveMessage = operation(receiveInput, async (deps, input, connection) => {
  const queue = queueOf(deps, input.QueueUrl);
  checkRange('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10);
  checkRange('VisibilityTimeout', input.VisibilityTimeout ?? 0, 0, 43_200);
  checkRange('WaitTimeSeconds', input.WaitTimeSeconds ?? 0, 0, 20);
  const { visibilityMs, waitMs } = queue.settings;
  const request = {
    limit: input.MaxNumberOfMessages,
    visibilityMs: input.VisibilityTimeout === undefined ? visibilityMs : input.VisibilityTimeout * 1000,
    waitMs: input.WaitTimeSeconds === undefined ? waitMs : input.WaitTimeSeconds * 1000,
  };
  const messages = await deps.longPoll.receive(queue, request, connection.gone);
  if (messages.length === 0) return {};
  connection.gone.addEventListener('abort', () => handBack(deps, queue, messages), { once: true });
  const systemNames = new Set([...input.AttributeNames, ...input.MessageSystemAttributeNames]);
  return { Messages: messages.map((message) => view(message, systemNames, input.MessageAttributeNames)) };
});

/**
 * A receiver that hangs up before it has the whole answer received nothing: the messages are free at once and their
 * counts are as before. (Taking and this run in one turn of the event loop, so it cannot have hung up in between.)
 */
function handBack({ stores, changes }: SqsDeps, queue: Queue, messages: readonly Message[]): void {
  stores.database.atomically(() => {
    for (const { seq, receipt, group_id } of messages) {
      const wasOurs = receipt !== null && stores.messages.takeBackReceipt(seq, receipt, stores.now());
      if (wasOurs && queue.fifo && group_id !== null) stores.groups.refresh(queue.id, group_id);
    }
  });
  changes.announce(queue.name);
}

function view(message: Message, systemNames: ReadonlySet<string>, attributeNames: readonly string[]): object {
  const selected = selectAttributes(readAttributes(message.attributes), attributeNames);
  const all = systemAttributes(message);
  const wanted = Object.entries(all).filter(
    ([name, value]) => value !== undefined && (systemNames.has('All') || systemNames.has(name)),
  );
  return {
    MessageId: message.message_id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(wanted.length > 0 && { Attributes: Object.fromEntries(wanted) }),
    ...(Object.keys(selected).length > 0 && {
      MessageAttributes: selected,
      MD5OfMessageAttributes: md5OfAttributes(selected),
    }),
  };
}

function systemAttributes(message: Message): Record<string, string | undefined> {
  return {
    SenderId: 'local',
    SentTimestamp: String(message.sent_at),
    ApproximateReceiveCount: String(message.receive_count),
    ApproximateFirstReceiveTimestamp: String(message.first_received_at),
    MessageGroupId: message.group_id ?? undefined,
    MessageDeduplicationId: message.dedup_id ?? undefined,
    SequenceNumber: message.dedup_id === null ? undefined : sequenceNumber(message.seq),
    AWSTraceHeader: readAttributes(message.system_attributes)['AWSTraceHeader']?.StringValue,
    DeadLetterQueueSourceArn: message.source_arn ?? undefined,
  };
}

function readAttributes(text: string | null): MessageAttributes {
  return text === null ? {} : messageAttributes.parse(JSON.parse(text));
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw invalidParameter(name, value, `Must be between ${least} and ${most}, if provided.`);
}
