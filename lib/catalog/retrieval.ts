import type { EmbeddingModel } from '../models/llm.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import { wordsOf, type HybridSearch } from './hybrid.ts';
import type { FoundKnowledge } from './knowledge.ts';
import { findKnowledge } from './knowledge-store.ts';
import type { CatalogDeps } from './learn.ts';
import type { FoundProduct } from './product.ts';
import { findProducts } from './store.ts';

/** A question in anybody's words. */
export interface Question {
  readonly query: string;
  readonly limit: number;
}

/** The products that fit best, by words and by meaning. Throws UpstreamUnavailable when it cannot look. */
export async function searchProducts(
  { db, embeddings }: CatalogDeps,
  question: Question,
): Promise<FoundProduct[]> {
  return findProducts(db, await hybridSearch(embeddings, question));
}

/** The passages that fit best among those that hold now. Throws UpstreamUnavailable when it cannot look. */
export async function searchKnowledge(
  { db, embeddings, now }: CatalogDeps & { readonly now: () => Date },
  question: Question,
): Promise<FoundKnowledge[]> {
  return findKnowledge(db, { ...(await hybridSearch(embeddings, question)), now: now() });
}

async function hybridSearch(embeddings: EmbeddingModel, { query, limit }: Question): Promise<HybridSearch> {
  const [vector] = await embeddings.embed([query]);
  if (vector === undefined) throw new UpstreamUnavailable(`${embeddings.id} gave no vector`);
  return { words: wordsOf(query), vector, model: embeddings.id, limit };
}
