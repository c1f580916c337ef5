import { z } from 'zod';
import type { StockItem } from '../catalog/stock.ts';

/** Something a customer wants to be told of when it is back. */
export const wish = z.object({
  /** Of the product, or of the variant they want. */
  sku: z.string(),
  /** As they are told, with its variant. */
  name: z.string(),
  url: z.string().nullable(),
});
export type Wish = z.infer<typeof wish>;

/** The marks on a customer who waits for something, as Chatwoot can store them. */
export const waitingLabels = ['stock_alert', 'important'] as const;

const longestName = 255;

/** What is taken off a customer who waits for nothing any more; whether they are important is the team's to say. */
export const waitingMarks = { labels: ['stock_alert'], attributes: ['waiting_for'] };

export function wishFor({ sku, url, ...record }: StockItem): Wish {
  return { sku, name: nameOf(record).slice(0, longestName), url };
}

/** `Oak lamp, large`. */
export function nameOf({ name, variantName }: Pick<StockItem, 'name' | 'variantName'>): string {
  return variantName === null ? name : `${name}, ${variantName}`;
}

/** What the customer waits for then, as the attribute `waiting_for` says it. */
export function waitingFor(open: readonly { productName: string }[], wishes: readonly Wish[]): string {
  const names = [...open.map(({ productName }) => productName), ...wishes.map(({ name }) => name)];
  return [...new Set(names)].join(', ').slice(0, longestName);
}
