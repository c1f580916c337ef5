import { beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { ShopEventJob } from '../../lib/queue/jobs.ts';
import { acceptShopEvent } from '../../lib/shop-events/accept.ts';
import { carryOutShopEvent } from '../../lib/shop-events/carry-out.ts';
import { listEvents } from '../../lib/shop-events/store.ts';
import { stockOf } from '../../lib/catalog/stock.ts';
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
  const { status } = await acceptShopEvent(deps, { headers, rawBody });
  return { status, queued };
}
const stock = { type: 'stock', id: 'e1', sku: 'VASE', stock: 4 };

describe('an event of a shop system', () => {
  it('is taken with any of the secrets, and refused without, with another, or too old', async () => {
    for (const secret of secrets) expect((await send(stock, { secret })).status).toBe(200);
    expect((await send(stock, { secret: new Secret('other') })).status).toBe(401);
    expect((await send(stock, { known: [] })).status).toBe(401);
    expect(await send(stock, { at: new Date(now.getTime() - 301_000) })).toEqual({ status: 401, queued: [] });
  });

  it('is refused when it is none we know: orders are not taken yet', async () => {
    expect((await send({ type: 'order', id: 'o1', totalCents: 1 })).status).toBe(422);
    expect((await send({ ...stock, stock: -1 })).status).toBe(422);
  });

  it('is carried out once, and one that comes to nothing is listed', async () => {
    const db = await aDb();
    const carryOut = async (body: unknown) => {
      for (const { job } of (await send(body)).queued) {
        const deps = { db, now: () => now, log: () => undefined };
        await carryOutShopEvent(deps, job, { receives: 1, isLast: false });
      }
    };
    const product = { sku: 'VASE', name: 'Vase', priceCents: 500, currency: 'EUR', stock: 0 };
    await carryOut({ type: 'product', id: 'p1', ...product });
    await carryOut(stock);
    await carryOut({ ...stock, stock: 9 });
    expect((await stockOf(db, 'VASE'))?.stock).toBe(4);
    await carryOut({ ...stock, id: 'e2', sku: 'NONE' });
    expect(await listEvents(db, { open: true, limit: 10 })).toMatchObject([
      { id: 'e2', sku: 'NONE', outcome: 'unknown-sku' },
    ]);
  });
});
