import { overviewRoutes, type OverviewApiDeps } from '../lib/insight/overview-api.ts';
import { queueRoutes, type QueueApiDeps } from '../lib/insight/queue-api.ts';
import { router, type RouterDeps } from '../lib/runtime/api/router.ts';
import type { Db } from '../lib/store/postgres/db.ts';
import { migrate, readMigrations } from '../lib/store/postgres/migrate.ts';
import { createDb } from '../lib/store/postgres/pool.ts';
import { startPostgres } from '../local/postgres.ts';
import { percentile, rounded, type BenchReport } from './report.ts';

const sizes = [1_000, 100_000];
/** A statement that fills more at once takes longer than the pool waits. */
const step = 1_000;
const warmUp = 20;
const requests = 300;
const paths = ['/api/queue', '/api/queue?priority=low', '/api/overview'];

/**
 * The routes as the function runs them, over Postgres: the embedded one, or that of DATABASE_URL, which must be empty and
 * is left with the rows.
 */
export async function benchApi(): Promise<BenchReport> {
  const given = process.env['DATABASE_URL'];
  const embedded =
    given === undefined ? await startPostgres({ dataDir: undefined, maxConnections: 4 }) : undefined;
  const db = createDb({ url: given ?? embedded?.url ?? '', auth: 'url' });
  await migrate(db, await readMigrations('migrations'));
  const rows: BenchReport['rows'] = [];
  let filled = 0;
  for (const size of sizes) {
    for (; filled < size; filled += step) await fill(db, filled, Math.min(filled + step, size));
    await db.query('analyze');
    for (const path of paths) rows.push(await measure(db, path, size));
  }
  await db.close();
  await embedded?.close();
  return {
    name: 'api',
    about: `${requests} requests one by one for a page of 50, by router, schemas and SQL, on ${given === undefined ? 'the embedded Postgres' : 'the Postgres of DATABASE_URL'}.`,
    rows,
    notes: [
      'Without the gateway, Lambda, and the count of requests in DynamoDB, which is one update more each.',
      'Half of the conversations wait for a person; all have one turn of the last days.',
    ],
  };
}

async function measure(db: Db, target: string, size: number): Promise<BenchReport['rows'][number]> {
  const ask = asking(db);
  for (let index = 0; index < warmUp; index += 1) await ask(target);
  const times: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    const started = performance.now();
    await ask(target);
    times.push(performance.now() - started);
  }
  const total = times.reduce((sum, one) => sum + one, 0);
  return {
    conversations: size,
    request: `GET ${target}`,
    'per second': Math.round((requests * 1000) / total),
    'p50 ms': rounded(percentile(times, 0.5)),
    'p99 ms': rounded(percentile(times, 0.99)),
  };
}

function asking(db: Db): (target: string) => Promise<void> {
  const answer = router<RouterDeps & QueueApiDeps & OverviewApiDeps>([...queueRoutes, ...overviewRoutes]);
  const deps = {
    db,
    log: () => undefined,
    commands: { claim: () => Promise.reject(new Error('The bench sends no commands')) },
    passage: () => Promise.resolve({ kind: 'pass' as const }),
    accountId: () => Promise.resolve(1),
    chatwootUrl: (id: number) => Promise.resolve(`https://chat.example/app/accounts/1/conversations/${id}`),
    timeZone: () => Promise.resolve('Europe/Madrid'),
    now: () => new Date(),
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

/** Conversations `from` + 1 to `to`, one every few seconds of the last three days, with a turn each. */
async function fill(db: Db, from: number, to: number): Promise<void> {
  const at = `now() - number * interval '2.5 seconds'`;
  const common = `'faq', (array['high', 'medium', 'low'])[1 + number % 3]`;
  await db.query(
    `insert into leads (account_id, contact_id, full_name, channel, first_seen_at, last_seen_at)
     select 1, number, 'Customer ' || number, 'web', ${at}, ${at} from generate_series($1::int, $2::int) as number`,
    [from + 1, to],
  );
  await db.query(
    `insert into conversations (account_id, conversation_id, lead_id, inbox_id, channel, owner, waiting_since, intent,
       priority, sentiment, language, route, reason, last_turn_at)
     select 1, number, id, 1, 'web', case when number % 2 = 0 then 'person' else 'bot' end,
            case when number % 2 = 0 then ${at} end, ${common}, 0, 'en', 'agent', 'Asks about the hours.', ${at}
       from (select id, contact_id as number from leads where contact_id between $1 and $2) as leads`,
    [from + 1, to],
  );
  await db.query(
    `insert into turns (account_id, conversation_id, message_ids, intent, priority, sentiment, language, route,
       confidence, reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, started_at, answered_at, outcome)
     select 1, number, array[number], ${common}, 0, 'en', 'agent', 0.9, 'Asks.', '{}', '[]', 'built-in', 0, 0, 0,
            ${at}, ${at} + interval '1 second', 'answered'
       from generate_series($1::int, $2::int) as number`,
    [from + 1, to],
  );
}
