import type { EmbeddingModel } from '../lib/models/llm.ts';
import { UpstreamUnavailable } from '../lib/runtime/errors.ts';
import { shippedEmbeddings } from './seed/shipped-vectors.ts';

/**
 * What the demo shop is embedded with, given the system's own embedding model. For a vendor's it is filled in without
 * vectors, and keeps those it has: words find it at once, and the function embed-catalog, which has the key, does the
 * rest. Vectors of another model than the one in use would be found by nobody.
 */
export function seedEmbeddings(embedding: string): EmbeddingModel {
  if (embedding === 'built-in') return shippedEmbeddings();
  return {
    id: embedding,
    dimensions: 512,
    embed: () =>
      Promise.reject(new UpstreamUnavailable(`${embedding} is not asked while the shop is filled in`)),
  };
}
