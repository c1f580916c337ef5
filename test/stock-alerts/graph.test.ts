import { describe, expect, it } from 'vitest';
import { isProductAvailable, stockCheckGraph } from '../../lib/stock-alerts/graph.ts';
import { aDb } from '../support/postgres.ts';

describe('the hourly stock check', () => {
  it('is the graph of the product’s definition', async () => {
    const graph = stockCheckGraph({
      db: await aDb(),
      outbound: { send: async () => {} },
      now: () => new Date('2026-05-01T12:00:00Z'),
    });
    const { nodes, edges } = await graph.getGraphAsync();
    expect(Object.keys(nodes)).toEqual([
      ...['__start__', 'check_stock', 'notify_customers', 'update_status', '__end__'],
    ]);
    expect(edges.map(({ source, target, data }) => [source, target, data ?? ''])).toEqual(
      expect.arrayContaining([
        ['check_stock', 'notify_customers', 'in_stock'],
        ['check_stock', '__end__', 'out_of_stock'],
        ['notify_customers', 'update_status', ''],
      ]),
    );
  });

  it.each([
    ['nothing wanted is there', [], 0, 'out_of_stock'],
    ['something wanted is there', ['a'], 0, 'in_stock'],
    ['an earlier claim was left open', [], 1, 'in_stock'],
  ] as const)('goes on rightly when %s', (_what, productIds, stuck, next) => {
    expect(isProductAvailable({ productIds: [...productIds], stuck })).toBe(next);
  });
});
