import { addUsage, type LanguageModel } from '../../models/llm.ts';
import { UpstreamUnavailable } from '../../runtime/errors.ts';
import { pickProduct } from '../../stock-alerts/pick-product.agent.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { recordOf, type StockOf } from '../tools/check-stock.ts';
import type { ProductSearch } from '../tools/search-products.ts';
import { questionOf } from '../utterances.ts';

export interface ExtractProductDeps {
  extraction: LanguageModel;
  products: ProductSearch;
  stockOf: StockOf;
}

/** Finds out which product they want to be told of, and how many of it there are right now. */
export function extractProductNode({ extraction, products, stockOf }: ExtractProductDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    try {
      const question = { ...questionOf(state), signal: state.turn.patience };
      const picked = await pickProduct({ model: extraction, products }, question);
      const usage = addUsage(state.usage, picked.usage);
      if (picked.product === undefined) return { usage };
      const found = await stockOf(picked.variantSku ?? picked.product.sku);
      if (found === undefined) return { usage };
      return { usage, productInterest: found.sku, stockProduct: recordOf(found), toolsUsed: ['check_stock'] };
    } catch (error) {
      if (error instanceof UpstreamUnavailable) return { escalationReason: 'shop-data-unavailable' };
      throw error;
    }
  };
}
