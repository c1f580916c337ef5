import type { TurnState, TurnUpdate } from '../state.ts';
import { waitingFor, waitingLabels } from '../../stock-alerts/wish.ts';

/** Marks the customer in Chatwoot as one who waits, and says for what. */
export function tagCustomerNode() {
  return ({ tags, openWishes, wishes }: TurnState): TurnUpdate => ({
    contactTags: [...waitingLabels],
    waitingFor: waitingFor(openWishes, wishes),
    tags: [...new Set([...tags, 'stock_alert'])],
  });
}
