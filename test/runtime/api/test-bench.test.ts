import { beforeAll, expect, it } from 'vitest';
import { upsertProducts } from '../../../lib/catalog/learn.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { wordVectors } from '../../catalog/word-vectors.ts';
import { aDashboardApi } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
  await upsertProducts({ db: api.db, embeddings: wordVectors() }, [
    aProduct({ sku: 'LAMP-OAK', name: 'Oak lamp' }),
  ]);
}, 60_000);

/** How many rows each table has. No Chatwoot and no queue answers in this test: a call to either would fail. */
async function rowsOfAllTables(): Promise<Record<string, number>> {
  const { rows } = await api.db.query(`select tablename as name from pg_tables where schemaname = 'public'`);
  const counts: Record<string, number> = {};
  for (const { name } of rows as { name: string }[]) {
    const [{ count }] = (await api.db.query(`select count(*)::int as count from ${name}`)).rows as any[];
    counts[name] = count;
  }
  return counts;
}

it('answers from the shop’s products and leaves every table as it was', async () => {
  const before = await rowsOfAllTables();
  const ask = (what: string, json: unknown) =>
    api.call('POST', `/api/test-bench/${what}`, { as: 'operator', json });
  const text = 'Please tell me when the oak lamp is back in stock';
  const labelled = { text, context: 'Hello', contact: { labels: ['vip'] } };
  expect((await ask('classify', labelled)).body).toMatchObject({
    intent: 'stock_alert',
    route: 'stock_alert',
  });
  const price = { text: 'How much is the oak lamp?' };
  expect((await ask('classify', price)).body).toMatchObject({ priority: 'medium', route: 'agent' });
  expect((await ask('classify', { ...price, contact: { labels: ['VIP'] } })).body).toMatchObject({
    ...{ intent: 'product_inquiry', priority: 'high', route: 'high_priority' },
  });
  expect((await ask('retrieve', { text: 'oak lamp' })).body.items[0]).toMatchObject({
    kind: 'product',
    title: 'Oak lamp',
  });
  const { status, body } = await ask('answer', labelled);
  expect([status, body.text]).toEqual([200, expect.stringContaining('Oak lamp')]);
  expect((await ask('extract', { text })).status).toBe(404);
  expect(await rowsOfAllTables()).toEqual(before);
}, 60_000);
