import { beforeAll, describe, expect, it } from 'vitest';
import { mergeImport } from '../../lib/catalog/import-store.ts';
import { aDb } from '../support/postgres.ts';
import { header, importContract, receive } from './import.contract.ts';

// Making the database is no part of any test.
beforeAll(() => aDb());

describe('an import of products', () => {
  importContract(aDb);
});

describe('a file of 50,000 products', () => {
  const count = 50_000;
  function* lines(wrongAt?: number) {
    yield header;
    for (let at = 2; at <= count + 1; at += 1) {
      const price = at === wrongAt ? 'gratis' : '89,00';
      yield `SKU-${at},Oak lamp ${at % 500},"A lamp made by hand, ${at % 90} cm high","${price}",EUR,${at % 50},,Lamps`;
    }
  }

  it('with a bad line near its end changes nothing', async () => {
    const db = await aDb();
    const received = await receive(db, lines(49_999));
    expect(received).toMatchObject({ kind: 'refused', errors: [{ line: 49_999, path: 'price' }] });
    const { rows } = await db.query(
      'select (select count(*) from products) + (select count(*) from catalog_import_rows) as count',
    );
    expect(rows).toEqual([{ count: '0' }]);
  }, 120_000);

  it('is taken over with its progress to be seen', async () => {
    const db = await aDb();
    const received = await receive(db, lines());
    if (received.kind === 'refused') throw new Error('refused');
    expect(received.products).toBe(count);
    const seen: number[] = [];
    expect(await mergeImport(db, received.importId, (progress) => seen.push(progress))).toMatchObject({
      ...{ products: count, added: count, changed: 0 },
    });
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  }, 240_000);
});
