import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { UpstreamUnavailable } from '../../runtime/errors.ts';

export interface RateLimitDeps {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly now: () => Date;
  /** So many in each window. */
  readonly most: number;
  readonly windowSeconds: number;
}

/** Whether one more request of a caller may pass. */
export type Passage = { kind: 'pass' } | { kind: 'wait'; seconds: number };

export type RateLimit = (caller: string) => Promise<Passage>;

/**
 * Counts the requests of each caller in windows of time, over all instances of the function: one update without a
 * condition each. Throws UpstreamUnavailable when DynamoDB cannot be reached.
 */
export function dynamoRateLimit({ dynamodb, tableName, now, most, windowSeconds }: RateLimitDeps): RateLimit {
  return async (caller) => {
    const seconds = now().getTime() / 1000;
    const window = Math.floor(seconds / windowSeconds);
    const ends = (window + 1) * windowSeconds;
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: { pk: { S: `rate#${caller}` }, sk: { S: String(window) } },
      UpdateExpression: 'set expiresAt = :end add requests :one',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':end': { N: String(ends + 60) } },
      ReturnValues: 'UPDATED_NEW',
    });
    const { requests } = counted.parse(await count(dynamodb, command));
    return requests.N <= most
      ? { kind: 'pass' }
      : { kind: 'wait', seconds: Math.max(1, Math.ceil(ends - seconds)) };
  };
}

const counted = z.object({ requests: z.object({ N: z.coerce.number() }) });

async function count(dynamodb: DynamoDBClient, command: UpdateItemCommand): Promise<unknown> {
  try {
    return (await dynamodb.send(command)).Attributes;
  } catch (cause) {
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}
