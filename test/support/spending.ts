import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tripIfSpent } from '../../lib/limits/change-breaker.ts';
import { limits } from '../../lib/limits/limits.ts';
import { trippingMeter } from '../../lib/limits/tripping-meter.ts';
import type { Log } from '../../lib/runtime/telemetry.ts';
import { meter } from '../../lib/spend/meter.ts';
import { dynamoBreaker } from '../../lib/store/dynamodb/breaker-store.ts';
import { dynamoContactPace } from '../../lib/store/dynamodb/contact-pace-store.ts';
import { dynamoSpend } from '../../lib/store/dynamodb/spend-store.ts';

interface From {
  table: { dynamodb: DynamoDBClient; tableName: string; now: () => Date };
  budgets: { dailyUsd?: number; monthlyUsd?: number; conversationUsd?: number };
  log: Log;
}

/** What a shop in Madrid may spend, over a real table: wired as the functions wire it, and read anew by every turn. */
export function aSpending({ table, budgets, log }: From) {
  const { now } = table;
  const shop = { accountId: 1, timeZone: 'Europe/Madrid' };
  const [breaker, spend] = [dynamoBreaker(table), dynamoSpend(table)];
  const { dailyUsd = null, monthlyUsd = null, conversationUsd = null } = budgets;
  const trip = () => tripIfSpent({ breaker, spend, now, log }, shop, { dailyUsd, monthlyUsd });
  let minutes = 0;
  return {
    breaker: { shop, store: breaker, deps: { breaker, now, log } },
    meter: trippingMeter({ meter: meter({ spend, shop: () => Promise.resolve(shop), now, log }), trip, log }),
    limits: limits({
      ...{ breaker, contacts: dynamoContactPace(table), now, log },
      shop: () => Promise.resolve({ ...shop, conversationBudgetUsd: conversationUsd }),
      milliseconds: () => (minutes += 1) * 60_000,
    }),
  };
}
