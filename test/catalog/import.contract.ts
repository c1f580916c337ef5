import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { embedCatalog } from '../../lib/catalog/embed-catalog.ts';
import { receiveImport } from '../../lib/catalog/import-products.ts';
import { mergeImport } from '../../lib/catalog/import-store.ts';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { findStoredProduct } from '../../lib/catalog/stored-product.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from './products.contract.ts';
import { wordVectors } from './word-vectors.ts';

export const header = 'sku,name,description,price,currency,stock,url,category';

export async function* bytesOf(lines: Iterable<string>) {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

export const receive = (db: Database, lines: Iterable<string>, now = new Date()) =>
  receiveImport({ db, newId: randomUUID, now: () => now }, bytesOf(lines));

export async function importAll(db: Database, lines: Iterable<string>) {
  const received = await receive(db, lines);
  if (received.kind === 'refused') throw new Error(JSON.stringify(received.errors));
  return mergeImport(db, received.importId, () => undefined);
}

const rowsOf = async (db: Database, sql: string): Promise<any[]> => (await db.query(sql)).rows;

/** What an import must do on every Postgres. */
export function importContract(aDb: () => Promise<Database>) {
  it('adds what is new, changes what is there, and keeps variants, vectors of unchanged texts and told units', async () => {
    const db = await aDb();
    const embeddings = wordVectors();
    const lamp = aProduct({ sku: 'LAMP', stock: 0 });
    await upsertProducts({ db, embeddings }, [
      lamp,
      aProduct({ sku: 'RUG', name: 'Rug', variants: undefined }),
    ]);
    const line = (sku: string, name: string, stock: number) =>
      `${sku},"${name}","${lamp.description ?? ''}",89.00,EUR,${stock},,${lamp.category ?? ''}`;

    expect(
      await importAll(db, [
        header,
        line('LAMP', lamp.name, 4),
        line('RUG', 'Red rug', 1),
        line('NEW', 'Vase', 2),
      ]),
    ).toEqual({ kind: 'merged', products: 3, added: 1, changed: 2 });

    const found = await rowsOf(
      db,
      `select sku, name, embedding is not null as embedded, unannounced_units as units,
              (select count(*)::integer from variants where product_id = products.id) as variants
         from products order by sku`,
    );
    expect(found).toEqual([
      { sku: 'LAMP', name: lamp.name, embedded: true, units: 4, variants: lamp.variants?.length ?? 0 },
      { sku: 'NEW', name: 'Vase', embedded: false, units: 2, variants: 0 },
      { sku: 'RUG', name: 'Red rug', embedded: false, units: expect.any(Number), variants: 0 },
    ]);
    await embedCatalog({ db, embeddings, log: () => undefined, now: () => 0 });
    expect(await rowsOf(db, 'select sku from products where embedding is null')).toEqual([]);
  });

  it('the same file again changes nothing, and a job that comes twice says what it did', async () => {
    const db = await aDb();
    const lines = [header, 'A,Vase,,1,EUR,2,,', 'B,Bowl,,1,EUR,2,,'];
    const received = await receive(db, lines);
    if (received.kind === 'refused') throw new Error('refused');
    const merge = () => mergeImport(db, received.importId, () => undefined);
    const once = await merge();
    expect(once).toMatchObject({ products: 2, added: 2, changed: 0 });
    expect(await merge()).toMatchObject({ products: 2, added: 2, changed: 0 });
    expect(await importAll(db, lines)).toMatchObject({ products: 2, added: 0, changed: 0 });
    expect(await rowsOf(db, 'select * from catalog_import_rows')).toEqual([]);
  });

  it('keeps nothing of a file with one wrong line', async () => {
    const db = await aDb();
    const received = await receive(db, [header, 'A,Vase,,1,EUR,2,,', 'B,Bowl,,1,EUR,many,,']);
    expect(received).toMatchObject({ kind: 'refused', errors: [{ line: 3, path: 'stock' }] });
    expect(await findStoredProduct(db, 'A')).toBeUndefined();
    expect(await rowsOf(db, 'select * from catalog_import_rows')).toEqual([]);
  });

  it('changes nothing when it is stopped in the middle, and all of it when it is done again', async () => {
    const db = await aDb();
    const lines = [header, ...Array.from({ length: 1200 }, (_, at) => `S${at},Vase ${at},,1,EUR,2,,`)];
    const received = await receive(db, lines);
    if (received.kind === 'refused') throw new Error('refused');
    const stopped = mergeImport(db, received.importId, (progress) => {
      if (progress > 0.5) throw new Error('killed');
    });
    await expect(stopped).rejects.toThrow('killed');
    expect(await rowsOf(db, 'select count(*)::integer as count from products')).toEqual([{ count: 0 }]);
    expect(await mergeImport(db, received.importId, () => undefined)).toMatchObject({ added: 1200 });
  });

  it('throws away what was laid aside and never taken over', async () => {
    const db = await aDb();
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    const old = await receive(db, [header, 'A,Vase,,1,EUR,2,,'], yesterday);
    if (old.kind === 'refused') throw new Error('refused');
    await receive(db, [header, 'B,Bowl,,1,EUR,2,,']);
    expect(await mergeImport(db, old.importId, () => undefined)).toEqual({ kind: 'gone' });
  });

  it('keeps nothing of a file that gives a product the SKU of a variant, and says in which lines', async () => {
    const db = await aDb();
    const rug = aProduct({
      sku: 'RUG',
      variants: [{ sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 1 }],
    });
    await upsertProducts({ db, embeddings: wordVectors() }, [rug]);
    const received = await receive(db, [header, 'A,Vase,,1,EUR,2,,', '', 'RUG-RED,Red rug,,1,EUR,2,,']);
    expect(received).toMatchObject({ kind: 'refused', errors: [{ line: 4, path: 'sku' }] });
    expect(await findStoredProduct(db, 'A')).toBeUndefined();
    expect(await rowsOf(db, 'select * from catalog_import_rows')).toEqual([]);
  });

  it('takes nothing over when a SKU became a variant’s since the file was checked', async () => {
    const db = await aDb();
    const received = await receive(db, [header, 'A,Vase,,1,EUR,2,,', 'RUG-RED,Red rug,,1,EUR,2,,']);
    if (received.kind === 'refused') throw new Error('refused');
    const rug = aProduct({
      sku: 'RUG',
      variants: [{ sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 1 }],
    });
    await upsertProducts({ db, embeddings: wordVectors() }, [rug]);
    const merged = await mergeImport(db, received.importId, () => undefined);
    expect(merged).toEqual({ kind: 'refused', lines: [3], total: 1 });
    expect(await rowsOf(db, 'select sku from products')).toEqual([{ sku: 'RUG' }]);
  });
}
