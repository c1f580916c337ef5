import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJson } from '../../../lib/runtime/api/body.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { aDashboardApi, type Call } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
  await api.call('POST', '/api/products', { json: aProduct() });
}, 60_000);

const post = (given: Call) => api.call('POST', '/api/products', given);
const json = { 'content-type': 'application/json' };

describe('a body', () => {
  it.each([
    ['of no type', { raw: '{}' }, 415],
    [
      'of another type',
      { raw: 'sku=LAMP', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
    ],
    ['in text that says it is text', { raw: '{}', headers: { 'content-type': 'text/plain' } }, 415],
    ['that is empty', { raw: '', headers: json }, 400],
    ['that breaks off', { raw: '{"sku":', headers: json }, 400],
    ['above 1 MiB', { raw: `"${'x'.repeat(1024 * 1024)}"`, headers: json }, 413],
  ] as const)('%s is refused', async (_, given, status) => {
    expect((await post(given)).status).toBe(status);
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a text', 'x'],
    ['a number', 7],
  ])('that is %s is asked to be an object', async (_, body) => {
    expect((await post({ raw: JSON.stringify(body), headers: json })).body.errors).toEqual([
      { path: '', message: 'must be a JSON object' },
    ]);
  });

  it('that is no UTF-8 is no JSON either', () => {
    const rawBody = Buffer.from([0x22, 0xff, 0x22]);
    expect(readJson({ headers: json, rawBody })).toMatchObject({ status: 400 });
  });

  it('with its charset in the header is taken', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await post({ raw: JSON.stringify(aProduct({ sku: 'UTF' })), headers })).status).toBe(201);
  });

  it('cannot reach a prototype, nor be echoed by the megabyte', async () => {
    const { body } = await post({ raw: '{"__proto__":{"isAdmin":true},"constructor":1}', headers: json });
    expect(body.errors.map(({ path }: any) => path)).toEqual(
      expect.arrayContaining(['__proto__', 'constructor']),
    );
    expect(({} as any).isAdmin).toBeUndefined();
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`${index}`.repeat(100), 1]));
    const answer = JSON.stringify((await post({ json: many })).body);
    expect(answer.length).toBeLessThan(5000);
  });

  it('nested a hundred thousand times is refused like any other', async () => {
    const raw = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await post({ raw, headers: json })).status).toBe(422);
    expect((await post({ raw: `{"sku":${raw}}`, headers: json })).status).toBe(422);
  });
});

describe('a text', () => {
  it.each([
    ['100 KB long', 'x'.repeat(100_000), 'sku'],
    ['with a NUL', 'LAMP\0', 'sku'],
    ['with half a character', 'LAMP\ud83e', 'sku'],
  ])('%s is no SKU, and is not told back', async (_, sku, field) => {
    const { status, body } = await post({ json: aProduct({ sku }) });
    expect([status, body.errors.map(({ path }: any) => path)]).toEqual([422, [field]]);
    expect(JSON.stringify(body).length).toBeLessThan(500);
  });

  it.each(['%00', 'x'.repeat(100_000), '..%2f..%2fetc', '%25%30', '__proto__'])(
    'in an address that no product has is a 404: %.20s',
    async (id) => {
      const call = (method: string, path: string, given?: Call) =>
        api.call(method, `/api/products/${path}`, given);
      expect((await call('GET', id)).status).toBe(404);
      expect((await call('POST', `${id}/stock`, { json: { stock: 1 } })).status).toBe(404);
    },
  );
});

it('whatever is sent instead of a product, the answer is a refusal that names fields of it, or the product', async () => {
  const keys = Object.keys(aProduct());
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constant(1e308),
    fc.constant(-0),
  );
  const damaged = fc.tuple(fc.constantFrom(...keys, 'variants', 'url', 'x'), anything);
  await fc.assert(
    fc.asyncProperty(fc.array(damaged, { minLength: 1, maxLength: 3 }), async (changes) => {
      const { status, body } = await post({
        json: { ...aProduct({ sku: 'FUZZ' }), ...Object.fromEntries(changes) },
      });
      expect([200, 201, 422]).toContain(status);
      if (status === 422) expect(body.errors.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
}, 60_000);
