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

  it('without facts needs no receipts', () => {
    expect(unsupportedFacts('Hello, how can I help you today?', [], [])).toEqual([]);
  });

  it('of any length is checked quickly', () => {
    expect(factsIn('1'.repeat(50_000) + ' €'.repeat(1000)).length).toBeGreaterThan(0);
  });
});
