import { beforeAll, describe, expect, it } from 'vitest';
import { upsertProducts } from '../../../lib/catalog/learn.ts';
import { recordTurn } from '../../../lib/insight/store.ts';
import { createStockAlert } from '../../../lib/stock-alerts/store.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { wordVectors } from '../../catalog/word-vectors.ts';
import { aTurn } from '../../insight/insight.contract.ts';
import { aWish } from '../../stock-alerts/stock-alerts.contract.ts';
import { aLedger } from '../../support/builders.ts';
import { aDashboardApi } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
}, 60_000);

const rug = aProduct({
  sku: 'RUG',
  name: 'Rug',
  stock: 0,
  variants: [
    { sku: 'RUG-RED', name: 'Red', priceCents: 100, stock: 2 },
    { sku: 'RUG-BLUE', name: 'Blue', priceCents: 120, stock: 1 },
  ],
});

describe('a product', () => {
  it('is added once and then replaced, and found by its id, its SKU and a variant’s', async () => {
    const first = await api.call('POST', '/api/products', { json: rug });
    expect(first.status).toBe(201);
    const again = await api.call('POST', '/api/products', { json: { ...rug, name: 'Woollen rug' } });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, name: 'Woollen rug' } });
    for (const id of [first.body.id, 'RUG', 'RUG-BLUE']) {
      expect((await api.call('GET', `/api/products/${id}`)).body).toEqual(again.body);
    }
    expect(again.body).toMatchObject({ stock: 3, variants: rug.variants, url: null, category: null });
  });

  it('has a meaning to search by from the moment it is answered', async () => {
    await api.call('POST', '/api/products', { json: aProduct({ sku: 'NEW' }) });
    const { rows } = await api.db.query(`select embedding_model from products where sku = 'NEW'`);
    expect(rows).toEqual([{ embedding_model: 'built-in:use-lite-512' }]);
  });

  it('keeps an unusual SKU to the letter', async () => {
    for (const sku of ['Lámpa 50%', '🪔', '%41', 'a+b&c=d', "'; drop table products; --"]) {
      expect((await api.call('POST', '/api/products', { json: aProduct({ sku }) })).body.sku).toBe(sku);
      expect((await api.call('GET', `/api/products/${encodeURIComponent(sku)}`)).body.sku).toBe(sku);
    }
  });

  it('needs a SKU for each variant that is nobody else’s', async () => {
    const [red] = rug.variants!;
    const json = { ...rug, variants: [red, red, { ...red, sku: 'RUG' }] };
    const { body } = await api.call('POST', '/api/products', { json });
    expect(body.errors.map(({ path }: any) => path)).toEqual(['variants.1.sku', 'variants.2.sku']);
  });

  it('leaves a SKU to whose it is, and says which one was meant without repeating it', async () => {
    await api.call('POST', '/api/products', { json: rug });
    const json = aProduct({ sku: 'MAT', variants: [{ ...rug.variants![0]!, stock: 9 }] });
    const refused = await api.call('POST', '/api/products', { json });
    expect(refused).toMatchObject({
      ...{ status: 409, body: { errors: [{ path: 'variants.0.sku', message: expect.any(String) }] } },
    });
    expect(JSON.stringify(refused.body)).not.toContain('RUG-RED');
    expect((await api.call('GET', '/api/products/MAT')).status).toBe(404);
    expect((await api.call('GET', '/api/products/RUG-RED')).body.sku).toBe('RUG');
  });
});

describe('stock', () => {
  const set = (id: string, json: unknown) => api.call('POST', `/api/products/${id}/stock`, { json });
  beforeAll(() => upsertProducts({ db: api.db, embeddings: wordVectors() }, [aProduct(), rug]));

  it('is set, of a product or of one of its variants', async () => {
    expect((await set('LAMP-OAK', { stock: 9 })).body).toMatchObject({ sku: 'LAMP-OAK', stock: 9 });
    expect((await set('RUG', { stock: 5, sku: 'RUG-RED' })).body).toMatchObject({
      sku: 'RUG-RED',
      productSku: 'RUG',
      variantName: 'Red',
      stock: 5,
    });
    expect((await set('RUG-BLUE', { stock: 7 })).body).toMatchObject({ sku: 'RUG-BLUE', stock: 7 });
    expect((await api.call('GET', '/api/products/RUG')).body.stock).toBe(12);
  });

  it('is set by the id too, however it is written', async () => {
    const { id } = (await api.call('GET', '/api/products/LAMP-OAK')).body;
    expect((await set(id.toUpperCase(), { stock: 9 })).body).toMatchObject({ sku: 'LAMP-OAK', stock: 9 });
  });

  it('of a product with variants needs to know of which: the answer names them', async () => {
    for (const json of [{ stock: 5 }, { stock: 5, sku: 'RUG' }, { stock: 5, sku: 'LAMP-OAK' }]) {
      const { status, body } = await set('RUG', json);
      expect([status, body.errors]).toEqual([
        422,
        [{ path: 'sku', message: 'must be one of: RUG-RED, RUG-BLUE' }],
      ]);
    }
    expect((await api.call('GET', '/api/products/LAMP-OAK')).body.stock).toBe(9);
  });

  it('tells nobody who waits for it', async () => {
    const { id } = await createStockAlert(api.db, await aWish(api.db, 90));
    await set('LAMP-OAK', { stock: 100 });
    const { body } = await api.call('GET', '/api/stock-alerts?status=pending');
    expect(body.items.map((item: any) => item.id)).toContain(id);
  });
});

