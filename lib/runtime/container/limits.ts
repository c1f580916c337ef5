import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Settings } from '../../config/settings.ts';
import { tripIfSpent } from '../../limits/change-breaker.ts';
import { limits, type Limits } from '../../limits/limits.ts';
import { trippingMeter } from '../../limits/tripping-meter.ts';
import type { Meter } from '../../spend/meter.ts';
import { dynamoBreaker } from '../../store/dynamodb/breaker-store.ts';
import { dynamoContactPace } from '../../store/dynamodb/contact-pace-store.ts';
import { dynamoSpend } from '../../store/dynamodb/spend-store.ts';
import type { Log } from '../telemetry.ts';
import { meterFrom } from './spend.ts';

interface From {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly settings: () => Promise<Settings>;
  readonly now: () => Date;
  readonly log: Log;
}

/** What this function asks before it thinks or speaks. */
export function limitsFrom({ settings, now, log, ...table }: From): Limits {
  const shop = async () => {
    const from = await settings();
    return { ...shopOf(from), conversationBudgetUsd: from.SHOP_CONVERSATION_BUDGET_USD ?? null };
  };
  const milliseconds = () => performance.now();
  const contacts = dynamoContactPace({ ...table, now });
  return limits({ breaker: dynamoBreaker(table), contacts, shop, now, milliseconds, log });
}

/** Adds what this function's models cost to the shop's day, and trips the breaker when a budget is used up. */
export function trippingMeterFrom(from: From): Meter {
  const { settings, now, log, ...table } = from;
  const deps = { breaker: dynamoBreaker(table), spend: dynamoSpend({ ...table, now }), now, log };
  const trip = async () => {
    const known = await settings();
    await tripIfSpent(deps, shopOf(known), {
      dailyUsd: known.SHOP_DAILY_BUDGET_USD ?? null,
      monthlyUsd: known.SHOP_MONTHLY_BUDGET_USD ?? null,
    });
  };
  return trippingMeter({ meter: meterFrom(from), trip, log });
}

function shopOf({ CHATWOOT_ACCOUNT_ID: accountId, SHOP_TIMEZONE: timeZone }: Settings) {
  return { accountId, timeZone };
}
