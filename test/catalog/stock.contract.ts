import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { listProducts } from '../../lib/catalog/list-products.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from './products.contract.ts';
import { wordVectors } from './word-vectors.ts';

const red = { sku: 'RUG-RED', name: 'Red', priceCents: 4900, stock: 2 };
const blue = { sku: 'RUG-BLUE', name: 'Blue', priceCents: 5900, stock: 1 };
const rug = aProduct({
  sku: 'RUG',
  name: 'Rug',
  stock: 9,
  url: 'https://shop.example/rug',
  variants: [red, blue],
});

/** Units nobody was told of, by SKU. */
export async function unannounced(db: Db): Promise<Record<string, number>> {
  const { rows } = await db.query(
    'select sku, unannounced_units as units from products union all select sku, unannounced_units from variants',
  );
  return Object.fromEntries((rows as { sku: string; units: number }[]).map(({ sku, units }) => [sku, units]));
}

/** What is promised about what is in stock, on every Postgres. */
export function stockContract(aDb: () => Promise<Database>): void {
  const aShop = async (...products: ProductInput[]) => {
    const db = await aDb();
    await upsertProducts({ db, embeddings: wordVectors() }, products);
    return db;
  };

  it('says what is in stock of a product and of a variant, and what may be said of it', async () => {
    const db = await aShop(aProduct(), rug);
    expect(await stockOf(db, 'LAMP-OAK')).toEqual({
      sku: 'LAMP-OAK',
      productSku: 'LAMP-OAK',
      productId: expect.any(String),
      name: 'Oak table lamp',
      variantName: null,
      priceCents: 8900,
      currency: 'EUR',
      url: null,
      stock: 4,
    });
    expect(await stockOf(db, 'RUG-BLUE')).toMatchObject({
      ...{ sku: 'RUG-BLUE', productSku: 'RUG', name: 'Rug', variantName: 'Blue' },
      ...{ priceCents: 5900, url: 'https://shop.example/rug', stock: 1 },
    });
    expect(await stockOf(db, 'NONE')).toBeUndefined();
  });

  it('says of a product with variants what there is of all of them', async () => {
    const db = await aShop(rug);
    expect(await stockOf(db, 'RUG')).toMatchObject({ variantName: null, stock: 3 });
  });

  it('sets the stock of a product and of a variant, whose product follows', async () => {
    const db = await aShop(aProduct(), rug);
    expect(await setStock(db, { sku: 'LAMP-OAK', stock: 7 })).toMatchObject({
      kind: 'set',
      item: { stock: 7 },
    });
    expect(await setStock(db, { sku: 'RUG-RED', stock: 5 })).toMatchObject({
      kind: 'set',
      item: { sku: 'RUG-RED', stock: 5 },
    });
    const { rows } = await db.query(`select stock from products where sku = 'RUG'`);
    expect(rows).toEqual([{ stock: 6 }]);
  });

  it('lists a product as in stock as long as there is any of its variants, whoever sets what', async () => {
    const db = await aShop(aProduct(), rug);
    const listed = async (inStock: boolean) => {
      const page = { search: null, inStock, after: null, limit: 9 };
      return (await listProducts(db, page)).map(({ sku }) => sku);
    };
    const bothLists = async () => [await listed(true), await listed(false)];
    const save = (...variants: (typeof red)[]) =>
      upsertProducts({ db, embeddings: wordVectors() }, [{ ...rug, variants }]);
    expect(await bothLists()).toEqual([['LAMP-OAK', 'RUG'], []]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 0 });
    await setStock(db, { sku: 'RUG-RED', stock: 0 });
    expect(await bothLists()).toEqual([['RUG'], ['LAMP-OAK']]);
    await setStock(db, { sku: 'RUG-BLUE', stock: 0 });
    expect(await bothLists()).toEqual([[], ['LAMP-OAK', 'RUG']]);
    // A file sets the product's own number, which says nothing here.
    await db.query(`update products set stock = 7`);
    expect(await bothLists()).toEqual([['LAMP-OAK'], ['RUG']]);
    await save(red, { ...blue, stock: 0 });
    expect(await bothLists()).toEqual([['LAMP-OAK', 'RUG'], []]);
    await save({ ...blue, stock: 0 });
    expect(await bothLists()).toEqual([['LAMP-OAK'], ['RUG']]);
    await db.query('delete from variants');
    expect(await bothLists()).toEqual([['LAMP-OAK', 'RUG'], []]);
  });

  it('lists two products right when one takes a variant from the other', async () => {
    const db = await aShop(aProduct({ variants: [{ ...red, stock: 0 }] }), { ...rug, variants: [blue] });
    await upsertProducts({ db, embeddings: wordVectors() }, [
      aProduct({ variants: [{ ...red, stock: 0 }, blue] }),
      { ...rug, stock: 0, variants: [] },
    ]);
    const page = { search: null, inStock: true, after: null, limit: 9 };
    expect(await listProducts(db, page)).toMatchObject([{ sku: 'LAMP-OAK', stock: 1 }]);
  });

  it('does not guess how a sum is shared out', async () => {
    const db = await aShop(rug);
    expect(await setStock(db, { sku: 'RUG', stock: 5 })).toEqual({
      kind: 'has-variants',
      skus: ['RUG-RED', 'RUG-BLUE'],
    });
    expect(await stockOf(db, 'RUG')).toMatchObject({ stock: 3 });
    expect(await setStock(db, { sku: 'NONE', stock: 5 })).toEqual({ kind: 'unknown-sku' });
  });

  it.each([
    ['what came in is added', 2, 5, { before: 1, after: 4 }],
    ['what was sold is no longer there to tell of', 5, 2, { before: 4, after: 2 }],
    ['what was told of stays told of', 5, 4, { before: 1, after: 1 }],
    ['sold out is sold out', 5, 0, { before: 3, after: 0 }],
  ])('counts the units nobody was told of: %s', async (_what, from, to, { before, after }) => {
    const db = await aShop(
      aProduct({ stock: from }),
      aProduct({ sku: 'RUG', variants: [{ ...red, stock: from }] }),
    );
    for (const table of ['products', 'variants'])
      await db.query(`update ${table} set unannounced_units = $1`, [before]);
    await setStock(db, { sku: 'LAMP-OAK', stock: to });
    await setStock(db, { sku: 'RUG-RED', stock: to });
    expect(await unannounced(db)).toMatchObject({ 'LAMP-OAK': after, 'RUG-RED': after });
  });

  it('counts them when products are imported too, new ones and known ones', async () => {
    const db = await aShop(aProduct(), rug);
    expect(await unannounced(db)).toMatchObject({ 'LAMP-OAK': 4, 'RUG-RED': 2, 'RUG-BLUE': 1 });
    await db.query('update products set unannounced_units = 0');
    await db.query('update variants set unannounced_units = 0');
    await upsertProducts({ db, embeddings: wordVectors() }, [
      aProduct({ stock: 6 }),
      {
        ...rug,
        variants: [
          { ...red, stock: 3 },
          { ...red, sku: 'RUG-NEW', stock: 4 },
        ],
      },
    ]);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 2, RUG: 0, 'RUG-RED': 1, 'RUG-NEW': 4 });
  });
}
