import { expect, it } from 'vitest';
import { setStock } from '../../lib/catalog/stock.ts';
import { countStuck, findAlert } from '../../lib/stock-alerts/claim-store.ts';
import {
  giveBackUnit,
  keepUnitTaken,
  letGo,
  markNotified,
  putBack,
} from '../../lib/stock-alerts/settle-claim.ts';
import { cancelWishes } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { aShopOf, at, claim, wishes } from './a-crowd.ts';

/** What is promised about units whose customers were told, or were not, on every Postgres. */
export function settledClaimsContract(aDb: () => Promise<Database>): void {
  it('gives the unit of whoever could not be told to the next one, and keeps their place', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
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
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await setStock(db, { sku: 'LAMP-OAK', stock: 0 });
    await putBack(db, { id: a!, status: 'pending', reason: 'sold-out-again', retryAt: null });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('gives the unit of a cancelled wish back once', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
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

  it('lets no more go than there are units when they are told', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 3 }));
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
    const db = await aShopOf(aDb, aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    await putBack(db, { id: b!, status: 'pending', reason: 'not-enough-left', retryAt: null });
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: at(90) });
    expect(await claim(db, 'LAMP-OAK')).toEqual([b]);
    expect(await letGo(db, b!)).toBe(true);
  });

  it('counts whoever was let go as told, also when somebody else waits longer', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    expect(await letGo(db, b!)).toBe(true);
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    expect(await letGo(db, a!)).toBe(false);
  });

  it('counts a unit as told of when the wish was cancelled too late', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 2 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    await claim(db, 'LAMP-OAK');
    const { leadId } = (await findAlert(db, a!))!;
    await cancelWishes(db, { leadId, until: at(0), reason: 'opted-out' });
    await keepUnitTaken(db, a!);
    await setStock(db, { sku: 'LAMP-OAK', stock: 1 });
    expect(await letGo(db, b!)).toBe(false);
  });
}
