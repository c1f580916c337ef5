import { freshFor } from '../runtime/once.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import { shopDay } from '../spend/shop-day.ts';
import { newBreaker, type Breaker, type BreakerStore } from '../store/dynamodb/breaker-store.ts';
import type { ContactPaceStore } from '../store/dynamodb/contact-pace-store.ts';
import { isStop, standing, type Standing } from './breaker.ts';
import type { ShopOfBreaker } from './change-breaker.ts';
import { contactPace, type ContactPace } from './contact-pace.ts';

/** What whoever is about to think or to speak asks first. */
export interface Limits {
  /** How the breaker stands, as known for a few seconds. Never throws because of the store: see `limits`. */
  standing(): Promise<Standing>;
  /** Whether an operator silenced the assistant: read anew, for the moment before words go out. */
  isStopped(): Promise<boolean>;
  /** What the models of one conversation may cost in a day, US dollars; null = no limit. */
  conversationBudgetUsd(): Promise<number | null>;
  /** How often one contact was answered, in all their conversations. */
  readonly contacts: ContactPace;
}

export interface LimitsDeps {
  readonly breaker: Pick<BreakerStore, 'read'>;
  readonly contacts: ContactPaceStore;
  readonly shop: () => Promise<ShopOfBreaker & { readonly conversationBudgetUsd: number | null }>;
  readonly now: () => Date;
  /** Milliseconds, counted from anywhere. */
  readonly milliseconds: () => number;
  readonly log: Log;
}

/** A burst of turns reads it once; a budget may be overrun for so long on each instance. */
const keptMs = 3000;

/**
 * The limits as an instance knows them. A breaker that cannot be read is as it was last, and closed if it was never
 * read: a slow DynamoDB must not silence a shop, and a turn that cannot read its ledger either is tried again anyway.
 */
export function limits({ breaker, contacts, shop, now, milliseconds, log }: LimitsDeps): Limits {
  let last: Breaker = newBreaker;
  const read = async (): Promise<Breaker> => {
    const { accountId } = await shop();
    try {
      last = await breaker.read(accountId);
    } catch (error) {
      if (!(error instanceof UpstreamUnavailable)) throw error;
      log({ event: 'breaker.unread', failure: failureOf(error) });
    }
    return last;
  };
  const kept = freshFor(keptMs, read, {
    now: milliseconds,
    kept: (error) => log({ event: 'breaker.unread', failure: failureOf(error) }),
  });
  const stands = async (known: Breaker) => standing(known, shopDay(now(), (await shop()).timeZone));
  return {
    standing: async () => stands(await kept()),
    isStopped: async () => isStop(await stands(await read())),
    conversationBudgetUsd: async () => (await shop()).conversationBudgetUsd,
    contacts: contactPace({ contacts, shop, now, log }),
  };
}
