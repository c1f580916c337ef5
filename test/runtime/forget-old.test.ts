import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { forgetOld } from '../../lib/runtime/forget-old.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aDb } from '../support/postgres.ts';

const now = new Date('2026-05-31T03:00:00Z');
const day = (date: string) => new Date(`2026-${date}T12:00:00Z`);
let db: Database;

beforeAll(async () => {
  db = await aDb();
});

const anEvent = (id: string, at: Date) =>
  db.query(
    `insert into shop_events (source, id, type, sku, outcome, received_at, handled_at)
     values ('generic', $1, 'stock', 'VASE', 'done', $2, $2)`,
    [id, at],
  );

async function aFile(at: Date): Promise<void> {
  const id = randomUUID();
  await db.query('insert into catalog_imports (id, created_at, products) values ($1, $2, 1)', [id, at]);
  await db.query(
    `insert into catalog_import_rows (import_id, sku, name, description, price_cents, currency, stock)
     values ($1, 'VASE', 'Vase', '', 100, 'EUR', 1)`,
    [id],
  );
}

const left = async () => ({
  events: (await db.query('select id from shop_events')).rows,
  files: (await db.query('select created_at as at from catalog_imports')).rows,
  rows: (await db.query('select count(*)::integer as n from catalog_import_rows')).rows,
});

it('forgets files and events of shop systems after 30 days, and nothing that is younger', async () => {
  await anEvent('a month ago', day('04-30'));
  await anEvent('last week', day('05-24'));
  await aFile(day('04-29'));
  await aFile(day('05-30'));

  expect(await forgetOld({ db, now: () => now })).toEqual({ imports: 1, shopEvents: 1 });
  const rest = { events: [{ id: 'last week' }], files: [{ at: day('05-30') }], rows: [{ n: 1 }] };
  expect(await left()).toEqual(rest);

  expect(await forgetOld({ db, now: () => now })).toEqual({ imports: 0, shopEvents: 0 });
  expect(await left()).toEqual(rest);
});
