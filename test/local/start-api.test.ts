import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInProcess } from '../support/system.ts';

const tokens = {
  FRONTDESK_API_TOKEN: 'admin-token-of-the-test',
  FRONTDESK_OPERATOR_TOKEN: 'operator-token-of-the-test',
  FRONTDESK_VIEWER_TOKEN: 'viewer-token-of-the-test',
};
const [admin, operator, viewer] = Object.values(tokens);

let system: Awaited<ReturnType<typeof startInProcess>>;
beforeAll(async () => {
  system = await startInProcess({ env: tokens });
}, 120_000);
afterAll(() => system.stop());

async function call(method: string, path: string, token?: string, json?: unknown) {
  const response = await fetch(system.url + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

describe('the API of a running system', () => {
  const product = { sku: 'BENCH', name: 'Oak bench', priceCents: 19_900, currency: 'EUR', stock: 0 };

  it('lets each of the three tokens do what its role may', async () => {
    const upsert = (token?: string) => call('POST', '/api/products', token, product);
    expect((await upsert()).status).toBe(401);
    expect((await upsert('wrong-token')).status).toBe(401);
    expect((await upsert(viewer)).status).toBe(403);
    expect((await upsert(operator)).status).toBe(201);
    expect((await upsert(admin)).status).toBe(200);
    expect(await call('GET', '/api/products/BENCH', viewer)).toMatchObject({ status: 200, body: product });
  });

  it('takes an address as it was meant, whatever stands in the SKU', async () => {
    const sku = 'Bank 50% größe';
    await call('POST', '/api/products', operator, { ...product, sku });
    const path = `/api/products/${encodeURIComponent(sku)}/stock`;
    expect(await call('POST', path, operator, { stock: 2 })).toMatchObject({
      status: 200,
      body: { sku, stock: 2 },
    });
  });

  it('answers problem documents, and never a page, below /api', async () => {
    for (const path of ['/api/unknown', '/api/products/none', '/api/conversations/999999']) {
      const { status, type, body } = await call('GET', path, viewer);
      expect({ path, status, type }).toEqual({ path, status: 404, type: 'application/problem+json' });
      expect(body).toMatchObject({ title: 'Not Found', status: 404 });
    }
    expect((await call('GET', '/api', viewer)).status).toBe(404);
    expect((await call('POST', '/api/products', operator, { ...product, sku: '' })).body).toMatchObject({
      errors: [{ path: 'sku' }],
    });
  });

  it('lists stock alerts', async () => {
    const { body } = await call('GET', '/api/stock-alerts?limit=200', viewer);
    expect(body).toMatchObject({ items: expect.any(Array), nextCursor: null });
  });

  it('tells nobody in its log what the products are called', () => {
    expect(system.lines.join('\n')).not.toMatch(/größe|Oak bench/);
  });
});
