import { beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../lib/catalog/hybrid.ts';
import { listProducts } from '../../lib/catalog/list-products.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aDb } from '../support/postgres.ts';

const size = 5000;
const searchFor = (typed: string) => ({ words: wordsOf(typed), typed });

let db: Database;
beforeAll(async () => {
  db = await aDb();
  await db.query(
    `insert into products (sku, name, price_cents, currency, stock)
     select 'SKU-' || number, case when number % 1000 = 0 then 'Oak lamp ' else 'Thing ' end || number, 100, 'EUR', 1
       from generate_series(1, ${size}) as number`,
  );
});

describe('a search in a list of products that Postgres has no statistics of', () => {
  it('makes its words into a query once, not for each product', async () => {
    const uses: string[] = [];
    const explaining: Db = {
      async query(sql, parameters) {
        const { rows } = await db.query(`explain (verbose) ${sql}`, parameters);
        uses.push(...rows.map((row) => JSON.stringify(row)).filter((line) => line.includes('wanted_words')));
        return { rows: [], rowCount: 0 };
      },
    };
    const page = { search: searchFor('lamps'), inStock: null, after: null, limit: 20 };
    await listProducts(explaining, page);
    expect(uses).toEqual([expect.stringMatching(/" *Output: wanted_words\(/)]);
  });
});

describe('a list of the products that are looked for', () => {
  it('begins with the SKU that was typed and what begins so, and no page repeats or leaves out any', async () => {
    const search = searchFor('sku-50');
    const skus: string[] = [];
    for (let after: string | null = null; ; after = skus.at(-1) ?? null) {
      const page = await listProducts(db, { search, inStock: true, after, limit: 3 });
      skus.push(...page.map(({ sku }) => sku));
      if (page.length < 3 || skus.length > 20) break;
    }
    expect(skus.slice(0, 12)).toEqual(['SKU-50', 'SKU-500', 'SKU-5000', ...nines(50)]);
    expect(new Set(skus).size).toBe(skus.length);
  });
});

describe('somebody who types', () => {
  const found = async (typed: string) =>
    (await listProducts(db, { search: searchFor(typed), inStock: null, after: null, limit: 20 })).map(
      ({ sku }) => sku,
    );

  it('a rare word finds all that have it, wherever among the SKUs they are', async () => {
    expect(await found('lamps')).toEqual(['SKU-1000', 'SKU-2000', 'SKU-3000', 'SKU-4000', 'SKU-5000']);
  });

  it('half a SKU finds what begins so, though no word is so', async () => {
    expect(await found('sK')).toEqual((await found('sku')).slice(0, 20));
    expect((await found('sK'))[0]).toBe('SKU-1');
  });

  it('nothing that can be looked for finds nothing', async () => {
    expect([await found(''), await found('!?')]).toEqual([[], []]);
  });
});

/** The SKUs that go on with one more digit, but the first. */
function nines(number: number): string[] {
  return Array.from({ length: 9 }, (_, digit) => `SKU-${number}${digit + 1}`);
}
