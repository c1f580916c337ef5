import { z } from 'zod';
import type { ToolCall } from '../../models/llm.ts';
import { factsIn } from './facts-in.ts';
import { daysSpokenOf } from './days.ts';
import type { Fact } from './fact.ts';
import { canonical } from './links.ts';
import { folded, normal } from './normal.ts';

/** Price and stock of one SKU, as they were last read. */
export interface Reading {
  /** Null for a product as a whole. */
  variantName: string | null;
  cents: number | undefined;
  stock: number | undefined;
  currency: string | undefined;
  /** It was asked for by itself, not only listed with its product. */
  wasAskedFor: boolean;
}

/** Everything tool results say under one id. */
export interface KnownRecord {
  id: string;
  skus: readonly string[];
  /** What it is called; empty for a passage of the shop's knowledge. */
  name: string;
  readings: ReadonlyMap<string, Reading>;
  links: ReadonlySet<string>;
  /** What it says in words. */
  words: () => Words;
}

/** The words of a record, and the facts stated in them. */
export interface Words {
  text: string;
  plain: string;
  facts: readonly Fact[];
  days: ReadonlySet<string>;
}

/** The records of all tool results by id; what was read later wins, and no words are lost. */
export function recordsIn(toolCalls: readonly ToolCall[]): Map<string, KnownRecord> {
  const byId = new Map<string, Item[]>();
  for (const call of toolCalls) {
    for (const item of resultWithItems.safeParse(call.result).data?.items ?? [])
      byId.set(item.id, [...(byId.get(item.id) ?? []), item]);
  }
  return new Map([...byId].map(([id, items]) => [id, recordOf(id, items)]));
}

const readingFields = z.looseObject({
  sku: z.string().optional().catch(undefined),
  productSku: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  variantName: z.string().nullish().catch(undefined),
  priceCents: z.number().optional().catch(undefined),
  stock: z.number().optional().catch(undefined),
  currency: z.string().optional().catch(undefined),
  url: z.string().nullish().catch(undefined),
  variants: z.array(z.looseObject({})).optional().catch(undefined),
});
const item = readingFields.extend({ id: z.string() });
type Item = z.infer<typeof item>;
const resultWithItems = z.looseObject({ items: z.array(item) });

function recordOf(id: string, items: readonly Item[]): KnownRecord {
  const readings = new Map(items.flatMap((one) => readingsOf(one)));
  const links = new Set(
    items.flatMap(({ url }) => (typeof url === 'string' ? [canonical(normal(url))] : [])),
  );
  const name = items.find((one) => one.name !== undefined)?.name ?? '';
  const skus = items.flatMap(({ sku, productSku }) => [sku, productSku]).filter((sku) => sku !== undefined);
  let words: Words | undefined;
  return {
    id,
    skus: [...skus, ...readings.keys()].map(normal),
    name: normal(name),
    readings,
    links,
    words: () => (words ??= wordsOf(items)),
  };
}

function readingsOf(read: Item): [string, Reading][] {
  const { currency, variants = [] } = read;
  const isVariant = typeof read.variantName === 'string';
  const own: Reading = {
    variantName: isVariant ? normal(read.variantName ?? '') : null,
    ...{ cents: read.priceCents, stock: read.stock, currency, wasAskedFor: isVariant },
  };
  const key = isVariant ? (read.sku ?? read.id) : '';
  return [[key, own], ...variants.map((one) => variantReading(readingFields.parse(one), currency))];
}

function variantReading(
  { sku = '', name = '', priceCents, stock }: z.infer<typeof readingFields>,
  currency: string | undefined,
): [string, Reading] {
  return [sku, { variantName: normal(name), cents: priceCents, stock, currency, wasAskedFor: false }];
}

function wordsOf(items: readonly Item[]): Words {
  const said = new Set<string>();
  for (const one of items) collect(one, '', said);
  const text = normal([...said].join('\n'));
  const facts = factsIn(text);
  return { text, plain: folded(text), facts, days: daysSpokenOf(text, facts) };
}

/** Ids are no words: a digit of a UUID proves nothing. */
const noWords: ReadonlySet<string> = new Set(['id', 'productId', 'productSku', 'sku', 'currency', 'url']);

function collect(value: unknown, name: string, said: Set<string>): void {
  if (noWords.has(name)) return;
  if (typeof value === 'string') said.add(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, name, said);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, key, said);
}
