import { z } from 'zod';
import type { ItemKey } from './keys.ts';
import type { Item } from './table.ts';

export const text = z.object({ S: z.string() }).transform((attribute) => attribute.S);
export const number = z.object({ N: z.coerce.number() }).transform((attribute) => attribute.N);
export const binary = z.object({ B: z.instanceof(Uint8Array) }).transform((attribute) => attribute.B);
export const flag = z.object({ BOOL: z.boolean() }).transform((attribute) => attribute.BOOL);

const keyItem = z.object({ pk: text, sk: text });

/** The table's keys of an item. */
export function keyOf(item: Item): ItemKey {
  const { pk, sk } = keyItem.parse(item);
  return { partition: pk, sortKey: sk };
}

/** Items by their sort key; they are all of one partition. */
export function bySortKey(items: Iterable<Item>): Map<string, Item> {
  return new Map(Array.from(items, (item) => [keyOf(item).sortKey, item]));
}
