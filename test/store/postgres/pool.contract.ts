import { expect, it } from 'vitest';
import type { Database } from '../../../lib/store/postgres/pool.ts';

/** What a database promises, on every Postgres. */
export function databaseContract(aDb: () => Promise<Database>): void {
  it('gives rows with numbers, texts, instants and JSON', async () => {
    const db = await aDb();
    const noon = new Date('2026-05-01T12:00:00Z');
    const { rows, rowCount } = await db.query(
      `select $1::int as number, $2::text as text, $3::timestamptz as at, $4::jsonb as json, $5::text[] as list`,
      [7, 'café 🪔', noon, JSON.stringify({ a: [1] }), ['x', 'y, z']],
    );
    expect(rows).toEqual([{ number: 7, text: 'café 🪔', at: noon, json: { a: [1] }, list: ['x', 'y, z'] }]);
    expect(rowCount).toBe(1);
  });

  it('passes on what Postgres refuses, and goes on answering', async () => {
    const db = await aDb();
    await expect(db.query('select $1::int', ['seven'])).rejects.toMatchObject({ code: '22P02' });
    await expect(db.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('keeps all of a transaction or nothing', async () => {
    const db = await aDb();
    const add = `insert into products (sku, name, price_cents, currency, stock) values ($1, 'Lamp', 1, 'EUR', 0)`;
    await db.transaction(async (inside) => {
      await inside.query(add, ['KEPT']);
    });
    const failing = db.transaction(async (inside) => {
      await inside.query(add, ['LOST']);
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    const refused = db.transaction(async (inside) => {
      await inside.query(add, ['LOST TOO']);
      await inside.query('select 1/0');
    });
    await expect(refused).rejects.toMatchObject({ code: '22012' });
    expect((await db.query('select sku from products')).rows).toEqual([{ sku: 'KEPT' }]);
  });
}
