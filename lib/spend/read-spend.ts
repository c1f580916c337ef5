import type { SpendStore } from '../store/dynamodb/spend-store.ts';
import { monthOf, shopDay } from './shop-day.ts';

/** What models cost so far, US dollars. */
export interface Spend {
  readonly today: number;
  readonly month: number;
}

export interface SpendQuestion {
  readonly accountId: number;
  readonly now: Date;
  /** IANA: today is the shop's day. */
  readonly timeZone: string;
}

/** What the shop's models cost today and this month. Throws UpstreamUnavailable. */
export async function readSpend(
  spend: Pick<SpendStore, 'month'>,
  { accountId, now, timeZone }: SpendQuestion,
): Promise<Spend> {
  const today = shopDay(now, timeZone);
  const days = await spend.month(accountId, monthOf(today));
  return {
    today: days.find(({ day }) => day === today)?.usd ?? 0,
    month: days.reduce((sum, { usd }) => sum + usd, 0),
  };
}
