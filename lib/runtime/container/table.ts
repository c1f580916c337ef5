import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { patience } from './patience.ts';

export function dynamodbClient(): DynamoDBClient {
  return new DynamoDBClient(patience);
}
