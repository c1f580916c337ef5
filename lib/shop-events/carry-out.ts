import { hashOf } from '../catalog/learn.ts';
import { embeddedProductText, productInput } from '../catalog/product.ts';
import { setStock, stockOf } from '../catalog/stock.ts';
import { saveProductsWithin } from '../catalog/store.ts';
import { findStoredProduct } from '../catalog/stored-product.ts';
import { mostTries } from '../jobs/job.ts';
import type { Attempt, ShopEventJob, StockNoticeJob } from '../queue/jobs.ts';
import type { JobQueue } from '../queue/sqs.ts';
import { isWorthAnotherTry, UpstreamUnavailable } from '../runtime/errors.ts';
import type { Log } from '../runtime/telemetry.ts';
import { tellWaiting } from '../stock-alerts/tell-claimed.ts';
import type { Db } from '../store/postgres/db.ts';
import type { Database } from '../store/postgres/pool.ts';
import { noteEvent, noteOutcome, type ShopEventOutcome } from './store.ts';

export interface CarryOutDeps {
  readonly db: Database;
  readonly outbound: JobQueue<StockNoticeJob>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Does what a shop system told us, once, and puts on record what became of it: an event that came to nothing is listed
 * there, never lost. One that fails again and again makes way for those behind it. Whoever waits for what came in is
 * told at once.
 */
export async function carryOutShopEvent(
  deps: CarryOutDeps,
  job: ShopEventJob,
  { receives }: Attempt,
): Promise<void> {
  const { db, now, log } = deps;
  const started = performance.now();
  const outcome = await onceAndTell(deps, job).catch(async (error: unknown) => {
    if (error instanceof UpstreamUnavailable) throw error;
    if (receives < mostTries && isWorthAnotherTry(error)) throw error;
    await noteEvent(db, job, now());
    await noteOutcome(db, job, 'failed');
    return 'failed' as const;
  });
  const ms = Math.round(performance.now() - started);
  log({ event: 'shop-event.done', type: job.change.type, outcome, ms });
}

/** The same event again may be one that broke off between the two: telling is safe to do twice. */
async function onceAndTell(deps: CarryOutDeps, job: ShopEventJob): Promise<ShopEventOutcome | 'repeated'> {
  const outcome = await once(deps.db, job, deps.now());
  if (outcome !== 'done' && outcome !== 'repeated') return outcome;
  const item = await stockOf(deps.db, job.change.sku);
  if (item !== undefined) await tellWaiting(deps, { productId: item.productId });
  return outcome;
}

function once(db: Database, job: ShopEventJob, now: Date): Promise<ShopEventOutcome | 'repeated'> {
  return db.transaction(async (tx) => {
    if (!(await noteEvent(tx, job, now))) return 'repeated';
    const outcome = await carryOut(tx, job);
    await noteOutcome(tx, job, outcome);
    return outcome;
  });
}

async function carryOut(db: Db, { change }: ShopEventJob): Promise<ShopEventOutcome> {
  if (change.type === 'product') return saveProduct(db, change.product);
  const { kind } = await setStock(db, { sku: change.sku, stock: change.stock });
  return kind === 'set' ? 'done' : kind;
}

/** Without a vector: words find it at once, embed-catalog gives it one. */
async function saveProduct(db: Db, given: unknown): Promise<ShopEventOutcome> {
  const product = productInput.parse(given);
  const skus = [product.sku, ...(product.variants ?? []).map(({ sku }) => sku)];
  if (new Set(skus).size < skus.length) return 'shared-sku';
  const known = await findStoredProduct(db, product.sku);
  const names = known?.sku === product.sku ? known.variants.map(({ name }) => name).join(', ') : '';
  const textHash = hashOf(embeddedProductText(product, names));
  const taken = await saveProductsWithin(db, [
    { ...product, embedded: { vector: null, model: '', textHash } },
  ]);
  return taken.length > 0 ? 'shared-sku' : 'done';
}
