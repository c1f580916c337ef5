import type { TurnState, TurnUpdate } from '../state.ts';
import { wishFor } from '../../stock-alerts/wish.ts';

/** Proposes the wish. The commit promises it together with its confirmation: never one without the other. */
export function createCrmEntryNode() {
  return ({ stockProduct }: TurnState): TurnUpdate =>
    stockProduct === null ? {} : { wishes: [wishFor(stockProduct)] };
}
