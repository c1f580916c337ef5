import { beforeEach, describe, expect, it } from 'vitest';
import { embedCatalog } from '../../lib/catalog/embed-catalog.ts';
import { countMissing } from '../../lib/catalog/missing-vectors.ts';
import { searchProducts } from '../../lib/catalog/retrieval.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { seedShop } from '../../local/seed/seed-shop.ts';
import { seedEmbeddings } from '../../local/seed-embeddings.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aDb } from '../support/postgres.ts';

const model = 'openai:text-embedding-3-small';
const quiet = { log: () => {}, now: () => 0 };

describe('a demo shop whose texts a vendor embeds', () => {
  let db: Database;
  beforeEach(async () => {
    db = await aDb();
    await seedShop({ db, embeddings: seedEmbeddings(model) });
  });

  it('is found by words at once', async () => {
    const shop = { ...quiet, db, embeddings: seedEmbeddings(model) };
    expect(await searchProducts(shop, { query: 'oak table lamp', limit: 1 })).toMatchObject([
      { matchedWords: true },
    ]);
  });

  it('gets its vectors from whoever has the key, and keeps them when it is seeded again', async () => {
    expect(await countMissing(db, model)).toBeGreaterThan(100);
    const { left } = await embedCatalog({ ...quiet, db, embeddings: wordVectors(model) });
    expect(left).toBe(0);
    await seedShop({ db, embeddings: seedEmbeddings(model) });
    expect(await countMissing(db, model)).toBe(0);
  });
});
