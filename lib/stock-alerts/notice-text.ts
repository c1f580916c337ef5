import type { StockItem } from '../catalog/stock.ts';
import { priceText } from '../models/built-in/money.ts';
import { phrase } from '../models/built-in/phrases.ts';
import { personName } from '../outreach/person-name.ts';
import type { Prepared } from '../outreach/send-outbound.ts';
import { unsupportedFacts } from '../conversation/receipts.ts';

export interface NoticeQuestion {
  /** What is back: what was wished for, or the variant of it that came in. */
  readonly item: StockItem | undefined;
  readonly language: string;
  readonly customerName: string | null;
  readonly shopName: string;
}

/** What a customer who waits is told, or why they are told nothing. Every fact in it is one of the product's record. */
export function noticeText({ item, language, customerName, shopName }: NoticeQuestion): Prepared {
  if (item === undefined) return { kind: 'nothing-to-say', because: 'not-sold-any-more' };
  if (item.stock <= 0) return { kind: 'nothing-to-say', because: 'sold-out-again' };
  const text = phrase('back_in_stock', language, {
    shopName,
    product: item.variantName === null ? item.name : `${item.name}, ${item.variantName}`,
    price: priceText(item.priceCents, item.currency, language),
    link: item.url ?? undefined,
    name: personName(customerName),
  });
  const recordId = `product:${item.productSku}`;
  const record = { ...item, id: recordId };
  const shown = unsupportedFacts(
    text,
    [{ text, recordId }],
    [{ name: 'check_stock', input: { sku: item.sku }, result: { items: [record] } }],
    { names: [shopName, personName(customerName)] },
  );
  return shown.length === 0
    ? { kind: 'words', text, language }
    : { kind: 'nothing-to-say', because: 'unsupported-fact' };
}
