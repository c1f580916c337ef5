import type { Claim, ToolCall } from '../models/llm.ts';
import { bearingsIn } from './receipts/bearings.ts';
import type { Fact } from './receipts/fact.ts';
import { factsIn } from './receipts/facts-in.ts';
import { isWhole, mentionsOf, namesOf, withWholeNames } from './receipts/names.ts';
import { normal } from './receipts/normal.ts';
import { recordsIn, type KnownRecord } from './receipts/records.ts';
import { agrees, isShownBy, productWordsOf } from './receipts/shown.ts';

/** What may be said without a record. */
export interface Known {
  /** The shop's name, the customer's: they may hold digits, and words that are months. */
  names?: readonly (string | undefined)[];
  /** What the customer wrote. Their sizes, numbers and addresses may be repeated, never a price or a time they wish for. */
  customersWords?: string;
}

/**
 * The facts of a reply that no record shows, in its own words. A fact is shown when it stands inside a claim, at the
 * place of that claim, whose record was in a tool result and holds the same price, stock, figure, date or link.
 */
export function unsupportedFacts(
  text: string,
  claims: readonly Claim[],
  toolCalls: readonly ToolCall[],
  { names = [], customersWords = '' }: Known = {},
): string[] {
  const reply = normal(text);
  const records = recordsIn(toolCalls);
  const allNames = [...[...records.values()].flatMap(namesOf), ...names.map((name) => normal(name ?? ''))];
  const facts = factsIn(withWholeNames(reply, allNames));
  if (facts.length === 0) return [];
  const claimed = placesOf(reply, claims, records);
  const named = withinNames(reply, allNames);
  const repeated = factsIn(normal(customersWords)).filter(mayBeRepeated);
  const context = {
    ...{ text: reply, facts, productWords: productWordsOf(records) },
    ...bearingsIn(reply, records),
  };
  const isShown = (fact: Fact) =>
    named(fact) ||
    (mayBeRepeated(fact) && repeated.some((known) => agrees(fact, known))) ||
    claimed.some(
      ({ at, end, by }) =>
        at <= fact.at && end >= fact.end && by.some((record) => isShownBy(record, fact, context)),
    );
  return facts.flatMap((fact) => (isShown(fact) ? [] : [fact.text]));
}

interface ClaimedPlace {
  at: number;
  end: number;
  by: readonly KnownRecord[];
}

/** Where claims stand in a reply. One claim is for one place; the same words claimed twice are for two. */
function placesOf(
  reply: string,
  claims: readonly Claim[],
  records: ReadonlyMap<string, KnownRecord>,
): ClaimedPlace[] {
  const byText = Map.groupBy(claims, ({ text }) => normal(text).replace(/[\s.,;:!?]+$/u, ''));
  return [...byText].flatMap(([words, same]) => {
    const by = same.flatMap(({ recordId }) => records.get(recordId) ?? []);
    return wholePlaces(reply, words, same.length).map((at) => ({ at, end: at + words.length, by }));
  });
}

function wholePlaces(reply: string, words: string, most: number): number[] {
  const places: number[] = [];
  if (words === '') return places;
  for (
    let at = reply.indexOf(words);
    at !== -1 && places.length < most;
    at = reply.indexOf(words, at + words.length)
  ) {
    if (isWhole(reply, at, at + words.length)) places.push(at);
  }
  return places;
}

/** Tells whether all of a fact is part of a name. */
function withinNames(reply: string, names: readonly string[]): (fact: Fact) => boolean {
  const reaches = new Int32Array(reply.length + 1);
  for (const name of new Set(names)) {
    if (!/\p{L}\P{L}*\p{L}/u.test(name)) continue;
    for (const { at, end } of mentionsOf(reply, name)) reaches[at] = Math.max(reaches[at] ?? 0, end);
  }
  for (let at = 1; at < reaches.length; at += 1)
    reaches[at] = Math.max(reaches[at] ?? 0, reaches[at - 1] ?? 0);
  return ({ from, to }) => (reaches[from] ?? 0) >= to;
}

/** Not money, percent, stock, dates, times or links: repeated, they would be promises. */
function mayBeRepeated(fact: Fact): boolean {
  if (fact.kind === 'number') return fact.unit === undefined || !promised.has(fact.unit);
  return fact.kind === 'code' || fact.kind === 'address' || fact.kind === 'phone';
}

const promised: ReadonlySet<string> = new Set([
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'choice',
  'star',
]);
