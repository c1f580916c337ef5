import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Settings } from '../../config/settings.ts';
import { meter, type Meter } from '../../spend/meter.ts';
import { dynamoSpend } from '../../store/dynamodb/spend-store.ts';
import type { Log } from '../telemetry.ts';

interface From {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly settings: () => Promise<Settings>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Adds what this function's models cost to the shop's day. */
export function meterFrom({ settings, now, log, ...table }: From): Meter {
  const shop = async () => {
    const { CHATWOOT_ACCOUNT_ID: accountId, SHOP_TIMEZONE: timeZone } = await settings();
    return { accountId, timeZone };
  };
  return meter({ spend: dynamoSpend({ ...table, now }), shop, now, log });
}
