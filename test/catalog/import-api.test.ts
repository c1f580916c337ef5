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

  it('are refused when a line has the SKU of a variant: it would say two things', async () => {
    const variants = [{ sku: 'RUG-RED', name: 'Red', priceCents: 1, stock: 1 }];
    const rug = { sku: 'RUG', name: 'Rug', priceCents: 1, currency: 'EUR', stock: 1, variants };
    expect((await api.call('POST', '/api/products', { json: rug })).status).toBe(201);
    const { status, body } = await send(`${header}\nE,Bowl,5,EUR,1\nRUG-RED,Red rug,5,EUR,1`);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ line: 3, path: 'sku', message: expect.stringMatching(/SKU of its own/) }]);
    expect((await api.call('GET', '/api/products/E')).status).toBe(404);
  });

  it('are refused where they are no UTF-8, though the gateway has replaced what it could not read', async () => {
    const { status, body } = await send(
      Buffer.from(`${header}\nF,Bowl,5,EUR,1\nG,Gr\xF6\xDFe,5,EUR,1`, 'latin1'),
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { line: 3, path: '', message: expect.stringMatching(/save it as CSV in UTF-8/) },
    ]);
    expect((await api.call('GET', '/api/products/F')).status).toBe(404);
  });

  it('are refused with how many errors there are, where only the first hundred are told', async () => {
    const lines = Array.from({ length: 1234 }, (_, at) => `W-${at},Mug,free,EUR,1`);
    const { status, body } = await send([header, ...lines].join('\n'));
    expect([status, body.errors.length]).toEqual([422, 100]);
    expect(body.detail).toMatch(/the first 100 of 1234\b/);
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

  it('that changed in one millisecond is told whole, page by page', async () => {
    await api.db.query(
      `insert into knowledge_articles (title, text, updated_at)
       select 'Season ' || n, 'Open.', timestamptz '2100-01-01T00:00:00.123Z' + n / 4 * interval '1 microsecond'
         from generate_series(0, 19) as n`,
    );
    const titles: string[] = [];
    for (let at = ''; at !== 'end' && titles.length < 30;) {
      const { items, nextCursor } = (await api.call('GET', `/api/knowledge?limit=3${at}`)).body;
      titles.push(...items.map(({ title }: { title: string }) => title));
      at = nextCursor === null ? 'end' : `&cursor=${nextCursor}`;
    }
    const seasons = titles.filter((title) => title.startsWith('Season '));
    expect([seasons.length, new Set(seasons).size]).toEqual([20, 20]);
  });

  const sendForm = async (fields: readonly (readonly [string, string | File])[]) => {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    const request = new Request('http://x', { method: 'POST', body: form });
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    const raw = Buffer.from(await request.arrayBuffer());
    return api.call('POST', '/api/knowledge', { raw, headers });
  };
  const hours = ['file', new File(['Open daily.'], 'hours.md')] as const;

  it('in a form holds from when the form says', async () => {
    expect((await sendForm([hours, ['validFrom', '2027-01-01T00:00:00Z']])).status).toBe(201);
    const { items } = (await api.call('GET', '/api/knowledge')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ title: 'hours', validFrom: '2027-01-01T00:00:00.000Z' }),
    );
  });

  it.each<[string, readonly (readonly [string, string | File])[], string, RegExp]>([
    ['two files, of which one would be lost', [hours, hours], 'file', /one file, not 2/],
    ['two files under two names', [hours, ['more', hours[1]]], 'file', /one file, not 2/],
    ['an instant that is none', [hours, ['validFrom', 'tomorrow']], 'validFrom', /2026-05-01T/],
    ['a field that is misspelt', [hours, ['validfrom', '2027-01-01T00:00:00Z']], 'validfrom', /leave it out/],
  ])('in a form with %s is refused', async (_, fields, path, message) => {
    const { status, body } = await sendForm(fields);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it('says honestly that pages and PDFs are not read', async () => {
    const url = await api.call('POST', '/api/knowledge', { json: { url: 'https://shop.example' } });
    const message = expect.stringMatching(/send title and text, or save the page/);
    expect(url).toMatchObject({ status: 422, body: { errors: [{ path: 'url', message }] } });
  });
});
