import { z } from 'zod';
import type { Claim, ToolCall } from '../models/llm.ts';

/** A figure, date or link that a customer may hold the shop to. */
interface Fact {
  kind: 'link' | 'money' | 'stock' | 'figure';
  text: string;
}

/** `49`, `1,299.00`, `1.299,00`, `1 299,00`. Bounded, so that no text makes it slow. */
const amount = String.raw`\d{1,9}(?:[.,]\d{1,3}|[ \u00a0\u202f]\d{3}(?!\d)){0,4}`;
const currency = String.raw`(?:€|\$|£|EUR|USD|GBP|CHF|MXN|BRL|euros?|dollars?|dólares|pounds?)`;
const inStock = String.raw`(?:left|in stock|available|units|disponibles?|unidades|en stock|em estoque|auf Lager|verfügbar|disponibili|op voorraad|beschikbaar)`;
const endings = String.raw`(?:com|net|org|shop|store|io|co|eu|de|es|fr|it|nl|pt|br|uk|info|biz|me|xyz|example)`;

const patterns: readonly (readonly [Fact['kind'], RegExp])[] = [
  ['link', /https?:\/\/[^\s)\]>"']{1,2000}/giu],
  [
    'link',
    new RegExp(
      String.raw`(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,4}${endings}(?![\w-])(?:/[^\s)\]>"']{0,500})?`,
      'giu',
    ),
  ],
  [
    'money',
    new RegExp(
      String.raw`${currency}[ \u00a0]?${amount}|${amount}[ \u00a0\u202f]?${currency}(?!\p{L})`,
      'giu',
    ),
  ],
  ['stock', new RegExp(String.raw`(?<!\d)\d{1,6} ${inStock}(?!\p{L})`, 'giu')],
  ['figure', /(?<!\d)\d{1,3}(?:[.,]\d{1,2})?[ \u00a0\u202f]?%/gu],
  ['figure', /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/gu],
];

/**
 * The facts of a reply that no record shows, verbatim. A fact is shown when it stands inside a claim whose record was
 * in a tool result of this turn, and that record holds the same price, stock, figure, date or link.
 */
export function unsupportedFacts(
  text: string,
  claims: readonly Claim[],
  toolCalls: readonly ToolCall[],
): string[] {
  const records = recordsIn(toolCalls);
  const shown = (fact: Fact) =>
    claims.some((claim) => {
      const record = records.get(claim.recordId);
      return record !== undefined && claim.text.includes(fact.text) && holds(record, fact);
    });
  return factsIn(text).flatMap((fact) => (shown(fact) ? [] : [fact.text]));
}

/** Every fact stated in a text. Links lose the punctuation that ends the sentence. */
export function factsIn(text: string): Fact[] {
  return patterns.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(([found]) => ({ kind, text: found.replace(/[.,;:!?\s]+$/u, '') })),
  );
}

/** A record by what it can show: prices in cents, units in stock, links, and everything it says in words. */
interface RecordFacts {
  cents: Set<number>;
  units: Set<number>;
  links: Set<string>;
  words: string;
}

function holds(record: RecordFacts, { kind, text }: Fact): boolean {
  switch (kind) {
    case 'link':
      return record.links.has(text.replace(/\/$/u, ''));
    case 'money':
      return record.cents.has(centsOf(text));
    case 'stock':
      return record.units.has(Number.parseInt(text, 10)) || record.words.includes(text);
    case 'figure':
      return record.words.includes(text);
  }
}

/** The records of all tool results, by id. */
function recordsIn(toolCalls: readonly ToolCall[]): Map<string, RecordFacts> {
  const items = toolCalls.flatMap((call) => resultWithItems.safeParse(call.result).data?.items ?? []);
  return new Map(items.map((item) => [item.id, recordFacts(item)]));
}

const resultWithItems = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

function recordFacts(item: unknown): RecordFacts {
  const facts: RecordFacts = { cents: new Set(), units: new Set(), links: new Set(), words: '' };
  collect(item, '', facts);
  for (const fact of factsIn(facts.words)) {
    if (fact.kind === 'money') facts.cents.add(centsOf(fact.text));
    if (fact.kind === 'link') facts.links.add(fact.text.replace(/\/$/u, ''));
  }
  return facts;
}

function collect(value: unknown, name: string, facts: RecordFacts): void {
  if (typeof value === 'string') facts.words += `${value}\n`;
  else if (typeof value === 'number') {
    if (/cents$/iu.test(name)) facts.cents.add(value);
    if (name === 'stock') facts.units.add(value);
  } else if (Array.isArray(value)) for (const one of value) collect(one, name, facts);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, key, facts);
  }
}

/** `49.90 €`, `1.299,00 €` and `$1,299` in cents: a last group of one or two digits is the cents. */
function centsOf(text: string): number {
  const figure = /\d[\d.,\s\u00a0\u202f]*/u.exec(text)?.[0].trim() ?? '';
  const [, whole = figure, fraction = ''] = /^(.*)[.,](\d{1,2})$/u.exec(figure) ?? [];
  return Number(whole.replace(/\D/gu, '')) * 100 + Number(fraction.padEnd(2, '0'));
}
