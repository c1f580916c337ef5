import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { mark } from '../marks.ts';

export interface JobQueueProps {
  /** Its name in the documents, such as `turns.fifo`; the real one is generated. */
  readonly name: string;
  /** How long one job may take. The queue hides a job six times as long. */
  readonly jobTimeout: Duration;
  /** Attempts before a job is set aside. */
  readonly maxAttempts: number;
  /**
   * How long a new job waits before it can be taken.
   * @default none
   */
  readonly delay?: Duration;
}

/**
 * A FIFO queue whose order and deduplication hold per group, so that groups do not slow each other down, with its dead
 * letters. Promise: no job is ever lost silently; after the last attempt it lies in the dead letters for 14 days.
 */
export class JobQueue extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { name, jobTimeout, maxAttempts, delay = Duration.seconds(0) }: JobQueueProps,
  ) {
    super(scope, id);
    this.name = name;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      fifo: true,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      // What lies here is on nobody's list yet. Its name is generated: a kept one never stands in the way of a new one.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.queue = new Queue(this, 'Queue', {
      fifo: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      visibilityTimeout: Duration.seconds(jobTimeout.toSeconds() * 6),
      // Longer than the attempts of any job take together.
      retentionPeriod: Duration.days(4),
      deliveryDelay: delay,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxAttempts },
      enforceSSL: true,
    });
    mark(this.queue, { kind: 'queue', name });
    mark(this.deadLetters, { kind: 'dead-letters', name });
  }

  /** May put jobs on the queue. */
  grantSend(grantee: IGrantable): void {
    this.queue.grant(grantee, 'sqs:SendMessage');
  }

  /** May hide a job for another while: until the work is done, or until the next attempt. */
  grantHide(grantee: IGrantable): void {
    this.queue.grant(grantee, 'sqs:ChangeMessageVisibility');
  }

  /** May set a job aside. */
  grantPark(grantee: IGrantable): void {
    this.deadLetters.grant(grantee, 'sqs:SendMessage');
  }

  /** May look at what was set aside, take it off there when it was brought back, and put what stays behind the rest. */
  grantRedrive(grantee: IGrantable): void {
    this.deadLetters.grant(
      grantee,
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
    );
  }

  /** May read how many jobs wait. */
  grantMeasure(grantee: IGrantable): void {
    this.queue.grant(grantee, 'sqs:GetQueueAttributes');
  }
}
