import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import type { ProductInput } from '../../lib/catalog/product.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import { claimWaiting, countStuck, findAlert, reclaimStuck } from '../../lib/stock-alerts/claim-store.ts';
import { reportUnsold } from '../../lib/stock-alerts/report-unsold.ts';
import {
  giveBackUnit,
  keepUnitTaken,
  letGo,
  markNotified,
  putBack,
} from '../../lib/stock-alerts/settle-claim.ts';
import type { StockWish } from '../../lib/stock-alerts/stock-alert.ts';
import {
  cancelWishes,
  createStockAlert,
  expireWishes,
  listAlerts,
  openWishes,
} from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aWish } from './stock-alerts.contract.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const rug: ProductInput = aProduct({
  sku: 'RUG',
  variants: [
    { sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 0 },
    { sku: 'RUG-BLUE', name: 'Blue', priceCents: 1, stock: 0 },
  ],
});

/** Notes wishes, each a minute after the other. Answers their ids. */
export async function wishes(db: Db, ...given: (Partial<StockWish> & { contactId: number })[]) {
  const ids: string[] = [];
  for (const [index, { contactId, ...overrides }] of given.entries()) {
    const wish = await aWish(db, contactId, { requestedAt: at(index), ...overrides });
    ids.push((await createStockAlert(db, wish)).id);
  }
  return ids;
}

