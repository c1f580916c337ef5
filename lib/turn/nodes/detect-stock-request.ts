import { UpstreamUnavailable } from '../../runtime/errors.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

export interface DetectStockRequestDeps {
  /** What the customer waits for already. Throws UpstreamUnavailable when it cannot be read. */
  openWishes: (customer: {
    accountId: number;
    contactId: number;
  }) => Promise<readonly { sku: string | null; productName: string }[]>;
}

/** The router took it for a wish to be told: what does this customer wait for already? */
export function detectStockRequestNode({ openWishes }: DetectStockRequestDeps) {
  return async ({ turn, customerId }: TurnState): Promise<TurnUpdate> => {
    try {
      const open = await openWishes({ accountId: turn.accountId, contactId: customerId });
      return { stockAlertRequested: true, openWishes: [...open] };
    } catch (error) {
      // A promise that could not be noted down would be an empty one: a person takes over.
      if (error instanceof UpstreamUnavailable) return { escalationReason: 'shop-data-unavailable' };
      throw error;
    }
  };
}
