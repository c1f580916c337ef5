import { factsStatedIn } from '../lead-facts.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/**
 * Notes what the customer told about themselves in these words, each fact with the message it stands in. The product
 * they were answered about is what interests them.
 */
export function extractLeadInfoNode() {
  return (state: TurnState): TurnUpdate => {
    const stated = factsStatedIn(state.turn.words);
    const product = state.receipts.find(({ recordId }) => recordId.startsWith('product:'));
    if (product === undefined || state.outcome !== 'answered') return { facts: stated };
    const sku = product.recordId.replace('product:', '');
    const interest = { field: 'product_interest', value: sku, messageId: state.messageId };
    return { facts: [...stated, interest], productInterest: sku };
  };
}
