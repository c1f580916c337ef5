import { readProducts, type LineError } from './import-csv.ts';
import { beginImport, dropImport, linesOfVariants, stageRows, type StagedProduct } from './import-store.ts';
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
): Promise<{ kind: 'staged'; importId: string; products: number } | Refused> {
  const importId = newId();
  await beginImport(db, { importId, now: now() });
  const wrong: Wrong = { errors: [], total: 0 };
  let [batch, products]: [StagedProduct[], number] = [[], 0];
  for await (const item of readProducts(bytes)) {
    if (item.kind === 'wrong') note(wrong, item.errors);
    // What comes after the first error is only checked.
    else if (wrong.total === 0) batch.push({ ...item.product, line: item.line });
    if (batch.length === batchSize) {
      await stageRows(db, importId, batch);
      products += batch.length;
      batch = [];
    }
  }
  if (wrong.total === 0) {
    await stageRows(db, importId, batch);
    const variants = await linesOfVariants(db, importId, mostErrors);
    if (variants.total > 0) {
      await dropImport(db, importId);
      return refusedForVariants(variants);
    }
    return { kind: 'staged', importId, products: products + batch.length };
  }
  await dropImport(db, importId);
  return refused(wrong);
}

/** A file with errors: what to tell of it, and the first of them. */
export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
  readonly errors: readonly LineError[];
}

/** A file with lines whose SKU a variant has, whenever that is found. */
export function refusedForVariants({ lines, total }: { lines: readonly number[]; total: number }): Refused {
  const message = 'sku is the one of a variant in the catalogue; give the product a SKU of its own';
  return refused({ errors: lines.map((line) => ({ line, path: 'sku', message })), total });
}

/** What is wrong with a file: the first errors, and how many there are. */
interface Wrong {
  readonly errors: LineError[];
  total: number;
}

function note(wrong: Wrong, errors: readonly LineError[]): void {
  wrong.errors.push(...errors.slice(0, mostErrors - wrong.errors.length));
  wrong.total += errors.length;
}

function refused({ errors, total }: Wrong): Refused {
  const which = total > errors.length ? `, the first ${errors.length} of ${total}` : '';
  return {
    kind: 'refused',
    message: `Nothing was taken over: "errors" says what to mend in which line${which}.`,
    errors,
  };
}
