import { budgetOf, type Standing } from '../limits/breaker.ts';
import type { Limits } from '../limits/limits.ts';
import {
  conversationLimit,
  withAnswer,
  withCost,
  type ConversationLimit,
  type Pace,
} from '../limits/pace.ts';
import { shopDay } from '../spend/shop-day.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';
import type { LiveRead } from '../conversation/live-read.ts';
import type { Shop } from './shop.ts';
import type { Turn } from './state.ts';

export interface TurnLimitDeps {
  limits: Pick<Limits, 'conversationBudgetUsd' | 'contacts'>;
  shop: Shop;
  now: () => Date;
}

/**
 * What keeps providers from being asked in this turn: the conversation had enough, or its customer in all of theirs, or the
 * shop's money is spent.
 */
export async function turnLimit(
  { limits, shop, now }: TurnLimitDeps,
  { stands, ledger, read }: { stands: Standing; ledger: Ledger; read: LiveRead },
): Promise<Turn['limit']> {
  const budgetUsd = await limits.conversationBudgetUsd();
  const { pace, releasedAfter } = ledger;
  const { messages, live } = read;
  const enough = conversationLimit({ pace, messages, releasedAfter, budgetUsd, ...whenOf({ shop, now }) });
  if (enough !== null) return enough;
  return (await limits.contacts.hadEnough(live.contact.id)) ? 'too-many-answers' : budgetOf(stands);
}

/** Whether it is the conversation that had enough; then a person takes over whatever it is about. */
export function isOfConversation(limit: Turn['limit']): limit is ConversationLimit {
  return limit !== null && limit !== 'daily-budget' && limit !== 'monthly-budget';
}

/** The ledger with what was paid for, and with the answer if there was one. */
export function paced(
  deps: Pick<TurnLimitDeps, 'shop' | 'now'>,
  ledger: Ledger,
  { costUsd, answered }: { costUsd: number; answered: boolean },
): Ledger {
  const when = whenOf(deps);
  const paid: Pace | undefined = costUsd === 0 ? ledger.pace : withCost(ledger.pace, costUsd, when);
  return { ...ledger, pace: answered ? withAnswer(paid, when) : paid };
}

function whenOf({ shop, now }: Pick<TurnLimitDeps, 'shop' | 'now'>): { now: Date; today: string } {
  const at = now();
  return { now: at, today: shopDay(at, shop.timeZone) };
}
