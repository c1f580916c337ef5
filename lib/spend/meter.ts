import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { SpendStore } from '../store/dynamodb/spend-store.ts';
import { shopDay } from './shop-day.ts';

/** Counts what models cost, whatever became of their answers. */
export interface Meter {
  /** Something was paid for, US dollars. */
  paid(usd: number): void;
  /** Adds what was paid since the last time to the shop's day. What cannot be noted now is noted the next time. */
  flush(): Promise<void>;
}

export interface MeterDeps {
  readonly spend: Pick<SpendStore, 'add'>;
  readonly shop: () => Promise<{ accountId: number; timeZone: string }>;
  readonly now: () => Date;
  readonly log: Log;
}

/** A meter of this instance. Nothing is written for what is free. Never throws: an answer must not fail for its bill. */
export function meter({ spend, shop, now, log }: MeterDeps): Meter {
  let unnoted = 0;
  return {
    paid(usd) {
      unnoted += usd;
    },
    async flush() {
      const usd = unnoted;
      if (usd <= 0) return;
      unnoted = 0;
      try {
        const { accountId, timeZone } = await shop();
        await spend.add(accountId, { day: shopDay(now(), timeZone), usd });
      } catch (error) {
        unnoted += usd;
        log({ event: 'spend.not-noted', costUsd: usd, failure: failureOf(error) });
      }
    },
  };
}
