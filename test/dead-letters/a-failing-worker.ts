import type { Message } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { turnJob, turnReceives } from '../../lib/queue/jobs.ts';
import type { Parking } from '../../lib/queue/parking.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';

/** Hands what came off the queue to the real worker, whose every job fails for the last time. */
export async function failFinally(parking: Parking, taken: readonly Message[]): Promise<void> {
  const handler = sqsHandler({
    job: turnJob,
    mostReceives: turnReceives,
    worker: {
      visibility: { hideFor: async () => undefined, acknowledge: async () => undefined },
      parking,
      log: Object.assign(() => undefined, {
        within: <T>(_story: string, tell: () => Promise<T>) => tell(),
        story: () => null,
      }),
      realTime: () => new Date(),
      hiddenSeconds: undefined,
    },
    deps: async () => undefined,
    run: () => Promise.reject(new Error('in vain')),
  });
  const Records = taken.map(({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes = {} }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ...Attributes, ApproximateReceiveCount: String(turnReceives) },
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [
        name,
        { stringValue: StringValue },
      ]),
    ),
  }));
  await handler({ Records } as unknown as SQSEvent, { getRemainingTimeInMillis: () => 60_000 } as Context);
}
