import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { deleteOldImports } from '../../lib/catalog/delete-old-imports.ts';
import { beginImport, mergeImport, stageRows } from '../../lib/catalog/import-store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aDb } from '../support/postgres.ts';

beforeAll(() => aDb());

const lastMonth = new Date('2026-05-01T12:00:00Z');

async function staged(db: Database, createdAt: string, products: number): Promise<string> {
  const importId = randomUUID();
  // The oldest first: a new one throws away what a day left behind.
  await beginImport(db, { importId, now: new Date(createdAt) });
  const rows = Array.from({ length: products }, (_, at) => ({
    ...{
      line: at + 2,
      sku: `S-${at}`,
      name: 'Vase',
      description: '',
      priceCents: 1,
      currency: 'EUR',
      stock: 1,
    },
    ...{ url: null, category: null },
  }));
  await stageRows(db, importId, rows);
  return importId;
}

it('imports of last month go with all that was laid aside for them, those of today can still be taken over', async () => {
  const db = await aDb();
  await staged(db, '2026-05-01T11:00:00Z', 7);
  await mergeImport(db, await staged(db, '2026-05-01T11:30:00Z', 3), () => undefined);
  const kept = await staged(db, '2026-05-01T12:00:00Z', 4);

  expect(await deleteOldImports(db, lastMonth, 2)).toBe(2);
  const { rows } = await db.query('select distinct import_id as id from catalog_import_rows');
  expect(rows).toEqual([{ id: kept }]);
  expect(await deleteOldImports(db, lastMonth, 2)).toBe(0);
  expect(await mergeImport(db, kept, () => undefined)).toMatchObject({ products: 4 });
});
