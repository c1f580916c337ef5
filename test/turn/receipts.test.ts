import { describe, expect, it } from 'vitest';
import type { ToolCall } from '../../lib/models/llm.ts';
import { factsIn, unsupportedFacts } from '../../lib/turn/receipts.ts';

const toolCalls: ToolCall[] = [
  {
    name: 'search_products',
    input: { query: 'lamp' },
    result: {
      items: [
        {
          id: 'product:LAMP-OAK',
          name: 'Oak lamp',
          priceCents: 4990,
          currency: 'EUR',
          stock: 14,
          url: 'https://shop.example/lamp',
        },
        {
          id: 'product:LAMP-BIG',
          name: 'Big lamp',
          priceCents: 129900,
          currency: 'EUR',
          stock: 0,
          url: null,
        },
      ],
    },
  },
];
const claim = (text: string, recordId = 'product:LAMP-OAK') => ({ text, recordId });

describe('a reply', () => {
  it('may state the price, stock and link that its record shows', () => {
    const text = 'The oak lamp costs €49.90 and 14 are left: https://shop.example/lamp.';
    expect(unsupportedFacts(text, [claim(text)], toolCalls)).toEqual([]);
  });

  it.each([['€1,299.00', '1.299,00 €', '1 299,00 €', '1299 EUR']])(
    'may write an amount as any country does',
    (...ways) => {
      for (const way of ways)
        expect(unsupportedFacts(`It costs ${way}`, [claim(way, 'product:LAMP-BIG')], toolCalls)).toEqual([]);
    },
  );

  it('may not state another price than the record', () => {
    expect(unsupportedFacts('It costs €4.99', [claim('It costs €4.99')], toolCalls)).toEqual(['€4.99']);
  });

  it('may not state a fact without a claim, or with a claim on a record that was not looked up', () => {
    expect(unsupportedFacts('It costs €49.90', [], toolCalls)).toEqual(['€49.90']);
    expect(unsupportedFacts('It costs €49.90', [claim('€49.90', 'product:OTHER')], toolCalls)).toEqual([
      '€49.90',
    ]);
  });

  it('may not link to what no record holds, nor promise a discount or a date out of thin air', () => {
    const text = 'Get 50% off until 2026-12-24 at https://evil.example/x!';
    expect(unsupportedFacts(text, [claim(text)], toolCalls)).toEqual([
      'https://evil.example/x',
      '50%',
      '2026-12-24',
    ]);
  });

  it.each([
    ['the stock as a price', 'It costs 14 €'],
    ['a tenth of the price', 'It costs €4.99'],
    ['a hundred times the price', 'It costs 4,990 €'],
    ['the price as stock', '4990 left'],
    ['the stock as a percentage', '14 % off'],
    ['a price in words of another currency amount', '49 euros'],
    ['a host without its scheme', 'See www.evil.example/x'],
    ['the beginning of the link', 'See https://shop.ex'],
  ])('may not state %s', (_what, text) => {
    expect(unsupportedFacts(text, [claim(text)], toolCalls)).toHaveLength(1);
  });

  it('may quote what an article says in words', () => {
    const articles: ToolCall[] = [
      {
        name: 'search_knowledge',
        input: {},
        result: {
          items: [
            { id: 'knowledge:1', title: 'Shipping', text: 'Shipping costs 4.90 €. 10 % off from 60 €.' },
          ],
        },
      },
    ];
    const text = 'Shipping costs 4.90 €. 10 % off from 60 €.';
    expect(unsupportedFacts(text, [claim(text, 'knowledge:1')], articles)).toEqual([]);
  });

  it('without facts needs no receipts', () => {
    expect(unsupportedFacts('Hello, how can I help you today?', [], [])).toEqual([]);
  });

  it('of any length is checked quickly', () => {
    expect(factsIn('1'.repeat(50_000) + ' €'.repeat(1000)).length).toBeGreaterThan(0);
  });
});
