import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { storyAttribute } from './sqs.ts';

/** Why a job was set aside. */
export const parkReasons = ['unreadable', 'attempts-used-up', 'cannot-succeed'] as const;
export type ParkReason = (typeof parkReasons)[number];

/** The attribute of a dead letter that says why we set it aside; one that the queue set aside has none. */
export const reasonAttribute = 'reason';
/** The attribute that counts how often a job was brought back. */
export const redrivenAttribute = 'redriven';

/** A job as it came off its queue. */
export interface Parked {
  /** As SQS knew it. */
  readonly messageId: string;
  readonly body: string;
  readonly group: string;
  readonly story: string;
  /** How often it was brought back before. */
  readonly redriven: number;
  readonly reason: ParkReason;
}

/** Where jobs go that no attempt helps any more. */
export interface Parking {
  /** Sets a job aside, once however often it is tried within five minutes. Throws UpstreamUnavailable. */
  park(job: Parked): Promise<void>;
}

/** The dead letters of a queue, filled by ourselves before the queue would do it. */
export function sqsParking({ sqs, url }: { sqs: SQSClient; url: string }): Parking {
  return {
    async park({ messageId, body, group, story, redriven, reason }) {
      const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: `park:${messageId}`,
        MessageAttributes: {
          [storyAttribute]: attribute(story),
          [reasonAttribute]: attribute(reason),
          // Else it would look set aside for the first time, and could be brought back for ever.
          ...(redriven > 0 && { [redrivenAttribute]: attribute(String(redriven)) }),
        },
      });
      try {
        await sqs.send(command);
      } catch (cause) {
        throw new UpstreamUnavailable('Could not set a job aside', { cause });
      }
    },
  };
}
