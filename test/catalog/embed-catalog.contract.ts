import { describe, expect, it } from 'vitest';
import { embedCatalog } from '../../lib/catalog/embed-catalog.ts';
import { upsertArticle, upsertProducts } from '../../lib/catalog/learn.ts';
import { countMissing, productsToEmbed, saveVectors } from '../../lib/catalog/missing-vectors.ts';
import { searchKnowledge, searchProducts } from '../../lib/catalog/retrieval.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from './products.contract.ts';
import { fallibleVectors } from './word-vectors.ts';

const returns = { title: 'Returns', text: 'Send it back within 30 days.', source: 'returns.md' };

/** What the catalogue promises while there are no embeddings, and when others are used, on every Postgres. */
export function embedCatalogContract(aDb: () => Promise<Database>): void {
  const aShop = async () => {
    const log: LogEvent[] = [];
    const embeddings = fallibleVectors();
    const shop = { db: await aDb(), embeddings, log: (event: LogEvent) => void log.push(event) };
    return {
      logged: log,
      ...shop,
      products: (query: string) => searchProducts(shop, { query, limit: 5 }),
      knowledge: (query: string) => searchKnowledge({ ...shop, now: () => new Date() }, { query, limit: 5 }),
      run: (now = () => 0) => embedCatalog({ ...shop, now }),
    };
  };

  describe('while nothing can be embedded', () => {
    it('finds by words, and says so in the log', async () => {
      const shop = await aShop();
      await upsertProducts(shop, [aProduct(), aProduct({ sku: 'RUG', name: 'Woollen rug' })]);
      await upsertArticle(shop, returns);
      shop.embeddings.isDown = true;
      expect(await shop.products('oak lamps')).toMatchObject([
        { sku: 'LAMP-OAK', rank: 1, score: 0, matchedWords: true },
      ]);
      expect(await shop.knowledge('can I send it back')).toMatchObject([{ title: 'Returns', score: 0 }]);
      expect(await shop.products('zeppelin')).toEqual([]);
      expect(shop.logged.map(({ event }) => event)).toEqual(Array(3).fill('retrieval.words-only'));
    });

    it('takes new products and articles, which words find at once', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      expect(await upsertProducts(shop, [aProduct()])).toMatchObject({ saved: 1, embedded: 0 });
      expect(await upsertArticle(shop, returns)).toMatchObject({ chunks: 1, embedded: 0 });
      expect(await shop.products('oak lamp')).toMatchObject([{ sku: 'LAMP-OAK' }]);
      expect(await shop.knowledge('returns')).toMatchObject([{ title: 'Returns' }]);
    });

    it('waits for one failure only, however much is imported', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      const many = Array.from({ length: 250 }, (_, index) => aProduct({ sku: `SKU-${index}` }));
      expect(await upsertProducts(shop, many)).toMatchObject({ saved: 250, embedded: 0 });
      expect(shop.embeddings.calls).toBe(1);
    });

    it('keeps the vectors of what did not change', async () => {
      const shop = await aShop();
      await upsertProducts(shop, [aProduct()]);
      shop.embeddings.isDown = true;
      await upsertProducts(shop, [aProduct({ stock: 0 })]);
      shop.embeddings.isDown = false;
      expect(await shop.products('oak table lamp')).toMatchObject([
        { stock: 0, score: expect.closeTo(1, 2) },
      ]);
    });

    it('drops the vector of a text that is no more', async () => {
      const shop = await aShop();
      await upsertProducts(shop, [aProduct()]);
      shop.embeddings.isDown = true;
      await upsertProducts(shop, [aProduct({ sku: 'LAMP-OAK', name: 'Brass kettle' })]);
      shop.embeddings.isDown = false;
      // By the old vector it would be found as what it no longer is.
      expect(await shop.products('wooden table')).toEqual([]);
    });
  });

  describe('embedding what is left', () => {
    it('gives everything the vectors it would have had', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      const variants = [{ sku: 'COVER-SAND', name: 'Sand', priceCents: 100, stock: 1 }];
      const cover = aProduct({
        sku: 'COVER',
        name: 'Cover',
        description: 'Linen.',
        category: 'Bed',
        variants,
      });
      await upsertProducts(shop, [aProduct(), cover]);
      await upsertArticle(shop, returns);
      shop.embeddings.isDown = false;
      expect(await shop.run()).toEqual({ products: 2, passages: 1, left: 0 });
      expect(await shop.products('cover bed linen sand')).toMatchObject([
        { sku: 'COVER', score: expect.closeTo(1, 2) },
        {},
      ]);
      // The same texts as when they were saved: nothing is embedded again.
      expect(await upsertProducts(shop, [aProduct(), cover])).toMatchObject({ embedded: 0 });
      expect(await upsertArticle(shop, returns)).toMatchObject({ embedded: 0 });
      expect(shop.logged.at(-1)).toEqual({
        event: 'catalog.embedded',
        model: 'words',
        products: 2,
        passages: 1,
        left: 0,
      });
    });

    it('asks nobody when nothing is left', async () => {
      const shop = await aShop();
      await upsertProducts(shop, [aProduct()]);
      shop.embeddings.calls = 0;
      expect(await shop.run()).toEqual({ products: 0, passages: 0, left: 0 });
      expect(shop.embeddings.calls).toBe(0);
    });

    it('replaces the vectors of another model, in batches', async () => {
      const shop = await aShop();
      const older = { ...shop, embeddings: fallibleVectors('another model') };
      await upsertProducts(
        older,
        Array.from({ length: 230 }, (_, index) => aProduct({ sku: `SKU-${index}` })),
      );
      expect(await shop.run()).toEqual({ products: 230, passages: 0, left: 0 });
      expect(shop.embeddings.calls).toBe(3);
    });

    it('begins with the newest, and goes on with the next run when the time is over', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      await upsertProducts(
        shop,
        Array.from({ length: 150 }, (_, index) => aProduct({ sku: `OLD-${index}` })),
      );
      await upsertProducts(shop, [aProduct({ sku: 'NEW', name: 'New lamp' })]);
      shop.embeddings.isDown = false;
      const minutes = [0, 1, 4.1];
      expect(await shop.run(() => 60_000 * (minutes.shift() ?? 5))).toEqual({
        products: 100,
        passages: 0,
        left: 51,
      });
      expect(await shop.products('new lamp')).toMatchObject([
        { sku: 'NEW', score: expect.closeTo(1, 2) },
        {},
        {},
        {},
        {},
      ]);
      expect(await shop.run()).toEqual({ products: 51, passages: 0, left: 0 });
    });

    it('does not give a text that was changed meanwhile the vector of the old one', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      await upsertProducts(shop, [aProduct()]);
      const [missing] = await productsToEmbed(shop.db, { model: 'words', limit: 10 });
      await upsertProducts(shop, [aProduct({ name: 'Brass kettle' })]);
      const made = [{ ...missing!, vector: Array<number>(512).fill(1), textHash: 'of the old text' }];
      expect(await saveVectors(shop.db, 'products', { model: 'words', made })).toBe(0);
      expect(await countMissing(shop.db, 'words')).toBe(1);
    });

    it('may run twice at once', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      const many = Array.from({ length: 120 }, (_, index) => aProduct({ sku: `SKU-${index}` }));
      await upsertProducts(shop, many);
      await upsertArticle(shop, returns);
      shop.embeddings.isDown = false;
      await Promise.all([shop.run(), shop.run()]);
      expect(await shop.run()).toEqual({ products: 0, passages: 0, left: 0 });
      expect(await upsertProducts(shop, many)).toMatchObject({ embedded: 0 });
    });

    it('fails when nothing can be embedded, so that an alarm tells of it', async () => {
      const shop = await aShop();
      shop.embeddings.isDown = true;
      await upsertProducts(shop, [aProduct()]);
      await expect(shop.run()).rejects.toThrow('words is down');
      expect(shop.logged.at(-1)).toMatchObject({ event: 'catalog.embedded', products: 0, left: 1 });
    });
  });
}
