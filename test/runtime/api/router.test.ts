import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noBody, nothing, route } from '../../../lib/runtime/api/route.ts';
import { router, type RouterDeps } from '../../../lib/runtime/api/router.ts';
import { UpstreamUnavailable } from '../../../lib/runtime/errors.ts';
import { requestOf } from '../../../lib/runtime/http.ts';
import type { LogEvent } from '../../../lib/runtime/telemetry.ts';
import { createDb } from '../../../lib/store/postgres/pool.ts';
import { type Call, eventOf } from './a-dashboard-api.ts';

interface Deps extends RouterDeps {
  log: (event: LogEvent) => void;
  work: () => Promise<unknown>;
}

/** Nothing was sent before, and everybody may pass. */
const unhindered = {
  commands: { once: () => Promise.reject(new Error('no command here')) },
  passage: () => Promise.resolve({ kind: 'pass' as const }),
};

const row = (path: string, params: z.ZodType = nothing) =>
  route({
    method: 'GET',
    path,
    role: 'operator',
    summary: 'Works.',
    params,
    query: nothing,
    body: noBody,
    answers: { 200: z.strictObject({ path: z.string() }) },
    async run({ work }: Deps) {
      await work();
      return { status: 200, body: { path } };
    },
  });
const leads = [row('/api/leads/{id}', z.strictObject({ id: z.string() })), row('/api/leads/export')];

async function ask(url: string, { work = async () => undefined, ...call }: Call & Partial<Deps> = {}) {
  const lines: LogEvent[] = [];
  const answer = await router(leads)(
    { ...unhindered, log: (line) => lines.push(line), work },
    requestOf(eventOf('GET', url, call)),
  );
  return { ...answer, body: answer.body as any, lines };
}

describe('the API', () => {
  it('means a fixed word before any id', async () => {
    expect((await ask('/api/leads/export')).body).toEqual({ path: '/api/leads/export' });
    expect((await ask('/api/leads/7')).body).toEqual({ path: '/api/leads/{id}' });
  });

  it('leaves one line per request that knows the route, and neither the path nor who asked', async () => {
    const { lines } = await ask('/api/leads/ana%40mail.example', { as: 'operator' });
    expect(lines).toEqual([
      {
        event: 'request.done',
        route: 'GET /api/leads/{id}',
        status: 200,
        ms: expect.any(Number),
        role: 'operator',
      },
    ]);
    expect((await ask('/api/ana', { as: 'somebody without a group' })).lines).toMatchObject([
      { event: 'request.done', route: 'no route', status: 404, role: null },
    ]);
  });

  it('asks to come back while a part cannot be reached: for a database that is gone, or as long as the part says', async () => {
    const db = createDb({ url: 'postgres://nobody@127.0.0.1:1/none', auth: 'url' });
    const gone = await ask('/api/leads/7', { work: () => db.query('select 1') });
    expect(gone).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: { status: 503 } });
    expect(gone.lines.map(({ event }) => event)).toEqual(['request.failed', 'request.done']);
    const later = new UpstreamUnavailable('busy', { retryAfterSeconds: 29.2 });
    expect((await ask('/api/leads/7', { work: () => Promise.reject(later) })).headers).toMatchObject({
      'retry-after': '30',
    });
    await db.close();
  });

  it('keeps to itself what went wrong here', async () => {
    const work = () => Promise.reject(new Error('duplicate key: ana@mail.example'));
    const { status, body, lines } = await ask('/api/leads/7', { work });
    expect([status, body.title]).toEqual([500, 'Internal Server Error']);
    expect(JSON.stringify([body, lines])).not.toContain('ana@mail.example');
  });

  it('counts the highest of several groups, in the gateway’s brackets or without', async () => {
    const as = (groups: string) =>
      router(leads)(
        { ...unhindered, log: () => undefined, work: async () => undefined },
        { ...requestOf(eventOf('GET', '/api/leads/7')), claims: { 'cognito:groups': groups } },
      );
    expect((await as('[viewer operator]')).status).toBe(200);
    expect((await as('admin')).status).toBe(200);
    expect((await as('[viewer administrators]')).status).toBe(403);
    expect((await as('[]')).status).toBe(403);
  });
});
