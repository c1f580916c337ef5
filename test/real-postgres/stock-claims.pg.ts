import { describe, expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import { claimWaiting } from '../../lib/stock-alerts/claim-store.ts';
import { letGo, markNotified, putBack } from '../../lib/stock-alerts/settle-claim.ts';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { stockContract, unannounced } from '../catalog/stock.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { claimsContract } from '../stock-alerts/claims.contract.ts';
import { notifyContract } from '../stock-alerts/notify.contract.ts';
import { settledClaimsContract } from '../stock-alerts/settled-claims.contract.ts';
import { aWish } from '../stock-alerts/stock-alerts.contract.ts';
import { wishesContract } from '../stock-alerts/wishes.contract.ts';
import { aDb, connections } from './support.ts';

// What is promised on the embedded Postgres is promised here too.
describe('what is in stock', () => stockContract(aDb));
describe('who is told of which unit', () => claimsContract(aDb));
describe('units whose notices ended', () => settledClaimsContract(aDb));
describe('wishes', () => wishesContract(aDb));
describe('telling at once', () => notifyContract(aDb, () => connections(4)));

const now = new Date('2026-05-01T13:00:00Z');
const variants = ['RED', 'BLUE', 'GREEN'].map((name) => ({
  ...{ sku: `RUG-${name}`, name, priceCents: 1, stock: 0 },
}));

async function aCrowd(db: Database, waiting: number): Promise<string> {
  await upsertProducts({ db, embeddings: wordVectors() }, [aProduct({ sku: 'RUG', variants })]);
  for (let contactId = 1; contactId <= waiting; contactId += 1) {
    const sku = ['RUG', 'RUG-RED', 'RUG-BLUE', 'RUG-GREEN'][contactId % 4]!;
    await createStockAlert(db, await aWish(db, contactId, { sku }));
  }
  return (await stockOf(db, 'RUG'))!.productId;
}

const statuses = async (db: Database) =>
  (await db.query('select status, count(*)::integer from stock_alerts group by 1 order by 1')).rows;

describe('eight checks at once', () => {
  it('claim disjointly, one customer per unit', async () => {
    const db = await aDb();
    const productId = await aCrowd(db, 40);
    for (const { sku } of variants) await setStock(db, { sku, stock: 5 });
    const checks = await connections(8);
    const claims = await Promise.all(checks.map((check) => claimWaiting(check, { productId, now })));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(15);
    expect(new Set(ids).size).toBe(15);
    expect(await unannounced(db)).toMatchObject({ 'RUG-RED': 0, 'RUG-BLUE': 0, 'RUG-GREEN': 0 });
    expect(await statuses(db)).toEqual([
      { status: 'pending', count: 25 },
      { status: 'sending', count: 15 },
    ]);
  });

  it('tell no more than there are, while stock falls and rises and notices end in every way', async () => {
    const db = await aDb();
    const productId = await aCrowd(db, 40);
    const workers = await connections(8);
    await Promise.all(
      workers.map(async (worker, index) => {
        for (let round = 0; round < 8; round += 1) {
          const { sku } = variants[(round + index) % 3]!;
          if (index % 4 === 0) await setStock(worker, { sku, stock: (round * 5 + index) % 4 });
          else {
            for (const { id } of await claimWaiting(worker, { productId, now })) {
              if (round % 2 === 0 && (await letGo(worker, id)))
                await markNotified(worker, { id, messageId: round + 1, at: now });
              else await putBack(worker, { id, status: 'pending', reason: 'paused', retryAt: null });
            }
          }
          const { rows } = await worker.query(
            `select sku from variants
              where unannounced_units > greatest(0, stock - told_units - (
                select count(*) from stock_alerts where claimed_sku = sku and status in ('sending', 'cancelled')
              ))`,
          );
          expect(rows).toEqual([]);
        }
      }),
    );
    const { rows } = await db.query(`select from stock_alerts where status = 'sending'`);
    expect(rows).toEqual([]);
  });

  it('let go no more than there are of what they claimed', async () => {
    const db = await aDb();
    const productId = await aCrowd(db, 40);
    for (const { sku } of variants) await setStock(db, { sku, stock: 5 });
    const claims = await claimWaiting(db, { productId, now });
    for (const { sku } of variants) await setStock(db, { sku, stock: 2 });
    const workers = await connections(8);
    const gone = await Promise.all(
      claims.map(async ({ id }, index) => {
        const worker = workers[index % 8]!;
        if (await letGo(worker, id)) return id;
        await putBack(worker, { id, status: 'pending', reason: 'not-enough-left', retryAt: null });
        return undefined;
      }),
    );
    expect(gone.filter((id) => id !== undefined)).toHaveLength(6);
  });

  it('do not lock out who imports, sets stock or gives a unit back meanwhile', async () => {
    const db = await aDb();
    const productId = await aCrowd(db, 30);
    const workers = await connections(8);
    await Promise.all(
      workers.map(async (worker, index) => {
        for (let round = 0; round < 12; round += 1) {
          const stock = (round * 3 + index) % 7;
          const { sku } = variants[(round + index) % 3]!;
          if (index % 4 === 0) await setStock(worker, { sku, stock });
          else if (index % 4 === 1) {
            const given = variants.map((variant) => ({ ...variant, stock }));
            await upsertProducts({ db: worker, embeddings: wordVectors() }, [
              aProduct({ sku: 'RUG', variants: index === 1 ? given : given.toReversed() }),
            ]);
          } else {
            for (const { id } of await claimWaiting(worker, { productId, now }))
              await putBack(worker, { id, status: 'pending', reason: 'paused', retryAt: null });
          }
        }
      }),
    );
    expect(await statuses(db)).toEqual([{ status: 'pending', count: 30 }]);
    const { rows } = await db.query('select from variants where unannounced_units > stock');
    expect(rows).toEqual([]);
  });
});
