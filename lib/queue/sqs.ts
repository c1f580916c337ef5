import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { UpstreamUnavailable } from '../runtime/errors.ts';

/** A FIFO queue of jobs. */
export interface JobQueue<Job> {
  /**
   * Queues a job behind the others of its group. A second one with the same deduplication id within five minutes is
   * dropped. Throws UpstreamUnavailable when it could not be queued.
   */
  send(job: Job, order: JobOrder): Promise<void>;
}

/** How a job travels. */
export interface JobOrder {
  group: string;
  deduplicationId: string;
  /** Whose story it belongs to (lib/runtime/telemetry.ts); left out, the sender's own. */
  story?: string;
}

/** One conversation's jobs come one after the other; different conversations run side by side. */
export function conversationGroup(accountId: number, conversationId: number): string {
  return `${accountId}:${conversationId}`;
}

/** What we write first in one inbox goes out in order: each channel has its own pace. */
export function inboxGroup(accountId: number, inboxId: number): string {
  return `${accountId}:inbox:${inboxId}`;
}

export interface SqsQueueDeps {
  sqs: SQSClient;
  queueUrl: string;
  /** Whose story the sender tells right now. */
  story?: () => string | null;
}

/** The attribute of a message that says whose story its job belongs to; on the envelope, so that no job need know. */
export const storyAttribute = 'story';

/** A queue behind an SQS queue URL. Jobs travel as JSON. */
export function sqsQueue<Job>({ sqs, queueUrl, story: own }: SqsQueueDeps): JobQueue<Job> {
  return {
    async send(job, { group, deduplicationId, story = own?.() }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
        ...(story && { MessageAttributes: { [storyAttribute]: { DataType: 'String', StringValue: story } } }),
      });
      try {
        await sqs.send(command);
      } catch (cause) {
        throw new UpstreamUnavailable('Could not queue a job', { cause });
      }
    },
  };
}

/** Decides what becomes of received jobs while the others of their batch are still worked on. */
export interface Visibility {
  /** Other workers do not see it for so long. */
  hideFor(receiptHandle: string, seconds: number): Promise<void>;
  /** It is done, whatever becomes of the others. */
  acknowledge(receiptHandle: string): Promise<void>;
}

export function sqsVisibility({ sqs, queueUrl }: { sqs: SQSClient; queueUrl: string }): Visibility {
  return {
    async hideFor(receiptHandle, seconds) {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      });
      await sqs.send(command);
    },
    async acknowledge(receiptHandle) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
    },
  };
}
