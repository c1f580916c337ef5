import { z } from 'zod';
import type { Claim, ToolCall } from '../models/llm.ts';

/** `49`, `1,299.00`, `1.299,00`, `1 299,00`. Bounded, so that no text makes it slow. */
const amount = String.raw`\d{1,9}(?:[.,]\d{1,3}|[ \u00a0\u202f]\d{3}(?!\d)){0,4}`;
const currency = String.raw`(?:€|\$|£|EUR|USD|GBP|CHF|MXN|BRL)`;
const inStock = String.raw`(?:left|in stock|available|units|disponibles?|unidades|en stock|em estoque|auf Lager|verfügbar|disponibili|op voorraad|beschikbaar)`;

/** Amounts of money, stock counts, percentages, dates and links: what a customer may hold the shop to. */
const factPatterns = [
  /https?:\/\/[^\s)\]>"']{1,2000}/giu,
  new RegExp(String.raw`${currency}[ \u00a0]?${amount}|${amount}[ \u00a0\u202f]?${currency}(?!\p{L})`, 'gu'),
  new RegExp(String.raw`(?<!\d)\d{1,6} ${inStock}(?!\p{L})`, 'giu'),
  /(?<!\d)\d{1,3}(?:[.,]\d{1,2})?[ \u00a0\u202f]?%/gu,
  /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/gu,
];

/**
 * The facts of a reply that no record shows, verbatim. A fact is shown when it stands inside a claim whose record was
 * in a tool result of this turn, and that record holds the same figure, date or link.
 */
export function unsupportedFacts(
  text: string,
  claims: readonly Claim[],
  toolCalls: readonly ToolCall[],
): string[] {
  const records = recordsIn(toolCalls);
  return factsIn(text).filter((fact) => !claims.some((claim) => shows(claim, fact, records)));
}

/** Every fact stated in a text. Links lose the punctuation that ends the sentence. */
export function factsIn(text: string): string[] {
  return factPatterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([fact]) => fact.replace(/[.,;:!?\s]+$/u, '')),
  );
}

function shows(claim: Claim, fact: string, records: ReadonlyMap<string, string>): boolean {
  const record = records.get(claim.recordId);
  if (record === undefined || !claim.text.includes(fact)) return false;
  if (/^https?:/iu.test(fact)) return record.includes(fact);
  const digits = digitsOf(fact);
  // Money is kept in cents: 49.90 € is 4990 there; a whole amount may be written without its cents.
  return numbersOf(record).some((number) => number === digits || number === `${digits}00`);
}

/** The records of all tool results, each as its JSON, by id. */
function recordsIn(toolCalls: readonly ToolCall[]): Map<string, string> {
  const records = new Map<string, string>();
  for (const call of toolCalls) {
    const parsed = resultWithItems.safeParse(call.result);
    for (const item of parsed.data?.items ?? []) records.set(item.id, JSON.stringify(item));
  }
  return records;
}

const resultWithItems = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

function digitsOf(fact: string): string {
  return fact.replace(/\D/gu, '');
}

/** Every number of a record, as digits: `49.90`, `49,90` and `4990` alike. */
function numbersOf(record: string): string[] {
  return [...record.matchAll(/\d[\d.,\u00a0\u202f/-]{0,30}/gu)].map(([number]) => digitsOf(number));
}
