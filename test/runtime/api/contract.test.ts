import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { upsertArticle, upsertProducts } from '../../../lib/catalog/learn.ts';
import { newJob } from '../../../lib/jobs/job.ts';
import { dynamoJobs } from '../../../lib/store/dynamodb/job-store.ts';
import { recordTurn } from '../../../lib/insight/store.ts';
import { createStockAlert } from '../../../lib/stock-alerts/store.ts';
import { roles } from '../../../lib/runtime/api/roles.ts';
import { noBody } from '../../../lib/runtime/api/route.ts';
import { routes } from '../../../lib/runtime/api/routes.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { wordVectors } from '../../catalog/word-vectors.ts';
import { addToWorklist } from '../../../lib/insight/worklist.ts';
import { anItem, aTurn } from '../../insight/insight.contract.ts';
import { aWish } from '../../stock-alerts/stock-alerts.contract.ts';
import { aDashboardApi, type Call } from './a-dashboard-api.ts';

interface Example {
  url: string;
  json?: unknown;
  /** A file instead of JSON. */
  raw?: string;
  headers?: Record<string, string>;
  /** Bodies or addresses that are refused, each with the field that the answer must name. */
  bad?: { url?: string; json?: unknown; raw?: string; field: string }[];
}

const worklistId = '00000000-0000-4000-8000-000000000001';
const lamp = aProduct({ sku: 'LAMP', url: 'https://shop.example/lamp' });
const examples: Readonly<Record<string, Example>> = {
  'GET /health': { url: '/health' },
  'GET /api/session': { url: '/api/session', bad: [{ url: '/api/session?show=groups', field: 'show' }] },
  'GET /api/openapi.json': { url: '/api/openapi.json' },
  'GET /api/conversations/{id}': {
    url: '/api/conversations/7',
    bad: [{ url: '/api/conversations/7?limit=1', field: 'limit' }],
  },
  'GET /api/queue': {
    url: '/api/queue?priority=medium&limit=1',
    bad: [
      { url: '/api/queue?priority=urgent', field: 'priority' },
      { url: '/api/queue?limit=0', field: 'limit' },
      { url: '/api/queue?cursor=made-up', field: 'cursor' },
      { url: '/api/queue?status=open', field: 'status' },
    ],
  },
  'GET /api/settings': { url: '/api/settings', bad: [{ url: '/api/settings?show=keys', field: 'show' }] },
  'GET /api/dead-letters': {
    url: '/api/dead-letters?limit=1',
    bad: [
      { url: '/api/dead-letters?limit=0', field: 'limit' },
      { url: '/api/dead-letters?cursor=made-up', field: 'cursor' },
      { url: '/api/dead-letters?queue=turns.fifo', field: 'queue' },
    ],
  },
  'POST /api/dead-letters/redrive': {
    url: '/api/dead-letters/redrive',
    json: { queue: 'turns.fifo', dryRun: true },
    bad: [
      { json: { queue: 'lost.fifo' }, field: 'queue' },
      { json: { queue: 'turns.fifo', limit: 0 }, field: 'limit' },
    ],
  },
  'GET /api/worklist': {
    url: '/api/worklist?limit=1',
    bad: [
      { url: '/api/worklist?limit=many', field: 'limit' },
      { url: '/api/worklist?cursor=made-up', field: 'cursor' },
    ],
  },
  'POST /api/worklist/{id}/resolve': {
    url: `/api/worklist/${worklistId}/resolve`,
    bad: [{ url: `/api/worklist/${worklistId}/resolve?by=me`, field: 'by' }],
  },
  'GET /api/leads': {
    url: '/api/leads?limit=1',
    bad: [
      { url: '/api/leads?limit=201', field: 'limit' },
      { url: '/api/leads?cursor=made-up', field: 'cursor' },
    ],
  },
  'GET /api/leads/{id}': {
    url: '/api/leads/{lead}',
    bad: [{ url: '/api/leads/{lead}?expand=all', field: 'expand' }],
  },
  'GET /api/overview': {
    url: '/api/overview',
    bad: [{ url: '/api/overview?day=yesterday', field: 'day' }],
  },
  ...Object.fromEntries(
    ['takeover', 'release', 'pause'].map((name) => [
      `POST /api/conversations/{id}/${name}`,
      {
        url: `/api/conversations/1/${name}`,
        bad: [{ url: `/api/conversations/1/${name}?until=tomorrow`, field: 'until' }],
      },
    ]),
  ),
  'GET /api/breaker': { url: '/api/breaker', bad: [{ url: '/api/breaker?show=all', field: 'show' }] },
  'POST /api/breaker/stop': {
    url: '/api/breaker/stop',
    bad: [{ url: '/api/breaker/stop?until=tomorrow', field: 'until' }],
  },
  'POST /api/breaker/resume': {
    url: '/api/breaker/resume',
    bad: [{ url: '/api/breaker/resume?for=7', field: 'for' }],
  },
  'POST /api/test-bench/classify': {
    url: '/api/test-bench/classify',
    json: { text: 'How much is the oak lamp?' },
    bad: [{ json: { text: '' }, field: 'text' }],
  },
  'POST /api/test-bench/retrieve': {
    url: '/api/test-bench/retrieve',
    json: { text: 'How much is the oak lamp?' },
    bad: [{ json: { text: '' }, field: 'text' }],
  },
  'POST /api/test-bench/answer': {
    url: '/api/test-bench/answer',
    json: { text: 'How much is the oak lamp?' },
    bad: [{ json: { text: '' }, field: 'text' }],
  },
  'POST /api/test-bench/extract': {
    url: '/api/test-bench/extract',
    json: { text: 'How much is the oak lamp?' },
    bad: [{ json: { text: '' }, field: 'text' }],
  },
  'POST /api/products': {
    url: '/api/products',
    json: lamp,
    bad: [
      { json: { ...lamp, stock: -1 }, field: 'stock' },
      { json: { ...lamp, priceCents: 89.5 }, field: 'priceCents' },
      { json: { ...lamp, currency: 'euro' }, field: 'currency' },
      { json: { ...lamp, colour: 'oak' }, field: 'colour' },
      { json: { ...lamp, url: 'javascript:alert(1)' }, field: 'url' },
      { json: { ...lamp, name: undefined }, field: 'name' },
      {
        json: { ...lamp, variants: [{ sku: 'LAMP-A', name: 'A', priceCents: 1 }] },
        field: 'variants.0.stock',
      },
    ],
  },
  'GET /api/products/{id}': {
    url: '/api/products/LAMP-OAK',
    bad: [{ url: '/api/products/LAMP-OAK?expand=all', field: 'expand' }],
  },
  'POST /api/products/{id}/stock': {
    url: '/api/products/LAMP-OAK/stock',
    json: { stock: 3 },
    bad: [
      { json: { stock: 'many' }, field: 'stock' },
      { json: { stock: 3, sku: 'RUG' }, field: 'sku' },
      { json: { stock: 3, notify: true }, field: 'notify' },
    ],
  },
  'GET /api/products': {
    url: '/api/products?q=lamp&inStock=true&limit=1',
    bad: [
      { url: '/api/products?inStock=maybe', field: 'inStock' },
      { url: '/api/products?cursor=made-up', field: 'cursor' },
    ],
  },
  'POST /api/products/import': {
    url: '/api/products/import',
    raw: 'sku,name,description,price,currency,stock,url,category\nMUG,Mug,,9.00,EUR,3,,\n',
    headers: { 'content-type': 'text/csv' },
    bad: [{ raw: 'sku,name,price,currency\nMUG,Mug,9.00,EUR\n', field: 'stock' }],
  },
  'GET /api/knowledge': {
    url: '/api/knowledge?limit=1',
    bad: [{ url: '/api/knowledge?limit=0', field: 'limit' }],
  },
  'POST /api/knowledge': {
    url: '/api/knowledge',
    json: { title: 'Opening hours', text: 'Monday to Friday, 9 to 18.', source: 'hours' },
    bad: [
      { json: { text: 'Nine to six.' }, field: 'title' },
      { json: { title: 'Hours', text: '' }, field: 'text' },
      { json: { url: 'https://shop.example/hours' }, field: 'url' },
    ],
  },
  'DELETE /api/knowledge/{id}': {
    url: '/api/knowledge/{article}',
    bad: [{ url: '/api/knowledge/{article}?all=true', field: 'all' }],
  },
  'GET /api/jobs/{id}': {
    url: '/api/jobs/{job}',
    bad: [{ url: '/api/jobs/{job}?wait=1', field: 'wait' }],
  },
  'GET /api/shop-events': {
    url: '/api/shop-events?outcome=open&limit=1',
    bad: [{ url: '/api/shop-events?outcome=lost', field: 'outcome' }],
  },
  'POST /api/stock-alerts': {
    url: '/api/stock-alerts',
    json: { conversationId: 1, sku: 'LAMP-OAK' },
    bad: [
      { json: { conversationId: 0, sku: 'LAMP-OAK' }, field: 'conversationId' },
      { json: { conversationId: 1 }, field: 'sku' },
      { json: { conversationId: 1, sku: 'lost' }, field: 'sku' },
    ],
  },
  'POST /api/stock-alerts/{id}/cancel': {
    url: '/api/stock-alerts/{alert}/cancel',
    bad: [{ url: '/api/stock-alerts/{alert}/cancel?because=many', field: 'because' }],
  },
  'POST /api/stock-alerts/notify': {
    url: '/api/stock-alerts/notify',
    json: { sku: 'LAMP-OAK', stock: 1 },
    bad: [
      { json: { stock: 1 }, field: 'sku' },
      { json: { sku: 'lost' }, field: 'sku' },
      { json: { sku: 'LAMP-OAK', stock: -1 }, field: 'stock' },
      { json: { sku: 'LAMP-OAK', dryRun: 'many' }, field: 'dryRun' },
      { json: { sku: 'LAMP-OAK', policy: 'many' }, field: 'policy' },
    ],
  },
  'GET /api/stock-alerts': {
    url: '/api/stock-alerts?status=pending&limit=1',
    bad: [
      { url: '/api/stock-alerts?limit=-1', field: 'limit' },
      { url: '/api/stock-alerts?limit=201', field: 'limit' },
      { url: '/api/stock-alerts?limit=1&limit=2', field: 'limit' },
      { url: '/api/stock-alerts?status=lost', field: 'status' },
      { url: '/api/stock-alerts?cursor=made-up', field: 'cursor' },
      { url: `/api/stock-alerts?cursor=${'A'.repeat(100_000)}`, field: 'cursor' },
    ],
  },
};

