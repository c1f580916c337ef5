import { monthOf } from '../spend/shop-day.ts';
import type { Spend } from '../spend/read-spend.ts';
import type { Breaker } from '../store/dynamodb/breaker-store.ts';

/** Why the assistant does not answer as usual. A closed list: it goes into logs, notes and metrics. */
export type BreakerReason = BudgetReason | 'stopped-by-operator';
export type BudgetReason = 'daily-budget' | 'monthly-budget';

/** How the breaker stands at a moment. */
export type Standing =
  | { readonly state: 'closed' }
  | {
      readonly state: 'tripped';
      readonly reason: BreakerReason;
      /** ISO 8601 UTC. */
      readonly since: string;
      /** Who stopped it; null where a budget did. */
      readonly by: string | null;
    };

/** US dollars; null = no limit. */
export interface Budgets {
  readonly dailyUsd: number | null;
  readonly monthlyUsd: number | null;
}

/** How the breaker stands on this day of the shop: a budget's trip ends with the day or month the budget was for. */
export function standing({ stopped, spent }: Breaker, today: string): Standing {
  if (stopped !== null) return { state: 'tripped', reason: 'stopped-by-operator', ...stopped };
  if (spent === null || spent.period !== periodOf(spent.reason, today)) return { state: 'closed' };
  return { state: 'tripped', reason: spent.reason, since: spent.since, by: null };
}

/** Whether it is a budget that keeps providers from being asked, and which; null = none does. */
export function budgetOf(stands: Standing): BudgetReason | null {
  if (stands.state === 'closed' || stands.reason === 'stopped-by-operator') return null;
  return stands.reason;
}

/** Whether an operator silenced the assistant everywhere. */
export function isStop(stands: Standing): boolean {
  return stands.state === 'tripped' && stands.reason === 'stopped-by-operator';
}

/**
 * Trips it for a budget that is used up, the month's before the day's because it lasts longer. What tripped already
 * keeps its beginning; what an operator lets go on goes on until the end of that day or month. The same object comes
 * back when nothing changes.
 */
export function whenSpent(
  breaker: Breaker,
  { spend, budgets, today, now }: { spend: Spend; budgets: Budgets; today: string; now: Date },
): Breaker {
  const reason = usedUp(breaker, { spend, budgets, today });
  if (reason === null) return breaker;
  const period = periodOf(reason, today);
  if (breaker.spent?.reason === reason && breaker.spent.period === period) return breaker;
  return { ...breaker, spent: { reason, period, since: now.toISOString() } };
}

function usedUp(
  { lifted }: Breaker,
  { spend, budgets, today }: { spend: Spend; budgets: Budgets; today: string },
): BudgetReason | null {
  const isOver = (spent: number, budget: number | null) => budget !== null && spent >= budget;
  if (isOver(spend.month, budgets.monthlyUsd) && lifted.month !== monthOf(today)) return 'monthly-budget';
  if (isOver(spend.today, budgets.dailyUsd) && lifted.day !== today) return 'daily-budget';
  return null;
}

/** An operator silences the assistant everywhere. Again changes nothing. */
export function whenStopped(breaker: Breaker, { by, now }: { by: string; now: Date }): Breaker {
  return breaker.stopped === null ? { ...breaker, stopped: { by, since: now.toISOString() } } : breaker;
}

/**
 * Lifts what the breaker shows, and only that: whoever ends a stop has not said that more may be spent. A budget that is
 * lifted stays so until its day or month is over; who lifts the month's means today as well.
 */
export function whenResumed(breaker: Breaker, today: string): Breaker {
  if (breaker.stopped !== null) return { ...breaker, stopped: null };
  const budget = budgetOf(standing(breaker, today));
  if (budget === null) return breaker;
  const month = budget === 'monthly-budget' ? monthOf(today) : breaker.lifted.month;
  return { ...breaker, spent: null, lifted: { day: today, month } };
}

function periodOf(reason: BudgetReason, today: string): string {
  return reason === 'daily-budget' ? today : monthOf(today);
}
