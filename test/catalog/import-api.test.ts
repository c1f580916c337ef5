import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDashboardApi } from '../runtime/api/a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
}, 60_000);

const header = 'sku,name,price,currency,stock';
const send = (raw: string | Buffer, type = 'text/csv') =>
  api.call('POST', '/api/products/import', { raw, headers: { 'content-type': type } });

describe('products from a file', () => {
  it('are there at once when they are few, and are found by words and by stock', async () => {
    const file = `${header}\nA,Oak lamp,"89,00",EUR,3\nB,Vase,5,EUR,0`;
    expect(await send(file)).toMatchObject({ status: 200, body: { products: 2, added: 2, changed: 0 } });
    const skus = async (query: string) =>
      (await api.call('GET', `/api/products${query}`)).body.items.map(({ sku }: { sku: string }) => sku);
    expect(await skus('?limit=200')).toEqual(['A', 'B']);
    expect(await skus('?q=lamps')).toEqual(['A']);
    expect(await skus('?inStock=false')).toEqual(['B']);
    const first = (await api.call('GET', '/api/products?limit=1')).body;
    expect(await skus(`?limit=1&cursor=${first.nextCursor}`)).toEqual(['B']);
  });

  it('are refused with line and column, and none of them is kept', async () => {
    const { status, body } = await send(`${header}\nC,Bowl,5,EUR,1\nD,Cup,free,EUR,1`);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ line: 3, path: 'price', message: expect.stringMatching(/89,00/) }]);
    expect((await api.call('GET', '/api/products/C')).status).toBe(404);
  });

  it('become a job to look at when they are many; packed ones too', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `M-${at},Mug,1,EUR,1`);
    const { status, body } = await send(gzipSync([header, ...lines].join('\n')), 'application/gzip');
    expect([status, body.products]).toEqual([202, 300]);
    expect((await api.call('GET', `/api/jobs/${body.jobId}`)).body).toMatchObject({
      state: 'queued',
      progress: 0,
    });
  });

  it('must be a file', async () => {
    expect((await send('{}', 'application/json')).status).toBe(415);
    expect((await send('no gzip', 'application/gzip')).status).toBe(422);
  });
});

describe('knowledge', () => {
  it('is added as text or file, listed and forgotten', async () => {
    const text = { title: 'Returns', text: 'Within 30 days.', source: 'returns' };
    const added = await api.call('POST', '/api/knowledge', { json: text });
    expect(added).toMatchObject({ status: 201, body: { chunks: 1 } });
    const form = new FormData();
    form.set('file', new File(['<p>Open <b>daily</b></p>'], 'hours.html'));
    const request = new Request('http://x', { method: 'POST', body: form });
    const upload = {
      raw: Buffer.from(await request.arrayBuffer()),
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    };
    expect(await api.call('POST', '/api/knowledge', upload)).toMatchObject({ status: 201 });
    const { items } = (await api.call('GET', '/api/knowledge')).body;
    expect(items.map(({ title }: { title: string }) => title).sort()).toEqual(['Returns', 'hours']);
    expect((await api.call('DELETE', `/api/knowledge/${added.body.id}`)).status).toBe(200);
    expect((await api.call('GET', '/api/knowledge')).body.items).toHaveLength(1);
  });

  it('says honestly that pages and PDFs are not read', async () => {
    const url = await api.call('POST', '/api/knowledge', { json: { url: 'https://shop.example' } });
    expect(url).toMatchObject({ status: 422, body: { errors: [{ path: 'url' }] } });
  });
});
