import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceText } from '../../lib/models/built-in/money.ts';
import { languages } from '../../lib/models/built-in/lexicons/lexicon.ts';
import type { ToolCall } from '../../lib/models/llm.ts';
import { unsupportedFacts } from '../../lib/conversation/receipts.ts';

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'MXN', 'BRL', 'JPY', 'SEK', 'PLN'] as const;

/** One product with a fact of every kind. */
const aRecord = fc.record({
  language: fc.constantFrom(...languages),
  currency: fc.constantFrom(...currencies),
  cents: fc.integer({ min: 101, max: 9_999_999 }),
  stock: fc.integer({ min: 11, max: 9999 }),
  high: fc.integer({ min: 11, max: 300 }),
  percent: fc.integer({ min: 11, max: 99 }),
  day: fc.integer({ min: 13, max: 28 }),
  path: fc.stringMatching(/^[a-z]{3,8}\d{1,3}$/u),
});
type Shown = typeof aRecord extends fc.Arbitrary<infer T> ? T : never;

function itemOf({ currency, cents, stock, high, percent, day, path }: Shown, id = 'product:A') {
  return {
    ...{
      id,
      sku: id,
      name: 'Oak lamp',
      priceCents: cents,
      currency,
      stock,
      url: `https://shop.example/${path}`,
    },
    description: `${high} cm high, ${percent}% wool, made on 2026-03-${day}.`,
  };
}

function sentencesOf({ language, currency, cents, stock, high, percent, day, path }: Shown): string[] {
  return [
    `It costs ${priceText(cents, currency, language)}`,
    `${stock} are left`,
    `It is ${high} cm high`,
    `It is ${percent} percent wool`,
    `Made on ${day} March 2026`,
    `See https://shop.example/${path}`,
  ];
}

const calls = (...items: unknown[]): ToolCall[] => [
  { name: 'search_products', input: {}, result: { items } },
];

describe('whatever a record holds', () => {
  it.each(['€65,000.00', '65.000,00 €', '65 000,00 €', 'CHF 65’000.00'])(
    'an amount of round thousands is no telephone number, though a figure follows: %s',
    (amount) => {
      const shown = {
        ...{ language: 'en', currency: amount.startsWith('CHF') ? 'CHF' : 'EUR', cents: 6_500_000 },
        ...{ stock: 11, high: 11, percent: 11, day: 13, path: 'aaa0' },
      } as Shown;
      const said = [`It costs ${amount}`, '11 are left'];
      const claims = said.map((text) => ({ text, recordId: 'product:A' }));
      expect(unsupportedFacts(said.join('. '), claims, calls(itemOf(shown)))).toEqual([]);
    },
  );

  it('may be said with claims on it, in any order', () => {
    fc.assert(
      fc.property(aRecord, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }), (shown, order) => {
        const said = sentencesOf(shown);
        const sentences = order.flatMap((at) => said[at] ?? []);
        const claims = sentences.map((text) => ({ text, recordId: 'product:A' }));
        expect(unsupportedFacts(sentences.join('. '), claims, calls(itemOf(shown)))).toEqual([]);
      }),
    );
  });

  it('may not be said with one digit changed', () => {
    fc.assert(
      fc.property(
        aRecord,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (shown, which, where, more) => {
          const said = sentencesOf(shown);
          const text = said[which % said.length] ?? '';
          const places = [...text.matchAll(/\d/gu)].map(({ index }) => index);
          const at = places[where % places.length] ?? 0;
          const changed = `${text.slice(0, at)}${(Number(text[at]) + more) % 10}${text.slice(at + 1)}`;
          const claims = [{ text: changed, recordId: 'product:A' }];
          expect(unsupportedFacts(changed, claims, calls(itemOf(shown))), changed).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('may not be said in another currency', () => {
    fc.assert(
      fc.property(aRecord, fc.constantFrom(...currencies), (shown, other) => {
        // A bare dollar sign is the sign of both.
        const isSame = other === shown.currency || (other === 'USD' && shown.currency === 'MXN');
        const text = `It costs ${priceText(shown.cents, other, shown.language)}`;
        const claims = [{ text, recordId: 'product:A' }];
        expect(unsupportedFacts(text, claims, calls(itemOf(shown))).length > 0, text).toBe(!isSame);
      }),
    );
  });

  it('may not be said of another record that does not hold it', () => {
    fc.assert(
      fc.property(aRecord, aRecord, fc.nat(), (shown, other, which) => {
        const said = sentencesOf(shown);
        const text = said[which % said.length] ?? '';
        fc.pre(!sentencesOf({ ...other, language: shown.language }).includes(text));
        fc.pre(shown.cents !== other.cents && shown.stock !== other.stock);
        const items = calls(itemOf(shown), itemOf(other, 'product:B'));
        expect(unsupportedFacts(text, [{ text, recordId: 'product:B' }], items), text).not.toEqual([]);
      }),
    );
  });
});

it.each([
  ['digits', '1'],
  ['amounts', '1 €'],
  ['groups of digits', '1 234 '],
  ['marks between digits', '1.'],
  ['letters', 'a'],
  ['labels of a host', 'a.'],
  ['addresses that never end', 'a@'],
  ['links that never end', '//('],
  ['number words', 'twenty '],
  ['lines of a list', '\n1. '],
  ['stock words', 'left available '],
  ['months', '1 May '],
  ['emphasis within a word', '_'],
  ['signs without an amount', '€ '],
  ['telephone numbers', '+1 '],
  ['names of products', 'Oak lamp 5 left. '],
])('a hundred kilobytes of %s are read to the end', (_what, part) => {
  const text = `x${part.repeat(100_000 / part.length)}x 7 €`;
  const item = itemOf({
    language: 'en',
    currency: 'EUR',
    cents: 1,
    stock: 1,
    high: 1,
    percent: 1,
    day: 1,
    path: 'x',
  });
  expect(unsupportedFacts(text, [{ text, recordId: 'product:A' }], calls(item)).at(-1)).toContain('7 €');
});
