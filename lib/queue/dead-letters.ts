import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { UpstreamUnavailable } from '../runtime/errors.ts';

/** A job that was set aside. Ids only: what it carries may be a customer's. */
export interface DeadLetter {
  /** As SQS knows it. */
  readonly id: string;
  /** What was to be done; null for something that is no job of ours. */
  readonly kind: string | null;
  readonly conversationId: number | null;
  /** When the job was queued. */
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
  const counting = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  const looking = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    // Nobody else must wait for what we only look at.
    VisibilityTimeout: 0,
    WaitTimeSeconds: 0,
    MessageSystemAttributeNames: ['SentTimestamp'],
  });
  try {
    const { Attributes } = await sqs.send(counting);
    const { Messages = [] } = await sqs.send(looking);
    const letters = z.array(letter).parse(Messages);
    return {
      queue,
      count: Math.max(Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0), letters.length),
      letters: letters.toSorted((a, b) => b.since.getTime() - a.since.getTime()),
    };
  } catch (cause) {
    throw new UpstreamUnavailable('SQS did not show its dead letters', { cause });
  }
}

const job = z.looseObject({ kind: z.string().max(100), conversationId: z.number().int().optional() });

const letter = z
  .object({
    MessageId: z.string(),
    Body: z.string(),
    Attributes: z.object({ SentTimestamp: z.coerce.number().int() }),
  })
  .transform(({ MessageId, Body, Attributes }): DeadLetter => {
    const read = job.safeParse(jsonOf(Body)).data;
    return {
      id: MessageId,
      kind: read?.kind ?? null,
      conversationId: read?.conversationId ?? null,
      since: new Date(Attributes.SentTimestamp),
    };
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
