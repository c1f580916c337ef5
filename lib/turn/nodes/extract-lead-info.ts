import { factsStatedIn } from '../lead-facts.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/** Notes what the customer told about themselves in these words, each fact with the message it stands in. */
export function extractLeadInfoNode() {
  return (state: TurnState): TurnUpdate => {
    const facts = factsStatedIn(state.turn.words);
    const product = state.receipts.find(({ recordId }) => recordId.startsWith('product:'));
    return {
      facts,
      productInterest: product === undefined ? null : product.recordId.replace('product:', ''),
    };
  };
}
