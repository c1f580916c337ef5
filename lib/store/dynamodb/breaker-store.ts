import { z } from 'zod';
import { versionedItems, type VersionedItemDeps } from './versioned-item.ts';

const breakerState = z.strictObject({
  /** An operator silenced the assistant everywhere. */
  stopped: z.strictObject({ since: z.iso.datetime(), by: z.string() }).nullable(),
  /** A budget that is used up, and the day (`2026-05-01`) or month (`2026-05`) it was meant for. */
  spent: z
    .strictObject({
      reason: z.enum(['daily-budget', 'monthly-budget']),
      period: z.string(),
      since: z.iso.datetime(),
    })
    .nullable(),
  /** The day and the month for which an operator lets the shop spend more than its budget. */
  lifted: z.strictObject({ day: z.string().nullable(), month: z.string().nullable() }),
});

/** What keeps the assistant of an account from answering as usual. `version` counts its moves. */
export type Breaker = z.infer<typeof breakerState> & { readonly version: number };

export interface BreakerStore {
  /** The account's breaker; a new one where nothing ever tripped it. Consistent. Throws UpstreamUnavailable. */
  read(accountId: number): Promise<Breaker>;
  /** Writes `next` if the stored version is still `next.version`. Throws Conflict, UpstreamUnavailable. */
  write(accountId: number, next: Breaker): Promise<void>;
}

/** The breaker of an account that nothing ever stopped. */
export const newBreaker: Breaker = {
  version: 0,
  stopped: null,
  spent: null,
  lifted: { day: null, month: null },
};

/** One item per account. It is kept for good: a stop that expired would be an assistant that speaks by itself again. */
export function dynamoBreaker(deps: VersionedItemDeps): BreakerStore {
  const items = versionedItems(deps, {
    what: 'breaker',
    schema: breakerState,
    keyOf: (accountId: number) => ({ pk: `breaker#${accountId}`, sk: 'breaker' }),
  });
  return {
    async read(accountId) {
      const stored = await items.read(accountId);
      return stored === undefined ? newBreaker : { ...stored.state, version: stored.version };
    },
    write: (accountId, { version, ...state }) => items.write(accountId, { version, state }),
  };
}
