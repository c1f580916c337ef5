import type { EmbeddingModel } from '../models/llm.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import type { Log } from '../runtime/telemetry.ts';
import type { Db } from '../store/postgres/db.ts';
import { hashOf } from './learn.ts';
import { countMissing, passagesToEmbed, productsToEmbed, saveVectors } from './missing-vectors.ts';

export interface EmbedCatalogDeps {
  readonly db: Db;
  readonly embeddings: EmbeddingModel;
  readonly log: Log;
  /** Milliseconds, counted from anywhere. */
  readonly now: () => number;
}

/** Texts per request and statement. */
const batchSize = 100;
/** A minute less than the function has: the batch under way must end. */
const longestMs = 4 * 60_000;

/**
 * Gives products and passages that have no vector of the model in use their vectors, the newest first, until none is
 * left or the time is over; the next run goes on. Safe to run twice at once. Throws UpstreamUnavailable when there are
 * no embeddings to be had at all; what was done before an outage stays done.
 */
export async function embedCatalog(
  deps: EmbedCatalogDeps,
): Promise<{ products: number; passages: number; left: number }> {
  const { db, embeddings, log, now } = deps;
  const until = now() + longestMs;
  const done = { products: 0, passages: 0 };
  const failure = await embedAll(deps, { done, until }).catch(unavailable);
  const left = await countMissing(db, embeddings.id);
  log({ event: 'catalog.embedded', model: embeddings.id, ...done, left });
  if (failure !== undefined && done.products + done.passages === 0) throw failure;
  return { ...done, left };
}

/** Products and passages in turn, so that neither waits for all of the other. */
async function embedAll(
  deps: EmbedCatalogDeps,
  { done, until }: { done: { products: number; passages: number }; until: number },
): Promise<undefined> {
  let saved = true;
  while (saved && deps.now() < until) {
    const products = await embedSome(deps, 'products');
    done.products += products;
    const passages = await embedSome(deps, 'knowledge_chunks');
    done.passages += passages;
    // Nothing is left, or somebody else changes what is; then the next run sees to it.
    saved = products + passages > 0;
  }
}

async function embedSome(
  { db, embeddings }: EmbedCatalogDeps,
  table: 'products' | 'knowledge_chunks',
): Promise<number> {
  const wanted = { model: embeddings.id, limit: batchSize };
  const missing = await (table === 'products' ? productsToEmbed(db, wanted) : passagesToEmbed(db, wanted));
  if (missing.length === 0) return 0;
  const vectors = await embeddings.embed(missing.map(({ text }) => text));
  const made = missing.map((one, at) => {
    const vector = vectors[at];
    if (vector === undefined) throw new UpstreamUnavailable(`${embeddings.id} gave too few vectors`);
    return { ...one, vector, textHash: hashOf(one.text) };
  });
  return saveVectors(db, table, { model: embeddings.id, made });
}

function unavailable(error: unknown): UpstreamUnavailable {
  if (error instanceof UpstreamUnavailable) return error;
  throw error;
}
