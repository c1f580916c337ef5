import { readProducts, type LineError } from './import-csv.ts';
import type { ImportedProduct } from './import-row.ts';
import { beginImport, dropImport, stageRows } from './import-store.ts';
import type { Db } from '../store/postgres/db.ts';

export interface ReceiveImportDeps {
  readonly db: Db;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** More tell nobody more; whoever mends a hundred lines sends the file again anyway. */
const mostErrors = 100;
/** Rows per statement: about a tenth of a second, and never the whole file in memory. */
const batchSize = 500;

/**
 * Checks a file of products and lays its rows aside; the catalogue is not touched. One wrong line and nothing of it is
 * kept. Throws UpstreamUnavailable while Postgres cannot be reached.
 */
export async function receiveImport(
  { db, newId, now }: ReceiveImportDeps,
  bytes: AsyncIterable<Uint8Array>,
): Promise<
  { kind: 'staged'; importId: string; products: number } | { kind: 'refused'; errors: readonly LineError[] }
> {
  const importId = newId();
  await beginImport(db, { importId, now: now() });
  const errors: LineError[] = [];
  let [batch, products]: [ImportedProduct[], number] = [[], 0];
  for await (const item of readProducts(bytes)) {
    if (item.kind === 'wrong') errors.push(...item.errors);
    // What comes after the first error is only checked.
    else if (errors.length === 0) batch.push(item.product);
    if (errors.length >= mostErrors) break;
    if (batch.length === batchSize) {
      await stageRows(db, importId, batch);
      products += batch.length;
      batch = [];
    }
  }
  if (errors.length > 0) {
    await dropImport(db, importId);
    return { kind: 'refused', errors: errors.slice(0, mostErrors) };
  }
  await stageRows(db, importId, batch);
  return { kind: 'staged', importId, products: products + batch.length };
}
