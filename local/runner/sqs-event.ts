import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import { z } from 'zod';
import { region } from './physical.ts';

/** The event that a batch of messages becomes (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export function toSqsEvent(messages: readonly Message[], queueArn: string): SQSEvent {
  return { Records: messages.map((message) => toRecord(message, queueArn)) };
}

/**
 * Which messages a function reported as failed. Nothing reported (an empty list, null, no answer at all) means that
 * all is done; an identifier that is empty or not of this batch means that nothing is. As AWS documents it:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(
  payload: string,
  messages: readonly Message[],
): { failed: readonly Message[]; problem?: string } {
  const parsed = batchResponse.safeParse(JSON.parse(payload));
  if (!parsed.success)
    return { failed: messages, problem: 'its answer is no batch response: nothing counts as handled' };
  const reported = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if (reported.some((identifier) => !identifier || !known.has(identifier))) {
    return {
      failed: messages,
      problem: 'it reported an identifier that is not of the batch: nothing counts as handled',
    };
  }
  return { failed: messages.filter(({ MessageId }) => reported.includes(MessageId)) };
}

const batchResponse = z
  .looseObject({
    batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string().nullish() })).nullish(),
  })
  .nullish();

function toRecord(message: Message, eventSourceARN: string): SQSRecord {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: attributes.SentTimestamp ?? '0',
      SenderId: attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? '0',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: region,
  };
}

function toAttribute({ StringValue, BinaryValue, DataType }: MessageAttributeValue): SQSMessageAttribute {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType ?? 'String',
  };
}
