import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { type ParkReason, parkReasons, reasonAttribute, redrivenAttribute } from './parking.ts';

/** The attribute that says when a letter was set aside, of one that was sent again to lie behind the others. */
export const sinceAttribute = 'since';

/** A job that was set aside. Ids only: what it carries may be a customer's. */
export interface DeadLetter {
  /** As SQS knows it. */
  readonly id: string;
  /** What was to be done; null for something that is no job of ours. */
  readonly kind: string | null;
  readonly conversationId: number | null;
  readonly reason: ParkReason;
  /** How often somebody brought it back before. */
  readonly redriven: number;
  /** When it was set aside, or, by the queue itself, queued. */
  readonly since: Date;
}

/** What was set aside of one queue: how many, and some of them. */
export interface SetAside {
  readonly queue: string;
  readonly count: number;
  readonly letters: readonly DeadLetter[];
}

/** Looks at a queue's dead letters without taking any. Throws UpstreamUnavailable when SQS cannot be reached. */
export async function lookAtDeadLetters(
  sqs: SQSClient,
  { queue, url }: { queue: string; url: string },
): Promise<SetAside> {
  const looking = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    // Nobody else must wait for what we only look at.
    VisibilityTimeout: 0,
    WaitTimeSeconds: 0,
    MessageSystemAttributeNames: ['SentTimestamp'],
    MessageAttributeNames: ['All'],
  });
  try {
    const count = await countDeadLetters(sqs, url);
    const { Messages = [] } = await sqs.send(looking);
    const letters = Messages.map(letterOf);
    return {
      queue,
      count: Math.max(count, letters.length),
      letters: letters.toSorted((a, b) => b.since.getTime() - a.since.getTime()),
    };
  } catch (cause) {
    throw new UpstreamUnavailable('SQS did not show its dead letters', { cause });
  }
}

/** How many lie there, about. Throws what SQS throws. */
export async function countDeadLetters(sqs: SQSClient, url: string): Promise<number> {
  const counting = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  const { Attributes } = await sqs.send(counting);
  return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
}

/** What may be told of a message on the dead letters. */
export function letterOf(message: unknown): DeadLetter {
  return letter.parse(message);
}

const job = z.looseObject({ kind: z.string().max(100), conversationId: z.number().int().optional() });

const letter = z
  .object({
    MessageId: z.string(),
    Body: z.string(),
    Attributes: z.object({ SentTimestamp: z.coerce.number().int() }),
    // Somebody else may have put a message here by hand: one that is odd must not hide the others.
    MessageAttributes: z
      .object({
        [reasonAttribute]: z
          .object({ StringValue: z.enum(parkReasons) })
          .optional()
          .catch(undefined),
        [redrivenAttribute]: z.object({ StringValue: z.coerce.number().int() }).optional().catch(undefined),
        [sinceAttribute]: z.object({ StringValue: z.coerce.number().int() }).optional().catch(undefined),
      })
      .optional(),
  })
  .transform(({ MessageId, Body, Attributes, MessageAttributes }): DeadLetter => {
    const read = job.safeParse(jsonOf(Body)).data;
    return {
      id: MessageId,
      kind: read?.kind ?? null,
      conversationId: read?.conversationId ?? null,
      // What the queue set aside by itself says nothing: then its worker died again and again.
      reason:
        MessageAttributes?.reason?.StringValue ?? (read === undefined ? 'unreadable' : 'attempts-used-up'),
      redriven: MessageAttributes?.redriven?.StringValue ?? 0,
      since: new Date(MessageAttributes?.since?.StringValue ?? Attributes.SentTimestamp),
    };
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
