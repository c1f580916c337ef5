import { upsertProducts } from '../../lib/catalog/learn.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import { stockOf } from '../../lib/catalog/stock.ts';
import { claimWaiting } from '../../lib/stock-alerts/claim-store.ts';
import type { StockWish } from '../../lib/stock-alerts/stock-alert.ts';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aWish } from './stock-alerts.contract.ts';

const noon = new Date('2026-05-01T12:00:00Z');
/** So many minutes after noon. */
export const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** A rug that comes in two colours, both sold out. */
export const rug: ProductInput = aProduct({
  sku: 'RUG',
  variants: [
    { sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 0 },
    { sku: 'RUG-BLUE', name: 'Blue', priceCents: 1, stock: 0 },
  ],
});

/** The database of a shop that sells these. */
export async function aShopOf(aDb: () => Promise<Database>, ...products: ProductInput[]): Promise<Database> {
  const db = await aDb();
  await upsertProducts({ db, embeddings: wordVectors() }, products);
  return db;
}

/** Notes wishes, each a minute after the other. Answers their ids. */
export async function wishes(db: Db, ...given: (Partial<StockWish> & { contactId: number })[]) {
  const ids: string[] = [];
  for (const [index, { contactId, ...overrides }] of given.entries()) {
    const wish = await aWish(db, contactId, { requestedAt: at(index), ...overrides });
    ids.push((await createStockAlert(db, wish)).id);
  }
  return ids;
}

/** Claims as a check at that time would. Answers whose wishes. */
export async function claim(db: Database, sku: string, now = at(60)): Promise<string[]> {
  const { productId } = (await stockOf(db, sku))!;
  return (await claimWaiting(db, { productId, now })).map(({ id }) => id);
}