describe('stock alerts', () => {
  it('come page by page, newest wish first, each once', async () => {
    const { db } = api;
    const wishes: string[] = [];
    for (const [index, contactId] of [101, 102, 103, 104, 105].entries()) {
      // Two at the same moment: the place between them is not lost.
      const requestedAt = new Date(Date.UTC(2027, 0, 1, 0, 0, Math.floor(index / 2)));
      wishes.push((await createStockAlert(db, await aWish(db, contactId, { requestedAt }))).id);
    }
    const seen: any[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 5) {
      const url = `/api/stock-alerts?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body }: any = await api.call('GET', url, { as: 'viewer' });
      expect(body.items).toHaveLength(2);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(new Set(seen.slice(0, 5).map(({ id }) => id))).toEqual(new Set(wishes));
    const times = seen.map(({ requestedAt }) => requestedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('of another account are not shown', async () => {
    await createStockAlert(api.db, { ...(await aWish(api.db, 200, { sku: 'FOREIGN' })), accountId: 2 });
    const { body } = await api.call('GET', '/api/stock-alerts?limit=200');
    expect(body.items.map(({ sku }: any) => sku)).not.toContain('FOREIGN');
    expect(body.nextCursor).toBeNull();
  });
});

describe('a conversation', () => {
  const read = (id: string) => api.call('GET', `/api/conversations/${id}`, { as: 'viewer' });

  it('tells why each turn went as it did, in the words of the API', async () => {
    await recordTurn(api.db, await aTurn(api.db, { conversationId: 30, inputTokens: 9, cacheReadTokens: 4 }));
    await recordTurn(
      api.db,
      await aTurn(api.db, {
        conversationId: 30,
        startedAt: new Date('2026-05-01T12:05:00Z'),
        answeredAt: null,
        outcome: 'handed-off',
      }),
    );
    const { body } = await read('30');
    expect(body).toMatchObject({ id: 30, owner: 'person', paused: false });
    expect(body.lead).toEqual({ id: expect.any(String), name: 'Ana' });
    expect(body.turns.map(({ outcome }: any) => outcome)).toEqual(['answered', 'handed-over']);
    expect(body.turns[0]).toEqual({
      id: expect.any(String),
      messageIds: [101, 102],
      route: 'agent',
      intent: 'product_inquiry',
      priority: 'medium',
      sentiment: 0.5,
      confidence: 0.75,
      reason: 'Asks for a lamp.',
      tools: ['search_products'],
      receipts: [{ claim: '89.00 EUR', recordId: 'product:LAMP-OAK', title: 'Oak table lamp' }],
      model: 'built-in',
      tokens: { input: 9, output: 0, cacheRead: 4 },
      costUsd: 0.000123,
      askedAt: '2026-05-01T12:00:00.000Z',
      startedAt: '2026-05-01T12:00:00.000Z',
      answeredAt: '2026-05-01T12:00:02.000Z',
      outcome: 'answered',
    });
    expect(body.turns[1].answeredAt).toBeNull();
  });

  it('belongs to whom the ledger says, which is ahead of the record', async () => {
    await recordTurn(api.db, await aTurn(api.db, { conversationId: 31 }));
    await api.ledger.write(
      { accountId: 1, conversationId: 31 },
      aLedger({ version: 0, owner: 'person', paused: true }),
    );
    expect((await read('31')).body).toMatchObject({ owner: 'person', paused: true });
    await api.ledger.write({ accountId: 1, conversationId: 32 }, aLedger({ version: 0 }));
    expect((await read('32')).body).toEqual({
      id: 32,
      owner: 'bot',
      lead: null,
      paused: false,
      turns: [],
      chatwootUrl: `${api.chatwootUrl}/app/accounts/1/conversations/32`,
    });
  });

  it.each(['999', '0', '-1', '1.5', 'abc', '9'.repeat(400), '7%00', '%F0%9F%AA%94'])(
    'that nobody has seen is a 404: %s',
    async (id) => {
      expect((await read(id)).status).toBe(404);
    },
  );
});
