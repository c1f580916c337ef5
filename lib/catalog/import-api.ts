import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { failedJob, newJob } from '../jobs/job.ts';
import type { WorkJob } from '../queue/jobs.ts';
import type { JobQueue } from '../queue/sqs.ts';
import { Problem } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { JobStore } from '../store/dynamodb/job-store.ts';
import type { Database } from '../store/postgres/pool.ts';
import { TooLarge } from './import-csv.ts';
import { receiveImport, refusedForVariants, type Refused } from './import-products.ts';
import { mergeImport } from './import-store.ts';

export interface ImportApiDeps {
  readonly db: Database;
  readonly jobs: JobStore;
  readonly work: JobQueue<WorkJob>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** So many are taken over while the caller waits; more become a job. */
const mostAtOnce = 200;
/** Fifty thousand products with a thousand characters each. */
const mostBytes = 64 * 1024 * 1024;

/** What came of a file, as it is told. */
export const merged = z.strictObject({
  products: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
});

const importProducts = route({
  method: 'POST',
  path: '/api/products/import',
  role: 'operator',
  summary:
    'Takes over a CSV file of products (text/csv, or application/gzip), all of it or nothing; a large one becomes a job.',
  params: nothing,
  query: nothing,
  body: noBody,
  answers: { 200: merged, 202: z.strictObject({ jobId: z.uuid(), products: z.number().int() }) },
  upload: { types: ['text/csv', 'application/gzip'], run: takeFile },
  run: (_: ImportApiDeps) => Promise.resolve(noFile),
});

export const importRoutes = [importProducts];

const noFile = new Problem(
  415,
  'Send the file itself, with the header content-type: text/csv, or packed with application/gzip.',
);

async function takeFile(deps: ImportApiDeps, { type, bytes }: { type: string; bytes: Buffer }) {
  const received = await receiveImport(deps, unpacked(type, bytes));
  if (received.kind === 'refused') return problemOf(received);
  const { importId, products } = received;
  if (products > mostAtOnce)
    return { status: 202 as const, body: { jobId: await queue(deps, importId), products } };
  return takeOver(deps, importId);
}

async function takeOver({ db }: ImportApiDeps, importId: string) {
  const outcome = await mergeImport(db, importId, () => undefined);
  switch (outcome.kind) {
    case 'merged': {
      const { kind: _, ...body } = outcome;
      return { status: 200 as const, body };
    }
    case 'refused':
      return problemOf(refusedForVariants(outcome));
    case 'gone':
      throw new Error('A file is gone that was laid aside just now');
  }
}

function problemOf({ message, errors }: Refused): Problem {
  return new Problem(422, message, { errors });
}

/**
 * The job is written down before it is queued: whoever asks after it finds it. Where it cannot be queued it has failed,
 * and is not run even if the queue has it after all.
 */
async function queue({ jobs, work, newId, now }: ImportApiDeps, importId: string): Promise<string> {
  const jobId = newId();
  const job = newJob({ id: jobId, kind: 'import-products', now: now() });
  await jobs.write(job);
  try {
    await work.send(
      { kind: 'import-products', jobId, importId },
      { group: 'catalog', deduplicationId: jobId },
    );
  } catch (error) {
    await jobs.write(failedJob(job, { error: notQueued, now: now() }));
    throw error;
  }
  return jobId;
}

const notQueued = 'It could not be queued, and nothing was taken over. Send the file again.';

async function* unpacked(type: string, bytes: Buffer): AsyncGenerator<Uint8Array> {
  const pieces = Readable.from(inPieces(bytes));
  // A gunzip that breaks must not leave its source without a listener.
  const source = type === 'application/gzip' ? pieces.pipe(createGunzip()) : pieces;
  let length = 0;
  for await (const piece of source) {
    const chunk = z.instanceof(Uint8Array).parse(piece);
    length += chunk.length;
    if (length > mostBytes) throw new TooLarge('the file is longer than 64 MiB; send it in parts');
    yield chunk;
  }
}

const pieceLength = 64 * 1024;

function* inPieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}
