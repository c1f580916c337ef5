import type { EmbeddingModel } from '../models/llm.ts';
import { vendorOf } from '../models/selection.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';

/** Embeddings that cost nothing: where a vendor charges for them nothing is embedded, and searches go by words only. */
export function unpaid(embeddings: EmbeddingModel): EmbeddingModel {
  if (vendorOf(embeddings.id) === undefined) return embeddings;
  const { id, dimensions } = embeddings;
  return { id, dimensions, embed: () => Promise.reject(new UpstreamUnavailable('The budget is used up')) };
}
