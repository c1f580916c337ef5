import { expect, it } from 'vitest';
import { setStock } from '../../lib/catalog/stock.ts';
import { chatwootClient } from '../../lib/chatwoot/client.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { StockNoticeJob } from '../../lib/queue/jobs.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { findAlert } from '../../lib/stock-alerts/claim-store.ts';
import { notifyWaiting, type NotifyRequest } from '../../lib/stock-alerts/notify.ts';
import { letGo, markNotified, putBack } from '../../lib/stock-alerts/settle-claim.ts';
import { listAlerts } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { aShopOf, at, claim, rug, wishes } from './a-crowd.ts';

/** Chatwoot is away: what is promised here is promised all the same. */
const chatwoot = chatwootClient({
  ...{ baseUrl: 'http://chatwoot.invalid', accountId: 1, sleep: () => Promise.resolve() },
  ...{ botToken: new Secret('bot'), apiToken: new Secret('api') },
  fetch: () => Promise.reject(new TypeError('fetch failed')),
});

/** Somebody who says that something is back, and what was queued for it. */
export function aTeller(db: Database) {
  const queue: StockNoticeJob[] = [];
  const hooks = { queueIsDown: false };
  const send = (job: StockNoticeJob): Promise<void> => {
    if (hooks.queueIsDown) return Promise.reject(new UpstreamUnavailable('The queue is down'));
    queue.push(job);
    return Promise.resolve();
  };
  const ledger = { read: () => Promise.resolve(undefined) };
  const inboxOf = (id: number) => chatwoot.inbox(id);
  const limits = { isStopped: () => Promise.resolve(false) };
  const log = () => undefined;
  const deps = { db, outbound: { send }, ledger, limits, chatwoot, inboxOf, log, now: () => at(60) };
  const notify = async (sku: string, request: Partial<NotifyRequest> = {}) => {
    const done = await notifyWaiting(deps, { sku, policy: 'one-per-unit', dryRun: false, ...request });
    return done.kind === 'done'
      ? done.items.map(({ alertId, decision, reason }) => [alertId, { decision, reason }] as const)
      : done;
  };
  return { queue, hooks, notify };
}

const now = { decision: 'now', reason: 'not-looked-at' };
const later = (reason: string) => ({ decision: 'later', reason });
const statuses = async (db: Database) =>
  (await listAlerts(db, { accountId: 1, limit: 99 })).map(({ status }) => status).toReversed();

