import { priceText } from '../../models/built-in/money.ts';
import { phrase } from '../../models/built-in/phrases.ts';
import { unsupportedFacts } from '../../conversation/receipts.ts';
import type { Shop } from '../shop.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { nameOf } from '../../stock-alerts/wish.ts';

/** Tells the customer that they will be told, or that they need not wait because it is there. */
export function confirmAlertNode({ shop }: { shop: Shop }) {
  return ({ stockProduct, wishes, language }: TurnState): TurnUpdate => {
    if (stockProduct === null) return {};
    const text = phrase(wishes.length > 0 ? 'alert_confirmed' : 'already_in_stock', language, {
      shopName: shop.name,
      product: nameOf(stockProduct),
      price: priceText(stockProduct.priceCents, stockProduct.currency, language),
      link: stockProduct.url ?? '',
    });
    const claims = [{ text, recordId: stockProduct.id }];
    const lookedUp = { name: 'check_stock', input: {}, result: { items: [stockProduct] } };
    return {
      agentResponse: text,
      answerConfidence: 1,
      receipts: [{ claim: text, recordId: stockProduct.id }],
      unsupportedFacts: unsupportedFacts(text, claims, [lookedUp], { names: [shop.name] }),
    };
  };
}