let api: Awaited<ReturnType<typeof aDashboardApi>>;
let leadId: string;
let articleId: string;
let alertId: string;
const jobId = '00000000-0000-4000-8000-0000000000aa';
let description: any;
/** An address with the id of what there is. */
const filled = (url: string) =>
  url
    .replace('{lead}', leadId)
    .replace('{article}', articleId)
    .replace('{job}', jobId)
    .replace('{alert}', alertId);
beforeAll(async () => {
  api = await aDashboardApi();
  await upsertProducts({ db: api.db, embeddings: wordVectors() }, [aProduct()]);
  const turn = await aTurn(api.db);
  leadId = turn.leadId;
  await recordTurn(api.db, turn);
  const customer = api.chatwoot.newCustomer({ name: 'Ana Demo', inboxId: 1 });
  const { conversationId } = api.chatwoot.customerWrites(customer.contactInboxId, 'Hello');
  await recordTurn(api.db, await aTurn(api.db, { conversationId }));
  await addToWorklist(api.db, anItem({ id: worklistId }));
  const text = { title: 'Care', text: 'Dust it.', source: 'care', validFrom: null, validUntil: null };
  articleId = (await upsertArticle({ db: api.db, embeddings: wordVectors() }, text)).id;
  const jobs = dynamoJobs(api.table);
  await jobs.write(newJob({ id: jobId, kind: 'import-products', now: new Date() }));
  description = (await api.call('GET', '/api/openapi.json')).body;
  for (const contactId of [70, 71, 72]) {
    alertId = (await createStockAlert(api.db, await aWish(api.db, contactId))).id;
  }
}, 60_000);

