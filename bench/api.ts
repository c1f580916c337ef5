import { overviewRoutes, type OverviewApiDeps } from '../lib/insight/overview-api.ts';
import { queueRoutes, type QueueApiDeps } from '../lib/insight/queue-api.ts';
import { router, type RouterDeps } from '../lib/runtime/api/router.ts';
import type { Db } from '../lib/store/postgres/db.ts';
import { migrate, readMigrations } from '../lib/store/postgres/migrate.ts';
import { createDb, type Database } from '../lib/store/postgres/pool.ts';
import { startPostgres } from '../local/postgres.ts';
import { rowsRead } from '../test/support/rows-read.ts';
import { benchAccount, benchNow, benchShops, emptyShop, fillShop } from './api-shops.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

const sizes = [1_000, 100_000];
/** Rows per statement: a second or two each, so that there is something to see. */
const step = 20_000;
const warmUp = 20;
const requests = 300;
/** A slow route is asked for no longer than this, and at least so often. */
const [mostMs, leastRequests] = [15_000, 50];
const paths = ['/api/queue', '/api/queue?priority=low', '/api/overview'];

/** The routes as the function runs them, over Postgres: the embedded one, or an empty one of DATABASE_URL. */
export async function benchApi(): Promise<BenchReport> {
  const given = process.env['DATABASE_URL'];
  const embedded =
    given === undefined ? await startPostgres({ dataDir: undefined, maxConnections: 4 }) : undefined;
  const db = createDb({ url: given ?? embedded?.url ?? '', auth: 'url', statementTimeoutMs: 0 });
  try {
    await migrate(db, await readMigrations('migrations'));
    const rows = await measureAll(db);
    return {
      name: 'api',
      about: `Up to ${requests} requests one by one for a page of 50, by router, schemas and SQL, on ${given === undefined ? 'the embedded Postgres' : 'the Postgres of DATABASE_URL'}.`,
      rows,
      notes: [
        'Without the gateway, Lambda, and the count of requests in DynamoDB, which is one update more each.',
        'Every conversation has one turn. Grown over years: one every forty minutes, a hundred wait for a person. All in three days: one every 2.5 s, half of them wait, which is the worst that may be.',
        'The overview counts what happened today and who waits now: it grows with these and not with what lies behind them.',
      ],
    };
  } finally {
    await db.close();
    await embedded?.close();
  }
}

async function measureAll(db: Database): Promise<BenchReport['rows']> {
  await refuseOthersRows(db);
  const rows: BenchReport['rows'] = [];
  for (const shop of benchShops) {
    let filled = 0;
    for (const size of sizes) {
      for (; filled < size; filled = Math.min(filled + step, size)) {
        await fillShop(db, shop, { from: filled, to: Math.min(filled + step, size) });
      }
      // As autovacuum leaves them: without it the first readers do its work.
      await db.query('vacuum analyze leads, conversations, turns');
      progress(`${size} conversations, ${shop.name}: there`);
      for (const path of paths) {
        rows.push({ shop: shop.name, conversations: size, ...(await measure(db, path)) });
        progress(`${size} conversations, ${shop.name}: GET ${path} measured`);
      }
    }
    await emptyShop(db);
  }
  return rows;
}

async function refuseOthersRows(db: Db): Promise<void> {
  const { rows } = await db.query('select 1 from leads limit 1');
  if (rows.length > 0) throw new Error('DATABASE_URL has rows already: give the bench a database of its own');
}

function progress(line: string): void {
  console.log(`${rounded(performance.now() / 1000, 0)} s  ${line}`);
}

async function measure(db: Db, target: string): Promise<BenchReport['rows'][number]> {
  const counted = await count(db, target);
  const ask = asking(db);
  for (let index = 0; index < warmUp; index += 1) await ask(target);
  const times: number[] = [];
  const begun = performance.now();
  while (times.length < requests) {
    if (times.length >= leastRequests && performance.now() - begun > mostMs) break;
    const started = performance.now();
    await ask(target);
    times.push(performance.now() - started);
  }
  const total = times.reduce((sum, one) => sum + one, 0);
  return {
    request: `GET ${target}`,
    ...counted,
    requests: times.length,
    'per second': rounded((times.length * 1000) / total, 1),
    'p50 ms': rounded(percentile(times, 0.5)),
    'p99 ms': rounded(percentile(times, 0.99)),
  };
}

/** What one request asks of Postgres. */
async function count(db: Db, target: string) {
  const counts: number[] = [];
  const counting: Db = {
    async query(sql, parameters) {
      counts.push(await rowsRead(db, sql, parameters));
      return db.query(sql, parameters);
    },
  };
  await asking(counting)(target);
  return { statements: counts.length, 'rows read': counts.reduce((sum, one) => sum + one, 0) };
}

function asking(db: Db): (target: string) => Promise<void> {
  const answer = router<RouterDeps & QueueApiDeps & OverviewApiDeps>([...queueRoutes, ...overviewRoutes]);
  const deps = {
    db,
    log: () => undefined,
    commands: { once: () => Promise.reject(new Error('The bench sends no commands')) },
    passage: () => Promise.resolve({ kind: 'pass' as const }),
    accountId: () => Promise.resolve(benchAccount),
    chatwootUrl: (id: number) => Promise.resolve(`https://chat.example/app/accounts/1/conversations/${id}`),
    spend: { month: () => Promise.resolve([]) },
    timeZone: () => Promise.resolve('Europe/Madrid'),
    now: () => benchNow,
  };
  const claims = { username: 'bench', 'cognito:groups': '[viewer]' };
  return async (target) => {
    const [path = '', query = ''] = target.split('?');
    const request = { method: 'GET', path, query: new URLSearchParams(query), claims, headers: {} };
    const { status, body } = await answer(deps, { ...request, rawBody: Buffer.alloc(0) });
    // What goes over the wire is text.
    if (status !== 200 || JSON.stringify(body).length === 0) throw new Error(`${path} answered ${status}`);
  };
}
