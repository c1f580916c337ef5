import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import { aShop, type Shop } from './a-shop.ts';

const secret = 'a-shop-secret-not-real';
const sku = 'LAMP-BRASS-WALL';
let shop: Shop;

beforeAll(async () => {
  shop = await aShop({ SHOP_WEBHOOK_SECRETS: secret });
}, 240_000);
afterAll(() => shop.stop(), 30_000);

/** A customer who has asked to be told, and was promised to be. */
async function waits(): Promise<number> {
  const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
  const words = 'Please tell me when the brass wall light is back in stock';
  const { conversationId } = shop.simulator.customerWrites(customer, words);
  await shop.until('a wish', async () => (await alertOf(conversationId)) !== undefined, 60);
  await shop.until('its confirmation', () => shop.said(conversationId).length === 1, 60);
  return conversationId;
}

const alertOf = async (conversationId: number): Promise<any> =>
  (await shop.api('/api/stock-alerts?limit=200')).items.find(
    (one: any) => one.conversationId === conversationId,
  );
const notices = (conversationId: number) =>
  shop.said(conversationId).filter((text) => text.startsWith('Good news'));
const told = (conversationId: number) => shop.until('a notice', () => notices(conversationId).length > 0, 60);

async function check(): Promise<void> {
  await shop.post('/local/run/stock-check');
  await shop.quiet();
}

/** An event of the shop's own system, signed as it signs. */
async function shopSays(event: unknown): Promise<number> {
  const rawBody = Buffer.from(JSON.stringify(event));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'x-frontdesk-timestamp': timestamp,
    'x-frontdesk-signature': signatureOf(new Secret(secret), timestamp, rawBody),
  };
  const response = await fetch(`${shop.system.url}/webhooks/shop/generic`, {
    ...{ method: 'POST', headers, body: rawBody },
  });
  return response.status;
}

describe('somebody who waits', () => {
  it('hears of it once when the shop’s system says that it is back, before any check', async () => {
    const ana = await waits();
    expect(await shopSays({ type: 'stock', id: 'e1', sku, stock: 1 })).toBe(200);
    await told(ana);
    expect(await shopSays({ type: 'stock', id: 'e1', sku, stock: 1 })).toBe(200);
    await check();
    expect(notices(ana)).toHaveLength(1);
    expect(await alertOf(ana)).toMatchObject({ status: 'notified' });
    await shopSays({ type: 'stock', id: 'e2', sku, stock: 0 });
    await shop.until('the lamp gone', async () => (await shop.api(`/api/products/${sku}`)).stock === 0);
  }, 120_000);

  it('is not told by setting the stock, but by saying so: once, however often at once', async () => {
    const [ana, ben] = [await waits(), await waits()];
    await shop.post(`/api/products/${sku}/stock`, { stock: 1 });
    const would = await shop.post('/api/stock-alerts/notify', { sku, dryRun: true });
    expect(would.items.map(({ decision, reason }: any) => [decision, reason])).toEqual([
      ['now', null],
      ['later', 'no-unit-left'],
    ]);
    await shop.quiet();
    expect([...notices(ana), ...notices(ben)]).toEqual([]);
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => shop.post('/api/stock-alerts/notify', { sku, stock: 1 })),
    );
    const now = answers.flatMap(({ items }) => items).filter(({ decision }) => decision === 'now');
    expect(now).toMatchObject([{ conversationId: ana }]);
    await told(ana);
    await check();
    expect(notices(ana)).toHaveLength(1);
    expect(notices(ben)).toEqual([]);
  }, 120_000);

  it('is told once also when the same command comes twice under one key', async () => {
    const [ben] = (await shop.api('/api/stock-alerts?status=pending')).items;
    const notify = async () => {
      const response = await fetch(`${shop.system.url}/api/stock-alerts/notify`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${shop.system.token}`,
          'content-type': 'application/json',
          'idempotency-key': 'back-again',
        },
        body: JSON.stringify({ sku, stock: 2 }),
      });
      return response.status;
    };
    const statuses = await Promise.all([notify(), notify()]);
    expect(statuses).toContain(200);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    await told(ben.conversationId);
    expect(await notify()).toBe(200);
    await check();
    expect(notices(ben.conversationId)).toHaveLength(1);
  }, 120_000);

  it('whose wish the team cancels hears nothing, and whose wish it notes does', async () => {
    await shop.post(`/api/products/${sku}/stock`, { stock: 0 });
    const ana = await waits();
    const { id } = await alertOf(ana);
    expect(await shop.post(`/api/stock-alerts/${id}/cancel`)).toMatchObject({ status: 'cancelled' });
    const noted = await shop.post('/api/stock-alerts', { conversationId: ana, sku });
    expect(noted).toMatchObject({ status: 'pending', conversationId: ana });
    expect(noted.id).not.toBe(id);
    expect(await shop.post('/api/stock-alerts', { conversationId: ana, sku })).toEqual(noted);
    await shop.post('/api/stock-alerts/notify', { sku, stock: 5 });
    await told(ana);
    expect(notices(ana)).toHaveLength(1);
    await expect(shop.post(`/api/stock-alerts/${noted.id}/cancel`)).rejects.toThrow('409');
  }, 120_000);
});

it('nothing of all this is printed that is a customer’s, and no secret', async () => {
  expect(await shop.leaks([secret])).toEqual([]);
});
