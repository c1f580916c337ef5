import { describe, expect, it } from 'vitest';
import { languages } from '../../../lib/models/built-in/lexicons/lexicon.ts';
import { priceText } from '../../../lib/models/built-in/money.ts';
import { unsupportedFacts } from '../../../lib/conversation/receipts.ts';
import { factsIn } from '../../../lib/conversation/receipts/facts-in.ts';

const amounts = [0, 5, 99, 700, 4990, 8900, 99900, 129900, 1234567, 123456789];

describe('a price in words', () => {
  it.each(['EUR', 'USD', 'GBP', 'CHF', 'MXN', 'BRL', 'JPY', 'SEK', 'PLN'])(
    'in %s is read back as the same price, in every language and within a sentence',
    (currency) => {
      for (const language of languages) {
        for (const priceCents of amounts) {
          const price = priceText(priceCents, currency, language);
          const text = `Lamp: ${price}, x. Lamp (${price}).`;
          expect(factsIn(text).map((fact) => fact.text)).toEqual([price, price]);
          const claims = [{ text, recordId: 'product:1' }];
          const shown = (cents: number): string[] =>
            unsupportedFacts(text, claims, [
              {
                name: 'search',
                input: {},
                result: { items: [{ id: 'product:1', priceCents: cents, currency }] },
              },
            ]);
          expect(shown(priceCents), `${language} ${price}`).toEqual([]);
          expect(shown(priceCents + 1), `${language} ${price}`).toEqual([price, price]);
        }
      }
    },
  );

  it.each([
    ['en', 'EUR', '€1,299.00'],
    ['es', 'EUR', '1299,00 €'],
    ['pt', 'EUR', '€ 1.299,00'],
    ['fr', 'EUR', '1 299,00 €'],
    ['de', 'EUR', '1.299,00 €'],
    ['it', 'EUR', '1299,00 €'],
    ['nl', 'EUR', '€ 1.299,00'],
    ['pl', 'GBP', '£1,299.00'],
    ['fr', 'USD', '1 299,00 $'],
  ])('is written as people write it (%s, %s): %s', (language, currency, written) => {
    expect(priceText(129900, currency, language)).toBe(written);
  });

  it('of a currency without hundredths keeps what is stored', () => {
    expect(priceText(120000, 'JPY', 'en')).toBe('JPY 1,200');
    expect(priceText(120050, 'JPY', 'en')).toBe('JPY 1,200.50');
  });
});
