import { beforeAll, describe, expect, it } from 'vitest';
import { searchKnowledge, searchProducts, type RetrievalDeps } from '../../lib/catalog/retrieval.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { seedShop } from '../../local/seed/seed-shop.ts';
import { aDb } from '../support/postgres.ts';

describe('the demo shop', () => {
  let shop: RetrievalDeps & { db: Database; now: () => Date };
  beforeAll(async () => {
    shop = {
      db: await aDb(),
      embeddings: builtInEmbeddings(),
      now: () => new Date('2026-05-01T12:00:00Z'),
      log: () => {},
    };
    await seedShop(shop);
  });

  it.each([
    ['Do you have an oak table lamp?', 'LAMP-OAK-TABLE'],
    ['a light for my garden', 'LAMP-GARDEN-SOLAR'],
    ['warm blanket for the sofa', 'TXT-WOOL-THROW'],
    ['something to grind coffee beans', 'KIT-COFFEE-GRINDER'],
  ])('finds the product for "%s"', async (query, sku) => {
    expect(await searchProducts(shop, { query, limit: 3 })).toContainEqual(expect.objectContaining({ sku }));
  });

  it.each([
    ['how long does delivery take', 'Shipping'],
    ['can I send it back', 'Returns'],
    ['when are you open on Saturday', 'Opening hours'],
    ['how do I wash linen', 'linen'],
  ])('knows what to say to "%s"', async (query, title) => {
    const [first, second] = await searchKnowledge(shop, { query, limit: 2 });
    expect(`${first!.title} | ${second!.title}`).toContain(title);
  });

  it('has things that are sold out, so that a stock alert can be tried', async () => {
    const { rows } = await shop.db.query('select sku from products where stock = 0');
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is the same when it is seeded again, without asking the embedding model', async () => {
    const count = async () =>
      (await shop.db.query('select (select count(*) from products), (select count(*) from knowledge_chunks)'))
        .rows;
    const before = await count();
    const silent = {
      ...shop.embeddings,
      embed: (texts: readonly string[]) => {
        if (texts.length > 0) throw new Error(`embeds ${texts.length} texts again`);
        return Promise.resolve([]);
      },
    };
    await seedShop({ db: shop.db, embeddings: silent });
    expect(await count()).toEqual(before);
  });

  it('keeps the stock that somebody set when it is seeded again', async () => {
    await setStock(shop.db, { sku: 'LAMP-BRASS-WALL', stock: 77 });
    await setStock(shop.db, { sku: 'LAMP-CERAMIC-TABLE-SAGE', stock: 78 });
    await seedShop(shop);
    expect((await stockOf(shop.db, 'LAMP-BRASS-WALL'))?.stock).toBe(77);
    expect((await stockOf(shop.db, 'LAMP-CERAMIC-TABLE-SAGE'))?.stock).toBe(78);
  });
});