const rows = routes.map((route) => ({ ...route, name: `${route.method} ${route.path}` }));
const exampleOf = (name: string): Example => examples[name] ?? { url: 'every route needs an example' };

describe.each(rows.filter(({ role }) => role !== 'anybody'))('$name', ({ name, method, role, ...row }) => {
  const { bad: itsOwn = [], url, ...body } = exampleOf(name);
  // No command may pass over what somebody sends with it: neither one that takes nothing nor one that takes something else.
  const isSent = method !== 'GET' && !(Object.is(row.body, noBody) && row.uploads.length > 0);
  const bad = isSent ? [...itsOwn, { json: { ...Object(body.json), foo: 1 }, field: 'foo' }] : itsOwn;
  const call = (given: Call & { url?: string }) =>
    api.call(method, filled(given.url ?? url), { ...body, ...given });

  it('asks who is there', async () => {
    const { status, body, headers } = await call({ as: 'nobody' });
    expect(body).toMatchObject({ type: 'about:blank', title: 'Unauthorized', status: 401 });
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it('is closed to whoever has no group, or one that may less', async () => {
    const lower = roles.filter((_, index) => index < roles.findIndex((one) => one === role));
    for (const as of ['somebody without a group', ...lower] as const) {
      expect((await call({ as })).body).toMatchObject({ title: 'Forbidden', status: 403 });
    }
  });

  it.each(bad)('names $field when it does not fit, and says no value back', async ({ field, ...given }) => {
    const { status, body } = await call(given);
    expect([status, body.status]).toEqual([422, 422]);
    expect(body.errors).toMatchObject([{ path: field, message: expect.stringMatching(/.{10,}/) }]);
    expect(JSON.stringify(body)).not.toMatch(/javascript:|euro|many|lost|made-up|AAAA/);
  });
});

it('every route says of at least one request why it is refused, and of a body where it takes one', () => {
  const closed = rows.filter(({ role }) => role !== 'anybody');
  const untold = closed.filter(({ name, body, uploads }) => {
    const takesBody = !Object.is(body, noBody) || uploads.length > 0;
    const bad = exampleOf(name).bad ?? [];
    return !bad.some(({ json, raw }) => !takesBody || json !== undefined || raw !== undefined);
  });
  expect(untold.map(({ name }) => name)).toEqual([]);
});

describe.each(rows.filter(({ method }) => method !== 'GET'))('$name', ({ name, method, path }) => {
  it.each([
    ['is no JSON', 'application/json', '{', 400],
    ['is of another type', 'text/plain', 'hello', 415],
    ['is too large', 'application/json', `"${'x'.repeat(1024 * 1024)}"`, 413],
  ])('refuses a body that %s as it is described', async (_, type, raw, expected) => {
    const { url } = exampleOf(name);
    const { status } = await api.call(method, filled(url), { raw, headers: { 'content-type': type } });
    // Where files are taken, and nothing else, JSON of any kind is of another type.
    expect([expected, 415]).toContain(status);
    expect(description.paths[path][method.toLowerCase()].responses).toHaveProperty(String(status));
  });
});

it.each(rows)('$name answers what it says it answers', async ({ name, method, path, role, answers }) => {
  const { bad: _, url, ...given } = exampleOf(name);
  const { status, body } = await api.call(method, filled(url), {
    ...given,
    ...(role !== 'anybody' && { as: role }),
  });
  // It is honest about not being there yet.
  if (name === 'POST /api/test-bench/extract') {
    expect(status).toBe(404);
    expect(description.paths[path].post.responses).toHaveProperty('404');
    return;
  }
  expect(Object.keys(answers)).toContain(String(status));
  expect(answers[status]!.safeParse(body).error?.issues).toBeUndefined();
  const told = description.paths[path][method.toLowerCase()].responses[status].content['application/json'];
  expect(z.fromJSONSchema(told.schema).safeParse(body).error?.issues).toBeUndefined();
});

it('takes every route at every address by its own method only', async () => {
  for (const { path } of routes.filter(({ role }) => role !== 'anybody')) {
    const url = path.replace('{id}', 'LAMP-OAK');
    const { status, headers } = await api.call('PATCH', url);
    expect([url, status]).toEqual([url, 405]);
    expect(headers['allow']).toMatch(/^(GET|POST|DELETE)/);
  }
  expect((await api.call('GET', '/api/')).status).toBe(404);
  expect((await api.call('GET', '/api/products/LAMP-OAK/')).status).toBe(404);
  expect((await api.call('GET', '/api/unknown')).status).toBe(404);
});
