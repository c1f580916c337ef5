import { Conflict } from '../runtime/errors.ts';
import type { Log } from '../runtime/telemetry.ts';
import { readSpend } from '../spend/read-spend.ts';
import { shopDay } from '../spend/shop-day.ts';
import type { Breaker, BreakerStore } from '../store/dynamodb/breaker-store.ts';
import type { SpendStore } from '../store/dynamodb/spend-store.ts';
import {
  budgetOf,
  standing,
  whenResumed,
  whenSpent,
  whenStopped,
  type Budgets,
  type Standing,
} from './breaker.ts';

export interface ChangeBreakerDeps {
  readonly breaker: BreakerStore;
  readonly now: () => Date;
  readonly log: Log;
}

/** The shop whose breaker it is. */
export interface ShopOfBreaker {
  readonly accountId: number;
  /** IANA: a budget's day is the shop's. */
  readonly timeZone: string;
}

/** Silences the assistant everywhere until somebody resumes it. Throws Conflict, UpstreamUnavailable. */
export function stopEverywhere(deps: ChangeBreakerDeps, shop: ShopOfBreaker, by: string): Promise<Standing> {
  const now = deps.now();
  return change(deps, shop, (before) => whenStopped(before, { by, now }));
}

/** Lets the assistant go on. Throws Conflict, UpstreamUnavailable. */
export function resume(deps: ChangeBreakerDeps, shop: ShopOfBreaker): Promise<Standing> {
  const today = shopDay(deps.now(), shop.timeZone);
  return change(deps, shop, (before) => whenResumed(before, today));
}

/**
 * Trips the breaker if what models cost reached a budget. To be called where it was paid, after it was added up: then
 * whoever thinks next has one item to read instead of a month. Throws Conflict, UpstreamUnavailable.
 */
export async function tripIfSpent(
  deps: ChangeBreakerDeps & { readonly spend: Pick<SpendStore, 'month'> },
  shop: ShopOfBreaker,
  budgets: Budgets,
): Promise<void> {
  if (budgets.dailyUsd === null && budgets.monthlyUsd === null) return;
  const now = deps.now();
  const today = shopDay(now, shop.timeZone);
  const spend = await readSpend(deps.spend, { ...shop, now });
  await change(deps, shop, (before) => whenSpent(before, { spend, budgets, today, now }));
}

/** Two operators and some instances that paid at the same moment are all that can meet here. */
const mostTries = 8;

async function change(
  { breaker, now, log }: ChangeBreakerDeps,
  { accountId, timeZone }: ShopOfBreaker,
  rule: (before: Breaker) => Breaker,
): Promise<Standing> {
  for (let tries = 1; ; tries += 1) {
    const before = await breaker.read(accountId);
    const next = rule(before);
    const today = shopDay(now(), timeZone);
    if (next === before) return standing(before, today);
    try {
      await breaker.write(accountId, next);
    } catch (error) {
      if (!(error instanceof Conflict) || tries === mostTries) throw error;
      continue;
    }
    tell(log, { before, next, today });
    return standing(next, today);
  }
}

/** One line for each time it trips, whoever else was asking; a stop does not hide a budget that is used up behind it. */
function tell(log: Log, { before, next, today }: { before: Breaker; next: Breaker; today: string }): void {
  const reached = { event: 'limit.reached', conversationId: null } as const;
  if (next.stopped !== null && before.stopped === null) log({ ...reached, reason: 'stopped-by-operator' });
  const budget = budgetOf(standing({ ...next, stopped: null }, today));
  if (budget !== null && next.spent !== before.spent) log({ ...reached, reason: budget });
}
