import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import type { StockNoticeJob } from '../../lib/queue/jobs.ts';
import { claimWaiting, countStuck, findAlert, reclaimStuck } from '../../lib/stock-alerts/claim-store.ts';
import { requeueStuck } from '../../lib/stock-alerts/requeue-stuck.ts';
import { markNotified, putBack } from '../../lib/stock-alerts/settle-claim.ts';
import { expireWishes, listAlerts } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aShopOf, at, claim, rug, wishes } from './a-crowd.ts';

/** What is promised about who is claimed for which unit, on every Postgres. */
export function claimsContract(aDb: () => Promise<Database>): void {
  it('claims as many as there are units, who waits longest first', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 2 }));
    const [a, b, c] = await wishes(db, { contactId: 1 }, { contactId: 2 }, { contactId: 3 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a, b]);
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 3 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([c]);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('shares out variants between who wants one and who takes any', async () => {
    const db = await aShopOf(aDb, rug);
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
    const db = await aShopOf(aDb, rug);
    const reds = Array.from({ length: 12 }, (_, index) => ({ contactId: index + 1, sku: 'RUG-RED' }));
    const ids = await wishes(db, ...reds, { contactId: 99, sku: 'RUG-BLUE' });
    await setStock(db, { sku: 'RUG-RED', stock: 1 });
    await setStock(db, { sku: 'RUG-BLUE', stock: 3 });
    expect(await claim(db, 'RUG')).toEqual([ids[0], ids[12]]);
  });

  it('does not claim a wish that ran out, and ends it', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 5 }));
    const [a] = await wishes(db, { contactId: 1, expiresAt: at(60) });
    expect(await claim(db, 'LAMP-OAK', at(60))).toEqual([]);
    expect(await expireWishes(db, at(59))).toBe(0);
    expect(await expireWishes(db, at(60))).toBe(1);
    expect(await findAlert(db, a!)).toMatchObject({ status: 'expired' });
  });

  it('claims again what was claimed and never told', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
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

  it('claims again as it was claimed: where all are told, all are', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    const { productId } = (await stockOf(db, 'LAMP-OAK'))!;
    await claimWaiting(db, { productId, now: at(60), policy: 'all' });
    const queue: StockNoticeJob[] = [];
    const outbound = { send: (job: StockNoticeJob) => Promise.resolve(void queue.push(job)) };
    expect(await requeueStuck({ db, outbound, now: () => at(90) })).toBe(2);
    expect(new Map(queue.map(({ alertId, policy }) => [alertId, policy]))).toEqual(
      new Map([a, b].map((id) => [id, 'all'])),
    );
  });

  it('does not take a unit for news while somebody is being told of it', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
    for (const stock of [0, 1]) await setStock(db, { sku: 'LAMP-OAK', stock });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: at(90) });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
  });

  it('does not take it for news either when its variant was dropped and is back', async () => {
    const db = await aShopOf(aDb, rug);
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

  it('tells a customer of a product once, and closes all that the message answers', async () => {
    const db = await aShopOf(aDb, rug);
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
    const db = await aShopOf(aDb, rug);
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

  it('claims no more than are asked for, the same as without a bound', async () => {
    const db = await aShopOf(aDb, rug);
    const [any, red1] = await wishes(
      db,
      { contactId: 1, sku: 'RUG' },
      { contactId: 2, sku: 'RUG-RED' },
      { contactId: 1, sku: 'RUG-RED', messageId: 102 },
      { contactId: 3, sku: 'RUG' },
    );
    await setStock(db, { sku: 'RUG-BLUE', stock: 9 });
    await setStock(db, { sku: 'RUG-RED', stock: 5 });
    const { productId } = (await stockOf(db, 'RUG'))!;
    const claims = async () =>
      (await claimWaiting(db, { productId, now: at(60), most: 1 })).map(({ id }) => id);
    expect(await claims()).toEqual([any]);
    // Who named one of them gets that, though others have waited longer for it.
    expect(await findAlert(db, any!)).toMatchObject({ claimedSku: 'RUG-RED' });
    expect(await claims()).toEqual([red1]);
  });
}
