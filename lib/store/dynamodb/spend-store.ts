import { QueryCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { UpstreamUnavailable } from '../../runtime/errors.ts';

/** What one account's models cost on one day, US dollars. */
export interface DaySpend {
  /** `2026-05-01`, where the shop is. */
  readonly day: string;
  readonly usd: number;
}

export interface SpendStore {
  /** Adds to a day's sum. Throws UpstreamUnavailable; it may have been added all the same. */
  add(accountId: number, spent: DaySpend): Promise<void>;
  /** The days of a month (`2026-05`) on which something was spent, in order. Throws UpstreamUnavailable. */
  month(accountId: number, month: string): Promise<DaySpend[]>;
}

export interface SpendStoreDeps {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly now: () => Date;
}

/** Long enough to look back on the same month of last year. */
const keepSeconds = 400 * 24 * 3600;

/** Sums per day: adding them up costs one write, and a month is one read. */
export function dynamoSpend({ dynamodb, tableName, now }: SpendStoreDeps): SpendStore {
  return {
    async add(accountId, { day, usd }) {
      const expiresAt = Math.floor(now().getTime() / 1000) + keepSeconds;
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: { S: partition(accountId) }, sk: { S: day } },
        UpdateExpression: 'set expiresAt = :expires add usd :usd',
        ExpressionAttributeValues: { ':expires': { N: String(expiresAt) }, ':usd': { N: usd.toFixed(9) } },
      });
      await reach(() => dynamodb.send(command));
    },
    async month(accountId, month) {
      const command = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk and begins_with(sk, :month)',
        ExpressionAttributeValues: { ':pk': { S: partition(accountId) }, ':month': { S: `${month}-` } },
      });
      const { Items = [] } = await reach(() => dynamodb.send(command));
      return Items.map((item) => dayItem.parse(item));
    },
  };
}

function partition(accountId: number): string {
  return `spend#${accountId}`;
}

const dayItem = z
  .object({ sk: z.object({ S: z.string() }), usd: z.object({ N: z.coerce.number() }) })
  .transform(({ sk, usd }): DaySpend => ({ day: sk.S, usd: usd.N }));

async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}
