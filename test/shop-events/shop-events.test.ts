import { beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { ShopEventJob, StockNoticeJob } from '../../lib/queue/jobs.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { acceptShopEvent } from '../../lib/shop-events/accept.ts';
import { carryOutShopEvent } from '../../lib/shop-events/carry-out.ts';
import { listEvents } from '../../lib/shop-events/store.ts';
import { stockOf } from '../../lib/catalog/stock.ts';
import { wishes } from '../stock-alerts/a-crowd.ts';
import { aDb } from '../support/postgres.ts';

beforeAll(() => aDb());

const now = new Date('2026-05-01T12:00:00Z');
const secrets = [new Secret('old'), new Secret('new')];

async function send(body: unknown, { secret = secrets[1]!, at = now, known = secrets } = {}) {
  const queued: { job: ShopEventJob; deduplicationId: string }[] = [];
  const rawBody = Buffer.from(JSON.stringify(body));
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers = {
    'x-frontdesk-timestamp': timestamp,
    'x-frontdesk-signature': signatureOf(secret, timestamp, rawBody),
  };
  const work = {
    send: (job: ShopEventJob, { deduplicationId }: { deduplicationId: string }) =>
      Promise.resolve(void queued.push({ job, deduplicationId })),
  };
  const deps = { secrets: () => Promise.resolve(known), work, realTime: () => now, log: () => undefined };
  const { status, body: answered } = await acceptShopEvent(deps, { headers, rawBody });
  return { status, queued, answered };
}
const stock = { type: 'stock', id: 'e1', sku: 'VASE', stock: 4 };

describe('an event of a shop system', () => {
  it('is taken with any of the secrets, and refused without, with another, or too old', async () => {
    for (const secret of secrets) expect((await send(stock, { secret })).status).toBe(200);
    expect((await send(stock, { secret: new Secret('other') })).status).toBe(401);
    expect((await send(stock, { known: [] })).status).toBe(401);
    expect(await send(stock, { at: new Date(now.getTime() - 301_000) })).toMatchObject({
      status: 401,
      queued: [],
    });
  });

  it('is refused when it is none we know: orders are not taken yet', async () => {
    expect((await send({ type: 'order', id: 'o1', totalCents: 1 })).status).toBe(422);
    expect((await send({ ...stock, stock: -1 })).status).toBe(422);
  });

  it('is refused by the name of the field that no event has, or that says nothing usable', async () => {
    const places = async (body: unknown) =>
      ((await send(body)).answered as any).errors.map((one: any) => one.path);
    expect(await places({ ...stock, stok: 3, ['x'.repeat(500)]: 1 })).toEqual(['stok', 'x'.repeat(100)]);
    const variants = [{ sku: 'V', name: 'V', priceCents: 1, stock: 1, colour: 'red' }];
    expect(await places({ type: 'product', id: 'p', ...vase, variants })).toEqual(['variants.0.colour']);
    expect(await places({ ...stock, sku: '..' })).toEqual(['sku']);
  });

  it('is carried out once, and one that comes to nothing is listed', async () => {
    const { db, carryOut } = await aShop();
    await carryOut({ type: 'product', id: 'p1', ...vase });
    await carryOut(stock);
    await carryOut({ ...stock, stock: 9 });
    expect((await stockOf(db, 'VASE'))?.stock).toBe(4);
    await carryOut({ ...stock, id: 'e2', sku: 'NONE' });
    expect(await listEvents(db, { open: true, limit: 10 })).toMatchObject([
      { id: 'e2', sku: 'NONE', outcome: 'unknown-sku' },
    ]);
  });

  it('that raises stock tells who waits for it at once, and nobody twice', async () => {
    const { db, carryOut, notices } = await aShop();
    await carryOut({ type: 'product', id: 'p1', ...vase });
    const [ana] = await wishes(db, { contactId: 1, sku: 'VASE' }, { contactId: 2, sku: 'VASE' });
    expect(notices).toEqual([]);
    await carryOut({ ...stock, stock: 1 });
    await carryOut({ ...stock, stock: 1 });
    await carryOut({ ...stock, id: 'e2', stock: 1 });
    expect(notices).toEqual([ana]);
  });

  it('that brings a product in again, with stock, tells who waits for it too', async () => {
    const { db, carryOut, notices } = await aShop();
    await carryOut({ type: 'product', id: 'p1', ...vase });
    const [ana] = await wishes(db, { contactId: 1, sku: 'VASE' });
    await carryOut({ type: 'product', id: 'p2', ...vase, stock: 5 });
    expect(notices).toEqual([ana]);
  });

  it('whose telling broke off is finished when it comes again', async () => {
    const { db, carryOut, notices, hooks } = await aShop();
    await carryOut({ type: 'product', id: 'p1', ...vase });
    const [ana] = await wishes(db, { contactId: 1, sku: 'VASE' });
    hooks.queueIsDown = true;
    await carryOut(stock);
    expect(notices).toEqual([]);
    hooks.queueIsDown = false;
    await carryOut(stock);
    expect(notices).toEqual([ana]);
  });
});

const vase = { sku: 'VASE', name: 'Vase', priceCents: 500, currency: 'EUR', stock: 0 };

/** A shop whose events are carried out as they come, and the wishes whose notices were queued for it. */
async function aShop() {
  const db = await aDb();
  const notices: string[] = [];
  const hooks = { queueIsDown: false };
  const outbound = {
    send({ alertId }: StockNoticeJob): Promise<void> {
      if (hooks.queueIsDown) return Promise.reject(new UpstreamUnavailable('The queue is down'));
      notices.push(alertId);
      return Promise.resolve();
    },
  };
  const carryOut = async (body: unknown) => {
    for (const { job } of (await send(body)).queued) {
      const deps = { db, outbound, now: () => now, log: () => undefined };
      await carryOutShopEvent(deps, job, { receives: 1, isLast: false });
    }
  };
  return { db, carryOut, notices, hooks };
}
