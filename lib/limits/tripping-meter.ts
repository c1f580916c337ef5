import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { Meter } from '../spend/meter.ts';

export interface TrippingMeterDeps {
  readonly meter: Meter;
  /** Trips the breaker if a budget is used up. */
  readonly trip: () => Promise<void>;
  readonly log: Log;
}

/**
 * The meter, which also looks whether a budget is used up whenever something was paid. Never throws: what could not be
 * looked at now is looked at after the next payment, against the sum of the day.
 */
export function trippingMeter({ meter, trip, log }: TrippingMeterDeps): Meter {
  let wasPaid = false;
  return {
    paid(usd) {
      meter.paid(usd);
      wasPaid ||= usd > 0;
    },
    async flush() {
      await meter.flush();
      if (!wasPaid) return;
      wasPaid = false;
      try {
        await trip();
      } catch (error) {
        wasPaid = true;
        log({ event: 'breaker.unread', failure: failureOf(error) });
      }
    },
  };
}
