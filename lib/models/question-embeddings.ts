import { UpstreamUnavailable } from '../runtime/errors.ts';
import type { EmbeddingModel } from './llm.ts';
import { restingVendors } from './resting.ts';

/** So many questions are remembered: those of one turn, which looks for products and for knowledge at the same time. */
const remembered = 8;

/**
 * The same embeddings, for questions a customer waits for: whoever asks for the vector of a text while or after it was
 * asked for gets the same one. While their vendor rests (resting.ts) it fails at once, so that an outage does not cost
 * every customer the time-out. `now` counts milliseconds.
 */
export function questionEmbeddings(
  embeddings: EmbeddingModel,
  { now }: { now: () => number },
): EmbeddingModel {
  const known = new Map<string, Promise<number[][]>>();
  const { id } = embeddings;
  // Their own count: a vendor's language models may answer while its embeddings do not.
  const resting = restingVendors(now);
  const ask = async (text: string): Promise<number[][]> => {
    try {
      const vectors = await embeddings.embed([text]);
      resting.answered(id);
      return vectors;
    } catch (error) {
      known.delete(text);
      resting.failed(id, 'unreachable');
      throw error;
    }
  };
  return {
    ...embeddings,
    async embed(texts) {
      const [text, ...more] = texts;
      if (text === undefined || more.length > 0) return embeddings.embed(texts);
      const shared = known.get(text);
      if (shared !== undefined) return shared;
      if (resting.rests(id)) throw new UpstreamUnavailable(`${id} failed a moment ago and rests`);
      const asked = ask(text);
      known.set(text, asked);
      for (const oldest of known.keys()) if (known.size > remembered) known.delete(oldest);
      return asked;
    },
  };
}
