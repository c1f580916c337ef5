import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { importRoutes, type ImportApiDeps } from '../../lib/catalog/import-api.ts';
import { analyzeCatalog } from '../../lib/catalog/analyze.ts';
import { takeOverImport } from '../../lib/catalog/import-job.ts';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { jobRoutes } from '../../lib/jobs/api.ts';
import type { WorkJob } from '../../lib/queue/jobs.ts';
import { sqsQueue, type JobQueue } from '../../lib/queue/sqs.ts';
import { router } from '../../lib/runtime/api/router.ts';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { dynamoJobs } from '../../lib/store/dynamodb/job-store.ts';
import { aTable } from '../support/dynamodb.ts';
import { aDb } from '../support/postgres.ts';
import { aProduct } from './products.contract.ts';
import { wordVectors } from './word-vectors.ts';

beforeAll(() => aDb());

const file = [
  'sku,name,price,currency,stock',
  ...Array.from({ length: 300 }, (_, at) => `M-${at},Mug,1,EUR,1`),
];

/** The routes over a real table and a real Postgres, with a queue as given. */
async function anApi(work: JobQueue<WorkJob>) {
  const [db, jobs] = [await aDb(), dynamoJobs(await aTable())];
  const ids: string[] = [];
  const deps = {
    ...{ db, jobs, work, now: () => new Date(), log: () => undefined },
    newId: () => {
      ids.push(randomUUID());
      return ids.at(-1)!;
    },
    commands: { once: () => Promise.reject(new Error('No command is sent here')) },
    passage: () => Promise.resolve({ kind: 'pass' as const }),
  };
  const answer = router<typeof deps & ImportApiDeps>([...importRoutes, ...jobRoutes]);
  const call = async (method: string, path: string, body = '') => {
    const claims = { username: 'somebody', 'cognito:groups': '[operator]' };
    const headers: Record<string, string> = body === '' ? {} : { 'content-type': 'text/csv' };
    const request = {
      method,
      path,
      query: new URLSearchParams(),
      claims,
      headers,
      rawBody: Buffer.from(body),
    };
    const { status, body: answered } = await answer(deps, request);
    return { status, body: answered as any };
  };
  const run = (jobId: string, importId: string) =>
    takeOverImport({ ...deps, beatMs: 1000 }, { jobId, importId }, { receives: 1, isLast: false });
  return { db, ids, call, run };
}

const products = async ({ db }: Awaited<ReturnType<typeof anApi>>) =>
  (await db.query("select sku from products where sku like 'M-%'")).rows.length;

describe('a large file of products', () => {
  it('that was taken over is known to whoever plans searches', async () => {
    const queued: WorkJob[] = [];
    const api = await anApi({ send: (job) => Promise.resolve(void queued.push(job)) });
    const counted = async () =>
      (
        await api.db.query(
          "select n.reltuples::integer as rows from pg_class as n where relname = 'products'",
        )
      ).rows;
    await api.db.query('analyze products');
    expect(await counted()).toEqual([{ rows: 0 }]);
    const sent = await api.call('POST', '/api/products/import', file.join('\n'));
    const [job] = queued;
    if (job?.kind !== 'import-products') throw new Error('Another job was queued');
    await api.run(job.jobId, job.importId);
    expect(await counted()).toEqual([{ rows: 300 }]);
    expect((await api.call('GET', `/api/jobs/${sent.body.jobId}`)).body.state).toBe('done');
  });

  it('stays taken over when its products cannot be counted, and the log says so', async () => {
    const db = await aDb();
    const refusing: Db = {
      query: (sql, parameters) =>
        sql.startsWith('analyze') ? Promise.reject(new Error('No room')) : db.query(sql, parameters),
    };
    const events: LogEvent[] = [];
    await analyzeCatalog({ db: refusing, log: (event) => events.push(event) }, 'job-1');
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'long-work.failed', job: 'analyze-catalog', jobId: 'job-1' }),
    );
  });

  it('that cannot be queued is answered with 503, and its job has failed and is never run', async () => {
    const nobodyListens = { endpoint: 'http://127.0.0.1:1', region: 'eu-central-1', maxAttempts: 1 };
    const sqs = new SQSClient({ ...nobodyListens, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    const api = await anApi(sqsQueue({ sqs, queueUrl: 'http://127.0.0.1:1/work.fifo' }));
    const sent = await api.call('POST', '/api/products/import', file.join('\n'));
    expect(sent).toMatchObject({ status: 503, body: { title: 'Service Unavailable' } });

    const [importId = '', jobId = ''] = api.ids;
    const failed = { state: 'failed', error: expect.stringMatching(/Send the file again/) };
    expect(await api.call('GET', `/api/jobs/${jobId}`)).toMatchObject({ status: 200, body: failed });
    // The queue may have it after all: it was the answer that was lost.
    await api.run(jobId, importId);
    expect((await api.call('GET', `/api/jobs/${jobId}`)).body).toMatchObject(failed);
    expect(await products(api)).toBe(0);
  });

  it('fails with the lines to mend, when a SKU in it became a variant’s while it waited', async () => {
    const queued: WorkJob[] = [];
    const api = await anApi({ send: (job) => Promise.resolve(void queued.push(job)) });
    const sent = await api.call('POST', '/api/products/import', file.join('\n'));
    expect(sent).toMatchObject({ status: 202, body: { products: 300 } });
    const variants = [{ sku: 'M-7', name: 'Red', priceCents: 1, stock: 1 }];
    await upsertProducts({ db: api.db, embeddings: wordVectors() }, [aProduct({ sku: 'RUG', variants })]);

    const [job] = queued;
    if (job?.kind !== 'import-products') throw new Error('Another job was queued');
    await api.run(job.jobId, job.importId);
    expect((await api.call('GET', `/api/jobs/${sent.body.jobId}`)).body).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/Nothing was taken over/),
      errors: [{ line: 9, path: 'sku', message: expect.stringMatching(/variant/) }],
    });
    expect(await products(api)).toBe(0);
  });
});
