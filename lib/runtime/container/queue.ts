import { SQSClient } from '@aws-sdk/client-sqs';
import { patience } from './patience.ts';

export function sqsClient(): SQSClient {
  return new SQSClient(patience);
}
