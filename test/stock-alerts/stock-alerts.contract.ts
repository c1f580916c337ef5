import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { upsertLead } from '../../lib/leads/store.ts';
import type { StockWish } from '../../lib/stock-alerts/stock-alert.ts';
import { createStockAlert, listWaiting, waitingInStock } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aContact, seen } from '../leads/leads.contract.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const later = new Date('2026-05-01T13:00:00Z');

/** A wish of the customer with this contact id. */
export async function aWish(
  db: Db,
  contactId: number,
  overrides: Partial<StockWish> = {},
): Promise<StockWish> {
  const { id: leadId } = await upsertLead(db, seen(aContact({ id: contactId })));
  return {
    accountId: 1,
    leadId,
    conversationId: contactId,
    inboxId: 3,
    language: 'en',
    turnId: null,
    channel: 'whatsapp',
    productName: 'Oak table lamp',
    sku: 'LAMP-OAK',
    productUrl: null,
    messageId: 101,
    customerMessage: 'Tell me when it is back',
    conversationContext: null,
    priority: 'high',
    requestedAt: noon,
    expiresAt: null,
    ...overrides,
  };
}

/** What is promised about stock alerts, on every Postgres. */
export function stockAlertsContract(aDb: () => Promise<Database>): void {
  it('keeps one open wish per customer and thing, with its place in the queue', async () => {
    const db = await aDb();
    const first = await createStockAlert(db, await aWish(db, 70));
    const again = await createStockAlert(db, await aWish(db, 70, { conversationId: 8, requestedAt: later }));
    expect(first.isNew).toBe(true);
    expect(again).toEqual({ id: first.id, isNew: false });
    expect(
      (await db.query('select conversation_id, requested_at, status, tags from stock_alerts')).rows,
    ).toEqual([
      { conversation_id: '8', requested_at: noon, status: 'pending', tags: ['stock_alert', 'important'] },
    ]);
  });

  it('keeps wishes for different things and of different customers apart', async () => {
    const db = await aDb();
    await createStockAlert(db, await aWish(db, 70));
    expect(await createStockAlert(db, await aWish(db, 70, { sku: 'RUG' }))).toMatchObject({ isNew: true });
    expect(await createStockAlert(db, await aWish(db, 71))).toMatchObject({ isNew: true });
  });

  it('takes a new wish after the old one was answered', async () => {
    const db = await aDb();
    const { id } = await createStockAlert(db, await aWish(db, 70));
    await db.query(`update stock_alerts set status = 'notified', notified_at = now() where id = $1`, [id]);
    expect(await createStockAlert(db, await aWish(db, 70, { messageId: 102 }))).toMatchObject({
      isNew: true,
    });
  });

  it('takes a wish for something the catalogue does not have, by its name', async () => {
    const db = await aDb();
    const wish = { sku: null, productName: 'Brass sconce' };
    await createStockAlert(db, await aWish(db, 70, wish));
    expect(
      await createStockAlert(db, await aWish(db, 70, { ...wish, productName: 'brass sconce' })),
    ).toMatchObject({
      isNew: false,
    });
    expect(await listWaiting(db, { accountId: 1, now: noon })).toMatchObject([
      { sku: null, stock: null, waiting: 1 },
    ]);
  });

  it('counts who waits for what, most wanted first, with what the catalogue has of it', async () => {
    const db = await aDb();
    const variants = [{ sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 2 }];
    await upsertProducts({ db, embeddings: wordVectors() }, [
      aProduct({ stock: 0 }),
      aProduct({ sku: 'RUG', stock: 9, variants }),
    ]);
    await createStockAlert(db, await aWish(db, 70, { sku: 'RUG-RED', productName: 'Rug, red' }));
    await createStockAlert(db, await aWish(db, 71, { requestedAt: later }));
    await createStockAlert(db, await aWish(db, 72));
    expect(await listWaiting(db, { accountId: 1, now: later })).toEqual([
      { sku: 'LAMP-OAK', productName: 'Oak table lamp', waiting: 2, longestSince: noon, stock: 0 },
      { sku: 'RUG-RED', productName: 'Rug, red', waiting: 1, longestSince: noon, stock: 2 },
    ]);
    expect(await waitingInStock(db, later)).toMatchObject([
      { accountId: 1, sku: 'RUG-RED', productName: 'Rug, red', waiting: 1, longestSince: noon, stock: 2 },
    ]);
  });

  it('does not count a wish that ran out, and not those of another account', async () => {
    const db = await aDb();
    await createStockAlert(db, await aWish(db, 70, { expiresAt: later }));
    expect(await listWaiting(db, { accountId: 1, now: noon })).toHaveLength(1);
    expect(await listWaiting(db, { accountId: 1, now: later })).toEqual([]);
    expect(await listWaiting(db, { accountId: 2, now: noon })).toEqual([]);
  });
}
