import type { EmbeddingModel } from '../models/llm.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { Db } from '../store/postgres/db.ts';
import { wordsOf, type HybridSearch, type Meaning } from './hybrid.ts';
import type { FoundKnowledge } from './knowledge.ts';
import { findKnowledge } from './knowledge-store.ts';
import type { FoundProduct } from './product.ts';
import { findProducts } from './store.ts';

/** A question in anybody's words. */
export interface Question {
  readonly query: string;
  readonly limit: number;
}

export interface RetrievalDeps {
  readonly db: Db;
  /** `questionEmbeddings` where products and knowledge are looked for at the same time: one call then serves both. */
  readonly embeddings: EmbeddingModel;
  readonly log: Log;
}

/**
 * The products that fit best, by words and by meaning; by words only while the question cannot be embedded. Throws
 * UpstreamUnavailable when it cannot look at all.
 */
export async function searchProducts(deps: RetrievalDeps, question: Question): Promise<FoundProduct[]> {
  return findProducts(deps.db, await hybridSearch(deps, question));
}

/**
 * The passages that fit best among those that hold now, by words and by meaning; by words only while the question cannot
 * be embedded. Throws UpstreamUnavailable when it cannot look at all.
 */
export async function searchKnowledge(
  { now, ...deps }: RetrievalDeps & { readonly now: () => Date },
  question: Question,
): Promise<FoundKnowledge[]> {
  return findKnowledge(deps.db, { ...(await hybridSearch(deps, question)), now: now() });
}

async function hybridSearch(deps: RetrievalDeps, { query, limit }: Question): Promise<HybridSearch> {
  return { words: wordsOf(query), meaning: await meaningOf(deps, query), limit };
}

/** Words find most of what is asked for, so a customer need not wait for a person because a vendor is down. */
async function meaningOf({ embeddings, log }: RetrievalDeps, query: string): Promise<Meaning | null> {
  try {
    const [vector] = await embeddings.embed([query]);
    if (vector === undefined) throw new UpstreamUnavailable(`${embeddings.id} gave no vector`);
    return { vector, model: embeddings.id };
  } catch (error) {
    if (!(error instanceof UpstreamUnavailable)) throw error;
    log({ event: 'retrieval.words-only', failure: failureOf(error) });
    return null;
  }
}
