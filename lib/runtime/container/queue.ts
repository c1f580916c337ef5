import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsParking } from '../../queue/parking.ts';
import { sqsVisibility } from '../../queue/sqs.ts';
import type { WorkerDeps } from '../sqs-handler.ts';
import type { StoryLog } from '../telemetry.ts';
import { patience, realTime } from './patience.ts';

export function sqsClient(): SQSClient {
  return new SQSClient(patience);
}

interface From {
  readonly env: { DEAD_LETTERS_URL: string; FRONTDESK_VISIBILITY_SECONDS?: number | undefined };
  readonly sqs: SQSClient;
  /** Of the queue its jobs come from. */
  readonly queueUrl: string;
  readonly log: StoryLog;
}

/** What a worker needs of the queue its jobs come from. */
export function workerFrom({ env, sqs, queueUrl, log }: From): WorkerDeps {
  return {
    visibility: sqsVisibility({ sqs, queueUrl }),
    parking: sqsParking({ sqs, url: env.DEAD_LETTERS_URL }),
    log,
    realTime,
    hiddenSeconds: env.FRONTDESK_VISIBILITY_SECONDS,
  };
}
