import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UpstreamUnavailable } from '../runtime/errors.ts';

/** A FIFO queue of jobs. */
export interface JobQueue<Job> {
  /**
   * Queues a job behind the others of its group. A second one with the same deduplication id within five minutes is
   * dropped. Throws UpstreamUnavailable when it could not be queued.
   */
  send(job: Job, order: { group: string; deduplicationId: string }): Promise<void>;
}

/** One conversation's jobs come one after the other; different conversations run side by side. */
export function conversationGroup(accountId: number, conversationId: number): string {
  return `${accountId}:${conversationId}`;
}

/** What we write first in one inbox goes out in order: each channel has its own pace. */
export function inboxGroup(accountId: number, inboxId: number): string {
  return `${accountId}:inbox:${inboxId}`;
}

/** A queue behind an SQS queue URL. Jobs travel as JSON. */
export function sqsQueue<Job>({ sqs, queueUrl }: { sqs: SQSClient; queueUrl: string }): JobQueue<Job> {
  return {
    async send(job, { group, deduplicationId }) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
      });
      try {
        await sqs.send(command);
      } catch (cause) {
        throw new UpstreamUnavailable('Could not queue a job', { cause });
      }
    },
  };
}

/** Decides how long a received job stays hidden from other workers. */
export interface Visibility {
  hideFor(receiptHandle: string, seconds: number): Promise<void>;
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
  };
}
