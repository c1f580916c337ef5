import type { StockCheckGraph } from './graph.ts';

export interface CheckStockDeps {
  graph: StockCheckGraph;
}

/** What one stock check counted. */
export interface StockCheckCounts {
  [name: string]: number;
  /** Wanted things that are there again, and how many customers wait for them. */
  backInStock: number;
  customersWaiting: number;
  /** Notices queued: for the first time, again, or not at all because the queue did not answer. */
  queued: number;
  requeued: number;
  notQueued: number;
  /** Wishes that ran out. */
  expired: number;
}

/** Runs the stock check. Safe to run at any time and twice at once: every customer is claimed by one check only. */
export async function checkStock({ graph }: CheckStockDeps): Promise<StockCheckCounts> {
  const { backInStock, customersWaiting, queued, requeued, notQueued, expired } = await graph.invoke({
    ...{ productIds: [], backInStock: 0, customersWaiting: 0, stuck: 0 },
    ...{ expired: 0, queued: 0, requeued: 0, notQueued: [] },
  });
  return { backInStock, customersWaiting, queued, requeued, notQueued: notQueued.length, expired };
}
