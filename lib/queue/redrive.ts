import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { countDeadLetters, type DeadLetter, letterOf, sinceAttribute } from './dead-letters.ts';
import { redrivenAttribute } from './parking.ts';
import { storyAttribute } from './sqs.ts';

/** A queue whose set-aside jobs are to be brought back. */
export interface RedriveQueue {
  readonly sqs: SQSClient;
  /** Where the jobs go. */
  readonly url: string;
  readonly deadLettersUrl: string;
}

export interface RedriveOptions {
  /** At most so many are brought back. */
  readonly limit: number;
  /** Only says what would be done. */
  readonly dryRun: boolean;
}

/** What becomes of one dead letter. */
export interface Redriven extends DeadLetter {
  readonly decision: 'redrive' | 'keep';
  /** Why it is kept; null when it is brought back. */
  readonly because: 'unreadable' | 'redriven-before' | null;
}

/** What was decided about, and about how many lie behind these. */
export interface Redrive {
  readonly letters: readonly Redriven[];
  readonly more: number;
}

/**
 * A job that was brought back so often and set aside again is not helped by doing it once more: it stays where it is,
 * so that nobody drives it round for ever.
 */
const mostRedrives = 3;
/** Nobody else may take what we decide about; long enough for a batch. */
const decidingSeconds = 60;

/**
 * Brings jobs back to their queue, oldest first: sent there, then taken off the dead letters. A crash in between does no
 * harm: every job may be done twice. What is kept goes behind the others of its group: while we hold it, SQS shows none
 * of them. A dry run moves nothing, so it sees the first ten of a group at most, and `more` counts the rest.
 * Throws UpstreamUnavailable; what was brought back until then is.
 */
export async function redrive(queue: RedriveQueue, options: RedriveOptions): Promise<Redrive> {
  const letters: Redriven[] = [];
  const held = new Set<Message>();
  const behind = new Set<string | undefined>();
  const isEnough = () => letters.filter(isBack).length >= options.limit;
  const count = await reach(() => countDeadLetters(queue.sqs, queue.deadLettersUrl));
  try {
    while (!isEnough()) {
      const messages = await take(queue);
      if (messages.length === 0) break;
      for (const message of messages) held.add(message);
      for (const message of messages) {
        if (isEnough() || behind.has(message.MessageId)) continue;
        const letter = decide(message);
        if (!options.dryRun) {
          if (isBack(letter)) await bringBack(queue, message, letter);
          else behind.add(await putBehind(queue, message, letter));
          held.delete(message);
        }
        letters.push(letter);
      }
    }
    return { letters, more: Math.max(0, count - letters.length) };
  } finally {
    // Whoever looks next must see what we leave.
    await Promise.all([...held].map((message) => letGo(queue, message)));
  }
}

function isBack({ decision }: Redriven): boolean {
  return decision === 'redrive';
}

function decide(message: Message): Redriven {
  const letter = letterOf(message);
  if (letter.kind === null) return { ...letter, decision: 'keep', because: 'unreadable' };
  if (letter.redriven >= mostRedrives) return { ...letter, decision: 'keep', because: 'redriven-before' };
  return { ...letter, decision: 'redrive', because: null };
}

async function take({ sqs, deadLettersUrl }: RedriveQueue): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: deadLettersUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: decidingSeconds,
    WaitTimeSeconds: 0,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
  });
  return (await reach(() => sqs.send(command))).Messages ?? [];
}

async function bringBack(queue: RedriveQueue, message: Message, { id, redriven }: Redriven): Promise<void> {
  const times = redriven + 1;
  const story = message.MessageAttributes?.[storyAttribute];
  const sending = new SendMessageCommand({
    QueueUrl: queue.url,
    MessageBody: message.Body,
    MessageGroupId: message.Attributes?.MessageGroupId,
    MessageDeduplicationId: `redrive:${times}:${id}`,
    MessageAttributes: {
      ...(story?.StringValue === undefined ? {} : { [storyAttribute]: story }),
      [redrivenAttribute]: { DataType: 'String', StringValue: String(times) },
    },
  });
  await reach(() => queue.sqs.send(sending));
  await takeOff(queue, message);
}

/**
 * Sent again as it is, then taken off where it was, so that it is never nowhere; a crash in between leaves it twice at
 * most. Answers with its new id.
 */
async function putBehind(
  queue: RedriveQueue,
  message: Message,
  { id, since }: Redriven,
): Promise<string | undefined> {
  const sending = new SendMessageCommand({
    QueueUrl: queue.deadLettersUrl,
    MessageBody: message.Body,
    MessageGroupId: message.Attributes?.MessageGroupId,
    MessageDeduplicationId: `keep:${id}`,
    MessageAttributes: {
      ...message.MessageAttributes,
      [sinceAttribute]: { DataType: 'Number', StringValue: String(since.getTime()) },
    },
  });
  const { MessageId } = await reach(() => queue.sqs.send(sending));
  await takeOff(queue, message);
  return MessageId;
}

async function takeOff({ sqs, deadLettersUrl }: RedriveQueue, { ReceiptHandle }: Message): Promise<void> {
  const command = new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle });
  await reach(() => sqs.send(command));
}

/** Should it not be let go, it shows again by itself when deciding is over. */
async function letGo({ sqs, deadLettersUrl }: RedriveQueue, { ReceiptHandle }: Message): Promise<void> {
  const command = new ChangeMessageVisibilityCommand({
    QueueUrl: deadLettersUrl,
    ReceiptHandle,
    VisibilityTimeout: 0,
  });
  await reach(() => sqs.send(command));
}

async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new UpstreamUnavailable('SQS did not answer', { cause });
  }
}