/** What is promised about who is claimed for which unit, on every Postgres. */
export function claimsContract(aDb: () => Promise<Database>): void {
  const aShop = async (...products: ProductInput[]) => {
    const db = await aDb();
    await upsertProducts({ db, embeddings: wordVectors() }, products);
    return db;
  };
  const claim = async (db: Database, sku: string, now = at(60)) => {
    const { productId } = (await stockOf(db, sku))!;
    return (await claimWaiting(db, { productId, now })).map(({ id }) => id);
  };

  it('claims as many as there are units, who waits longest first', async () => {
    const db = await aShop(aProduct({ stock: 2 }));
    const [a, b, c] = await wishes(db, { contactId: 1 }, { contactId: 2 }, { contactId: 3 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a, b]);
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 3 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([c]);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('gives the unit of whoever could not be told to the next one, and keeps their place', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
    await putBack(db, { id: a!, status: 'pending', reason: 'window-closed', retryAt: at(90) });
    await putBack(db, { id: a!, status: 'pending', reason: 'again', retryAt: at(90) });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 1 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
    await putBack(db, { id: b!, status: 'cancelled', reason: 'blocked', retryAt: null });
    expect(await claim(db, 'LAMP-OAK', at(89))).toEqual([]);
    expect(await claim(db, 'LAMP-OAK', at(90))).toEqual([a]);
  });

  it('gives no unit back that was sold meanwhile', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await setStock(db, { sku: 'LAMP-OAK', stock: 0 });
    await putBack(db, { id: a!, status: 'pending', reason: 'sold-out-again', retryAt: null });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('shares out variants between who wants one and who takes any', async () => {
    const db = await aShop(rug);
    const [red1, any, red2, blue] = await wishes(
      db,
      { contactId: 1, sku: 'RUG-RED' },
      { contactId: 2, sku: 'RUG' },
      { contactId: 3, sku: 'RUG-RED' },
      { contactId: 4, sku: 'RUG-BLUE' },
    );
    await setStock(db, { sku: 'RUG-RED', stock: 2 });
    expect(await claim(db, 'RUG')).toEqual([red1, any]);
    expect(await findAlert(db, any!)).toMatchObject({ status: 'sending', claimedSku: 'RUG-RED' });
    await setStock(db, { sku: 'RUG-BLUE', stock: 1 });
    expect(await claim(db, 'RUG-RED')).toEqual([blue]);
    await putBack(db, { id: any!, status: 'pending', reason: 'paused', retryAt: null });
    expect(await unannounced(db)).toMatchObject({ 'RUG-RED': 1, 'RUG-BLUE': 0 });
    expect(await claim(db, 'RUG')).toEqual([any]);
    expect((await findAlert(db, red2!))?.status).toBe('pending');
  });

  it('lets many who wait for one variant keep nobody from another', async () => {
    const db = await aShop(rug);
    const reds = Array.from({ length: 12 }, (_, index) => ({ contactId: index + 1, sku: 'RUG-RED' }));
    const ids = await wishes(db, ...reds, { contactId: 99, sku: 'RUG-BLUE' });
    await setStock(db, { sku: 'RUG-RED', stock: 1 });
    await setStock(db, { sku: 'RUG-BLUE', stock: 3 });
    expect(await claim(db, 'RUG')).toEqual([ids[0], ids[12]]);
  });

  it('does not claim a wish that ran out, and ends it', async () => {
    const db = await aShop(aProduct({ stock: 5 }));
    const [a] = await wishes(db, { contactId: 1, expiresAt: at(60) });
    expect(await claim(db, 'LAMP-OAK', at(60))).toEqual([]);
    expect(await expireWishes(db, at(59))).toBe(0);
    expect(await expireWishes(db, at(60))).toBe(1);
    expect(await findAlert(db, a!)).toMatchObject({ status: 'expired' });
  });

  it('claims again what was claimed and never told', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK', at(60));
    expect(await countStuck(db, at(60))).toBe(0);
    expect(await countStuck(db, at(61))).toBe(1);
    expect(await reclaimStuck(db, { before: at(61), now: at(75) })).toMatchObject([
      { id: a, claimedAt: at(75), inboxId: 3 },
    ]);
    expect(await countStuck(db, at(75))).toBe(0);
    await markNotified(db, { id: a!, messageId: 9, at: at(76) });
    expect(await countStuck(db, at(200))).toBe(0);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('gives the unit of a cancelled wish back once', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    const { leadId } = (await findAlert(db, a!))!;
    await cancelWishes(db, { leadId, until: at(0), reason: 'opted-out' });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    expect(await countStuck(db, at(600))).toBe(1);
    await giveBackUnit(db, a!);
    await giveBackUnit(db, a!);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 1 });
    expect(await countStuck(db, at(600))).toBe(0);
  });

  it('cancels what was wished for until then, not what comes later', async () => {
    const db = await aShop(aProduct({ stock: 0 }), rug);
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 1, sku: 'RUG', messageId: 5 });
    const { leadId } = (await findAlert(db, a!))!;
    await cancelWishes(db, { leadId, until: at(0), reason: 'opted-out' });
    expect((await findAlert(db, a!))?.status).toBe('cancelled');
    expect((await findAlert(db, b!))?.status).toBe('pending');
    expect(await openWishes(db, { accountId: 1, contactId: 1 })).toEqual([
      { sku: 'RUG', productName: 'Oak table lamp' },
    ]);
    expect(await openWishes(db, { accountId: 2, contactId: 1 })).toEqual([]);
  });

  it('lists wishes newest first, page by page and by status', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a, b, c] = await wishes(
      db,
      { contactId: 1 },
      { contactId: 2, requestedAt: at(5) },
      { contactId: 3, requestedAt: at(5) },
    );
    await claim(db, 'LAMP-OAK');
    await markNotified(db, { id: a!, messageId: 77, at: at(61) });
    const first = await listAlerts(db, { accountId: 1, limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([b!, c!].sort().reverse());
    const rest = await listAlerts(db, { accountId: 1, limit: 2, after: first[1] });
    expect(rest).toEqual([
      {
        ...{ id: a, status: 'notified', reason: null, sku: 'LAMP-OAK', productName: 'Oak table lamp' },
        ...{ conversationId: 1, channel: 'whatsapp', priority: 'high' },
        lead: { id: expect.any(String), name: 'Ana' },
        ...{ requestedAt: at(0), notifiedAt: at(61), messageId: 77 },
      },
    ]);
    const pending = await listAlerts(db, { accountId: 1, status: 'pending', limit: 9 });
    expect(pending).toHaveLength(2);
    expect(await listAlerts(db, { accountId: 2, limit: 9 })).toEqual([]);
  });

  it('takes the same request once, also after it was answered, and another one as a new wish', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    // They ask again in another conversation; then the first request arrives a second time.
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 205, requestedAt: at(9) });
    expect(await wishes(db, { contactId: 1 })).toEqual([a]);
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 8, requestedAt: at(0) });
    await claim(db, 'LAMP-OAK');
    await markNotified(db, { id: a!, messageId: 77, at: at(61) });
    expect(await wishes(db, { contactId: 1 })).toEqual([a]);
    expect(await wishes(db, { contactId: 1, conversationId: 8, messageId: 205 })).toEqual([a]);
    expect(await listAlerts(db, { accountId: 1, limit: 9 })).toHaveLength(1);
    await wishes(db, { contactId: 1, messageId: 301 });
    expect(await listAlerts(db, { accountId: 1, limit: 9 })).toHaveLength(2);
  });

  it('keeps to the conversation in which they are being told', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 205, channel: 'email' });
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 1, channel: 'whatsapp' });
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: null });
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 206, channel: 'email' });
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 8, channel: 'email' });
  });

  it('tries at once again whoever asks again', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await putBack(db, { id: a!, status: 'pending', reason: 'window-closed', retryAt: at(2000) });
    await wishes(db, { contactId: 1, messageId: 102 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
  });

  it('lets no more go than there are units when they are told', async () => {
    const db = await aShop(aProduct({ stock: 3 }));
    const [a, b, c] = await wishes(db, { contactId: 1 }, { contactId: 2 }, { contactId: 3 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a, b, c]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    // Whoever waits longest is told, in whatever order the notices come.
    expect(await letGo(db, c!)).toBe(false);
    await putBack(db, { id: c!, status: 'pending', reason: 'not-enough-left', retryAt: null });
    expect(await letGo(db, a!)).toBe(true);
    expect(await letGo(db, a!)).toBe(true);
    expect(await letGo(db, b!)).toBe(false);
    await putBack(db, { id: b!, status: 'pending', reason: 'not-enough-left', retryAt: null });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    await markNotified(db, { id: a!, messageId: 9, at: at(61) });
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 2 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
  });

  it('gives the unit on when the one who came first could not be told', async () => {
    const db = await aShop(aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    await putBack(db, { id: b!, status: 'pending', reason: 'not-enough-left', retryAt: null });
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: at(90) });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
    expect(await letGo(db, b!)).toBe(true);
  });

  it('counts whoever was let go as told, also when somebody else waits longer', async () => {
    const db = await aShop(aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    expect(await letGo(db, b!)).toBe(true);
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    expect(await letGo(db, a!)).toBe(false);
  });

  it('does not take a unit for news while somebody is being told of it', async () => {
    const db = await aShop(aProduct({ stock: 1 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
    for (const stock of [0, 1]) await setStock(db, { sku: 'LAMP-OAK', stock });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: at(90) });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
  });

  it('does not take it for news either when its variant was dropped and is back', async () => {
    const db = await aShop(rug);
    const [a] = await wishes(db, { contactId: 1, sku: 'RUG-RED' }, { contactId: 2, sku: 'RUG-RED' });
    await setStock(db, { sku: 'RUG-RED', stock: 1 });
    expect(await claim(db, 'RUG')).toEqual([a]);
    const [red, blue] = rug.variants!;
    await upsertProducts({ db, embeddings: wordVectors() }, [{ ...rug, variants: [blue!] }]);
    await upsertProducts({ db, embeddings: wordVectors() }, [
      { ...rug, variants: [{ ...red!, stock: 1 }, blue!] },
    ]);
    expect(await claim(db, 'RUG')).toEqual([]);
  });

  it('counts a unit as told of when the wish was cancelled too late', async () => {
    const db = await aShop(aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    const { leadId } = (await findAlert(db, a!))!;
    await cancelWishes(db, { leadId, until: at(0), reason: 'opted-out' });
    await keepUnitTaken(db, a!);
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    expect(await letGo(db, b!)).toBe(false);
  });

  it('tells a customer of a product once, and closes all that the message answers', async () => {
    const db = await aShop(rug);
    const [any, red, blue, next] = await wishes(
      db,
      { contactId: 1, sku: 'RUG' },
      { contactId: 1, sku: 'RUG-RED', messageId: 102 },
      { contactId: 1, sku: 'RUG-BLUE', messageId: 103 },
      { contactId: 2, sku: 'RUG' },
    );
    await setStock(db, { sku: 'RUG-RED', stock: 1 });
    expect(await claim(db, 'RUG')).toEqual([any]);
    await setStock(db, { sku: 'RUG-RED', stock: 3 });
    expect(await claim(db, 'RUG')).toEqual([next]);
    await markNotified(db, { id: any!, messageId: 77, at: at(61) });
    const told = (await listAlerts(db, { accountId: 1, status: 'notified', limit: 9 })).map((alert) => ({
      ...{ id: alert.id, messageId: alert.messageId },
    }));
    expect(told.map(({ id }) => id).sort()).toEqual([any, red].sort());
    expect(told.map(({ messageId }) => messageId)).toEqual([77, 77]);
    // Blue is another thing, and they asked for it by name.
    await setStock(db, { sku: 'RUG-BLUE', stock: 1 });
    expect(await claim(db, 'RUG')).toEqual([blue]);
  });

  it('gives who takes any the one they also named, so that one message answers both', async () => {
    const db = await aShop(rug);
    const [any] = await wishes(
      db,
      { contactId: 1, sku: 'RUG' },
      { contactId: 1, sku: 'RUG-RED', messageId: 102 },
    );
    await setStock(db, { sku: 'RUG-BLUE', stock: 5 });
    await setStock(db, { sku: 'RUG-RED', stock: 1 });
    expect(await claim(db, 'RUG')).toEqual([any]);
    expect(await findAlert(db, any!)).toMatchObject({ claimedSku: 'RUG-RED' });
  });

  it('says who waits for what is not sold any more, once, and takes it back when it is', async () => {
    const db = await aShop(rug);
    const [red] = await wishes(
      db,
      { contactId: 1, sku: 'RUG-RED' },
      { contactId: 2, sku: null, productName: 'Something we never had' },
      { contactId: 3, sku: 'RUG' },
    );
    const withoutRed = { ...rug, variants: rug.variants!.slice(1) };
    const reasons = async () =>
      (await listAlerts(db, { accountId: 1, limit: 9 })).flatMap(({ id, status, reason }) =>
        reason === null ? [] : [{ id, status, reason }],
      );
    await upsertProducts({ db, embeddings: wordVectors() }, [withoutRed]);
    await reportUnsold(db, at(60));
    await reportUnsold(db, at(120));
    expect(await reasons()).toEqual([{ id: red, status: 'pending', reason: 'not-sold-any-more' }]);
    const { rows } = await db.query('select conversation_id, reason from worklist');
    expect(rows).toEqual([{ conversation_id: '1', reason: expect.stringContaining('not sold any more') }]);
    await upsertProducts({ db, embeddings: wordVectors() }, [rug]);
    await reportUnsold(db, at(180));
    expect(await reasons()).toEqual([]);
  });
}
