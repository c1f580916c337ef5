import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type ImportApiDeps, importRoutes } from '../../lib/catalog/import-api.ts';
import type { Db } from '../../lib/store/postgres/db.ts';

const count = 50_000;
const mebibyte = 1024 * 1024;

it('a packed file of 50,000 products is laid aside without holding it in memory', async () => {
  const file = packed();
  const before = alive();
  const held: number[] = [];
  let batches = 0;
  const db: Db = {
    query(sql) {
      if (sql.includes('insert into catalog_import_rows') && (batches += 1) % 20 === 0)
        held.push(alive() - before);
      return Promise.resolve({ rows: [], rowCount: 0 });
    },
  };
  expect(await importFile(db, file)).toMatchObject({ status: 202, body: { products: count } });
  expect(held.length).toBeGreaterThan(4);
  // 3 to 11 MiB: 50,000 SKUs with their lines, and what is on its way. The file unpacked is 53 MiB, its rows kept are 70.
  expect(Math.max(...held) / mebibyte).toBeLessThan(30);
}, 120_000);

/** A thousand characters about each, no two the same. */
function packed(): Buffer {
  const about = 'A lamp made by hand, of oak that fell in the storm. '.repeat(20);
  const lines = Array.from(
    { length: count },
    (_, at) => `SKU-${at},Oak lamp ${at},89.00,EUR,1,"${at} ${about}"`,
  );
  return gzipSync(['sku,name,price,currency,stock,description', ...lines].join('\n'), { level: 1 });
}

function importFile(db: Db, rawBody: Buffer) {
  const deps: ImportApiDeps = {
    db: { ...db, transaction: () => Promise.reject(new Error('not here')), close: () => Promise.resolve() },
    jobs: { write: () => Promise.resolve() } as never,
    work: { send: () => Promise.resolve() },
    newId: randomUUID,
    now: () => new Date(),
  };
  const headers = { 'content-type': 'application/gzip' };
  const received = { headers, rawBody, claims: {}, params: {}, query: new URLSearchParams() };
  return importRoutes[0]!.answer(deps, received);
}

/** Bytes that somebody still holds, on the heap and in buffers: what could be collected was. */
function alive(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
