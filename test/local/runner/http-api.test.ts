import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteDeclaration } from '../../../local/runner/declared-events.ts';
import type { FunctionPool } from '../../../local/runner/function-pool.ts';
import { fromResult, type HttpAnswer } from '../../../local/runner/http-answer.ts';
import { createHttpApi, type HttpApi } from '../../../local/runner/http-api.ts';
import { aPool } from './fixtures/running.ts';

describe('the answer to a request', () => {
  const answer = (result: unknown) => fromResult(JSON.stringify(result));

  it('is what the function says: status, headers, cookies, body', () => {
    const headers = { 'Content-Type': 'text/html', 'X-Count': 3 };
    expect(answer({ statusCode: 201, headers, cookies: ['a=1', 'b=2'], body: '<p>' })).toEqual({
      status: 201,
      headers: { 'content-type': 'text/html', 'x-count': '3', 'set-cookie': ['a=1', 'b=2'] },
      body: '<p>',
    });
  });

  it('is decoded when the function gives base64', () => {
    const { body } = answer({
      statusCode: 200,
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    });
    expect(body).toEqual(Buffer.from([0, 255]));
  });

  it('is a 200 with the JSON of a result that names no status', () => {
    const json = (body: string): HttpAnswer => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer({ message: 'Hello from Lambda!' })).toEqual(json('{"message":"Hello from Lambda!"}'));
    expect(answer('Hello from Lambda!')).toEqual(json('"Hello from Lambda!"'));
    expect(answer(null)).toEqual(json('null'));
  });

  it('is a 500 when the result names a status and does not fit', () => {
    for (const result of [
      { statusCode: 'often' },
      { statusCode: 200, body: { not: 'text' } },
      { statusCode: 99 },
    ]) {
      expect(answer(result)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    }
  });
});

describe('the HTTP API', () => {
  const problems: string[] = [];
  let pool: FunctionPool;
  let slow: FunctionPool;
  let api: HttpApi;

  beforeAll(() => {
    pool = aPool(`export const handler = async (event) => {
      if (event.headers.mode === 'throw') throw new Error('broken');
      if (event.headers.mode === 'hang') await new Promise((resolve) => setTimeout(resolve, 1500));
      return { key: event.routeKey, parameters: event.pathParameters, claims: event.requestContext.authorizer?.jwt.claims };
    };`).pool;
    slow = aPool('export const handler = async () => new Promise((resolve) => setTimeout(resolve, 400));', {
      physicalName: 'App-Slow',
      reservedConcurrency: 1,
    }).pool;
    const route = (routeKey: string, rest: Partial<RouteDeclaration> = {}): RouteDeclaration => ({
      routeKey,
      target: 'App-Worker',
      authorized: false,
      timeoutMs: 1_000,
      ...rest,
    });
    api = createHttpApi({
      routes: [
        route('ANY /api/{proxy+}', { authorized: true }),
        route('POST /webhooks/{source}'),
        route('POST /webhooks/chatwoot'),
        route('ANY /webhooks/chatwoot'),
        route('GET /slow', { target: 'App-Slow' }),
      ],
      pools: new Map([
        ['App-Worker', pool],
        ['App-Slow', slow],
      ]),
      authorize: (authorization) => (authorization === 'Bearer good' ? { sub: 'admin' } : undefined),
      failed: (name, what) => problems.push(`${name} ${what}`),
    });
  });
  afterAll(async () => {
    await Promise.all([pool.stop(), slow.stop()]);
  });

  async function call(
    method: string,
    url: string,
    headers: Record<string, string> = {},
    body = Buffer.alloc(0),
  ) {
    const answer = await api.answer({
      method,
      url,
      rawHeaders: Object.entries(headers).flat(),
      body,
      sourceIp: '127.0.0.1',
    });
    return { status: answer.status, json: JSON.parse(String(answer.body)), headers: answer.headers };
  }

  it('prefers the fullest match, and a named method to ANY', async () => {
    expect((await call('POST', '/webhooks/chatwoot')).json.key).toBe('POST /webhooks/chatwoot');
    expect((await call('GET', '/webhooks/chatwoot')).json.key).toBe('ANY /webhooks/chatwoot');
    expect((await call('POST', '/webhooks/sh%C3%B6p?x=1')).json).toMatchObject({
      key: 'POST /webhooks/{source}',
      parameters: { source: 'shöp' },
    });
  });

  it('answers 404 for what is no route, and knows which paths are its own', async () => {
    expect(await call('GET', '/webhooks/a/b')).toMatchObject({ status: 404, json: { message: 'Not Found' } });
    expect(await call('PUT', '/webhooks/shop')).toMatchObject({ status: 404 });
    expect(api.owns('/api/unknown')).toBe(true);
    expect(api.owns('/products')).toBe(false);
    expect(api.owns('/leads')).toBe(false);
  });

  it('asks for a token where the route wants one, before any function runs', async () => {
    const refused = await call('GET', '/api/leads/7', { authorization: 'Bearer bad' });
    expect(refused).toMatchObject({ status: 401, json: { title: 'Unauthorized', status: 401 } });
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect((await call('GET', '/api/leads/7', { Authorization: 'Bearer good' })).json).toEqual({
      key: 'ANY /api/{proxy+}',
      parameters: { proxy: 'leads/7' },
      claims: { sub: 'admin' },
    });
  });

  it('answers 500 when the function fails, and says so in the log', async () => {
    expect(await call('POST', '/webhooks/chatwoot', { mode: 'throw' })).toMatchObject({
      status: 500,
      json: { message: 'Internal Server Error' },
    });
    expect(problems).toContain('worker Error: broken');
  });

  it('answers 503 when the function takes longer than the integration allows', async () => {
    const answer = await call('POST', '/webhooks/chatwoot', { mode: 'hang' });
    expect(answer).toMatchObject({ status: 503, json: { message: 'Service Unavailable' } });
    expect(problems).toContain('worker no answer within 1 s');
  });

  it('answers 503 when the reserved concurrency of the function is used up', async () => {
    const first = call('GET', '/slow');
    expect((await call('GET', '/slow')).status).toBe(503);
    expect((await first).status).toBe(200);
  });

  it('owns /api/ and /l/ also before it has a route there', async () => {
    const empty = createHttpApi({
      routes: [],
      pools: new Map(),
      authorize: () => undefined,
      failed: () => undefined,
    });
    for (const url of ['/api/leads', '/l/Ab3']) {
      expect(empty.owns(url)).toBe(true);
      const answer = await empty.answer({
        method: 'GET',
        url,
        rawHeaders: [],
        body: Buffer.alloc(0),
        sourceIp: '',
      });
      expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    }
  });

  it('answers 413 above the 6 MB of a function, without a line in the log: anybody can cause it', async () => {
    const before = problems.length;
    const body = Buffer.alloc(6 * 1024 * 1024 + 1, 'x');
    expect(await call('POST', '/webhooks/chatwoot', { 'content-type': 'text/plain' }, body)).toMatchObject({
      status: 413,
    });
    expect(problems).toHaveLength(before);
  });

  it('answers 413 above 10 MB', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
    expect(await call('POST', '/webhooks/chatwoot', { 'content-type': 'text/plain' }, body)).toMatchObject({
      status: 413,
    });
  });
});