/** What is promised when somebody says that something is back, on every Postgres. */
export function notifyContract(aDb: () => Promise<Database>, more?: () => Promise<Database[]>): void {
  it('sets the stock and queues as many notices as there are units, who waits longest first', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 0 }));
    const [a, b, c] = await wishes(db, { contactId: 1 }, { contactId: 2 }, { contactId: 3 });
    const { notify, queue } = aTeller(db);
    expect(await notify('LAMP-OAK')).toEqual([a, b, c].map((id) => [id, later('out-of-stock')]));
    expect(await notify('LAMP-OAK', { stock: 2 })).toEqual([
      ...[a, b].map((id) => [id, now]),
      [c, later('no-unit-left')],
    ]);
    expect(queue.map(({ alertId, policy }) => [alertId, policy])).toEqual([
      [a, 'one-per-unit'],
      [b, 'one-per-unit'],
    ]);
    expect(await notify('LAMP-OAK', { stock: 2 })).toEqual([[c, later('no-unit-left')]]);
    expect(queue).toHaveLength(2);
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
  });

  it('changes nothing and queues nothing in a dry run, which says what would be done', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 0 }));
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 2 });
    const { notify, queue } = aTeller(db);
    const would = await notify('LAMP-OAK', { stock: 1, dryRun: true });
    expect(would).toEqual([
      [a, now],
      [b, later('no-unit-left')],
    ]);
    expect(queue).toEqual([]);
    expect(await statuses(db)).toEqual(['pending', 'pending']);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    expect(await notify('LAMP-OAK', { dryRun: true })).toEqual(
      [a, b].map((id) => [id, later('out-of-stock')]),
    );
    expect(await notify('LAMP-OAK', { stock: 1 })).toEqual(would);
  });

  it('queues each notice once, however many say so at once', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 0 }));
    const ids = await wishes(db, ...Array.from({ length: 6 }, (_, index) => ({ contactId: index + 1 })));
    const tellers = ((await more?.()) ?? [db, db, db, db]).map((one) => aTeller(one));
    await Promise.all(tellers.map(({ notify }) => notify('LAMP-OAK', { stock: 4 })));
    const queued = tellers.flatMap(({ queue }) => queue.map(({ alertId }) => alertId));
    expect(queued.sort()).toEqual(ids.slice(0, 4).sort());
  });

  it('of one variant tells who wants it or takes any, and nobody else', async () => {
    const db = await aShopOf(aDb, rug);
    const [red, any, blue] = await wishes(
      db,
      { contactId: 1, sku: 'RUG-RED' },
      { contactId: 2, sku: 'RUG' },
      { contactId: 3, sku: 'RUG-BLUE' },
    );
    await setStock(db, { sku: 'RUG-BLUE', stock: 5 });
    const { notify } = aTeller(db);
    expect(await notify('RUG-RED', { stock: 2 })).toEqual([
      [red, now],
      [any, now],
    ]);
    expect(await findAlert(db, any!)).toMatchObject({ claimedSku: 'RUG-RED' });
    expect(await notify('RUG')).toEqual([[blue, now]]);
  });

  it('tells everybody who waits where all are meant, and takes no unit for news after that', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a, b, c] = await wishes(db, { contactId: 1 }, { contactId: 2 }, { contactId: 3 });
    const { notify, queue } = aTeller(db);
    expect(await notify('LAMP-OAK', { policy: 'all' })).toEqual([a, b, c].map((id) => [id, now]));
    expect(queue.map(({ policy }) => policy)).toEqual(['all', 'all', 'all']);
    for (const id of [c!, b!]) {
      expect(await letGo(db, id, 'all')).toBe(true);
      await markNotified(db, { id, messageId: 9, at: at(61) });
    }
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: null });
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 0 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 2 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
  });

  it('tells nobody of what is not there, although all are meant', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    const { notify } = aTeller(db);
    expect(await notify('LAMP-OAK', { policy: 'all' })).toEqual([[a, now]]);
    await setStock(db, { sku: 'LAMP-OAK', stock: 0 });
    expect(await letGo(db, a!, 'all')).toBe(false);
    await putBack(db, { id: a!, status: 'pending', reason: 'sold-out-again', retryAt: null });
    expect(await notify('LAMP-OAK', { policy: 'all' })).toEqual([[a, later('out-of-stock')]]);
  });

  it('says who was put off, who only a person can reach, and who hears of it anyway', async () => {
    const db = await aShopOf(aDb, rug);
    const [any, red, late, closed] = await wishes(
      db,
      { contactId: 1, sku: 'RUG' },
      { contactId: 1, sku: 'RUG-RED', messageId: 102 },
      { contactId: 2, sku: 'RUG' },
      { contactId: 3, sku: 'RUG' },
    );
    const { notify } = aTeller(db);
    await setStock(db, { sku: 'RUG-RED', stock: 3 });
    await claim(db, 'RUG');
    await putBack(db, { id: late!, status: 'pending', reason: 'person-talks', retryAt: at(90) });
    await putBack(db, { id: closed!, status: 'pending', reason: 'window-closed', retryAt: at(900) });
    expect(await notify('RUG')).toEqual([
      [red, later('told-of-another-wish')],
      [late, later('person-talks')],
      [closed, { decision: 'template', reason: 'window-closed' }],
    ]);
    expect(await findAlert(db, any!)).toMatchObject({ status: 'sending' });
  });

  it('puts back whom the queue did not take, and does not say that they are told', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    const { notify, hooks } = aTeller(db);
    hooks.queueIsDown = true;
    expect(await notify('LAMP-OAK')).toEqual([[a, later('not-queued')]]);
    expect(await unannounced(db)).toEqual({ 'LAMP-OAK': 1 });
    hooks.queueIsDown = false;
    expect(await notify('LAMP-OAK')).toEqual([[a, now]]);
  });

  it('knows neither the stock of what has variants nor what is not sold', async () => {
    const db = await aShopOf(aDb, rug);
    const { notify } = aTeller(db);
    expect(await notify('RUG', { stock: 2 })).toEqual({
      kind: 'has-variants',
      skus: ['RUG-RED', 'RUG-BLUE'],
    });
    expect(await notify('NONE')).toEqual({ kind: 'unknown-sku' });
  });
}
