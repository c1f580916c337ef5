import { beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { aShopOf, at } from '../stock-alerts/a-crowd.ts';
import { aTeller } from '../stock-alerts/notify.contract.ts';
import { rowsRead } from '../support/rows-read.ts';
import { aDb } from './support.ts';

const crowd = 20_000;
const most = 500;

describe(`of ${crowd} who wait for one thing`, () => {
  let db: Database;
  beforeAll(async () => {
    db = await aShopOf(aDb, aProduct({ stock: 0 }));
    await db.query(
      `insert into leads (account_id, contact_id, channel, first_seen_at, last_seen_at)
       select 1, number, 'web', $2, $2 from generate_series(1, $1::integer) as number`,
      [crowd, at(0)],
    );
    await db.query(
      `insert into stock_alerts (id, account_id, customer_id, conversation_id, channel, product_name, product_sku,
         requested_at)
       select ('00000000-0000-4000-8000-' || lpad(contact_id::text, 12, '0'))::uuid, 1, id, contact_id, 'web', 'Lamp', 'LAMP-OAK',
              $1::timestamptz + contact_id * interval '1 millisecond'
         from leads`,
      [at(0)],
    );
    await db.query('vacuum analyze');
  });

  it.each([
    ['would be told where all are meant', { dryRun: true, policy: 'all', stock: 1 }, 1],
    ['are told where all are meant', { policy: 'all', stock: 1 }, 1],
    ['are told where there are units for all', { stock: 1_000_000 }, most + 1],
    ['would be told while a thousand are being told', { dryRun: true, policy: 'all' }, 2 * most + 1],
  ] as const)('500 %s, those who wait longest, and few others are looked at', async (_, request, first) => {
    const looked: number[] = [];
    const { notify } = aTeller(counting(db, looked));
    const told = await notify('LAMP-OAK', request);
    if (!Array.isArray(told)) throw new Error(told.kind);
    const places = told.map(([id]) => Number(id.slice(-12)));
    expect(places).toEqual(Array.from({ length: most }, (_, index) => first + index));
    // They are found, locked, claimed and shown with their leads, and the thousand before them twice.
    expect(looked.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(12 * most);
  });
});

/** The same database, which notes for each statement of a transaction how many rows Postgres looks at for it. */
function counting(db: Database, looked: number[]): Database {
  const noting = (tx: Db): Db => ({
    async query(sql, parameters) {
      if (sql.includes('savepoint')) return tx.query(sql);
      await tx.query('savepoint counted');
      looked.push(await rowsRead(tx, sql, parameters));
      await tx.query('rollback to savepoint counted');
      return tx.query(sql, parameters);
    },
  });
  return { ...db, transaction: (work) => db.transaction((tx) => work(noting(tx))) };
}
