import { beforeAll, describe, expect, it } from 'vitest';
import { bestOf } from '../../lib/catalog/hybrid.ts';
import { productsToEmbed } from '../../lib/catalog/missing-vectors.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aDb } from './support.ts';

const size = 20_000;

describe(`a search among ${size} products`, () => {
  let db: Database;
  beforeAll(async () => {
    db = await aDb();
    await db.query('select setseed(0.5)');
    await db.query(
      `insert into products (sku, name, price_cents, currency, stock, embedding, embedding_model, embedded_text_hash)
       select 'SKU-' || number,
              case when number % 1000 = 0 then 'Oak table lamp' else 'Thing ' || number end,
              100, 'EUR', 1,
              (select array_agg(random() - 0.5) from generate_series(1, 512) where number > 0)::real[]::halfvec(512),
              'words', 'x'
         from generate_series(1, ${size}) as number`,
    );
    await db.query('analyze products');
  });

  it('finds the words by their index and the meaning by looking at every vector, well within a second', async () => {
    const vector = JSON.stringify(Array.from({ length: 512 }, (_, index) => Math.sin(index)));
    const { rows } = await db.query(
      `explain (analyze, format json) with ${bestOf('products')} select * from best`,
      [['lamps'], vector, 'words', 5],
    );
    const [row] = rows as { 'QUERY PLAN': [{ Plan: object; 'Execution Time': number }] }[];
    const [{ Plan: plan, 'Execution Time': milliseconds }] = row!['QUERY PLAN'];
    expect(JSON.stringify(plan)).toContain('"Index Name":"products_search"');
    expect(milliseconds).toBeLessThan(1000);
  });

  it('knows by an index that no product lacks a vector', async () => {
    const plans: string[] = [];
    const explaining: Db = {
      async query(sql, parameters) {
        plans.push(JSON.stringify((await db.query(`explain (format json) ${sql}`, parameters)).rows));
        return { rows: [], rowCount: 0 };
      },
    };
    await productsToEmbed(explaining, { model: 'words', limit: 100 });
    expect(plans).toEqual([expect.stringContaining('"Index Name":"products_embedding_model"')]);
    expect(plans[0]).not.toContain('Seq Scan');
  });
});
