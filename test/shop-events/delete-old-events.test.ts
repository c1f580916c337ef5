import { beforeAll, expect, it } from 'vitest';
import { deleteOldShopEvents } from '../../lib/shop-events/delete-old-events.ts';
import { listEvents, noteEvent, noteOutcome } from '../../lib/shop-events/store.ts';
import type { ShopEventJob } from '../../lib/queue/jobs.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { aDb } from '../support/postgres.ts';

beforeAll(() => aDb());

const today = new Date('2026-05-31T12:00:00Z');
const lastMonth = new Date('2026-05-01T12:00:00Z');
const anEvent = (id: string, receivedAt: string): ShopEventJob => ({
  kind: 'shop-event',
  source: 'generic',
  id,
  change: { type: 'stock', sku: 'VASE', stock: 1 },
  receivedAt,
});

async function remembered(db: Db): Promise<string[]> {
  return (await listEvents(db, { open: false, limit: 100 })).map(({ id }) => id).sort();
}

it('events are forgotten when they are older than asked for, done or not, however many there are', async () => {
  const db = await aDb();
  for (const at of [1, 2, 3, 4, 5]) await noteEvent(db, anEvent(`old-${at}`, '2026-05-01T11:59:59Z'), today);
  await noteOutcome(db, { source: 'generic', id: 'old-1' }, 'done');
  await noteEvent(db, anEvent('on-the-day', '2026-05-01T12:00:00Z'), today);
  await noteEvent(db, anEvent('new', '2026-05-30T12:00:00Z'), today);

  expect(await deleteOldShopEvents(db, lastMonth, 2)).toBe(5);
  expect(await remembered(db)).toEqual(['new', 'on-the-day']);
  expect(await deleteOldShopEvents(db, lastMonth, 2)).toBe(0);
});

it('what was forgotten when it was stopped half way stays forgotten, and the rest goes the next time', async () => {
  const db = await aDb();
  for (const at of [1, 2, 3, 4, 5]) await noteEvent(db, anEvent(`old-${at}`, '2026-04-01T12:00:00Z'), today);
  let batches = 0;
  const breaking: Db = {
    query: (sql, parameters) => {
      batches += 1;
      return batches > 1 ? Promise.reject(new Error('out of time')) : db.query(sql, parameters);
    },
  };
  await expect(deleteOldShopEvents(breaking, lastMonth, 2)).rejects.toThrow('out of time');
  expect(await remembered(db)).toHaveLength(3);
  expect(await deleteOldShopEvents(db, lastMonth, 2)).toBe(3);
});
