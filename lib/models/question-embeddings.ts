import { UpstreamUnavailable } from '../runtime/errors.ts';
import type { EmbeddingModel } from './llm.ts';

/** So many questions are remembered: those of one turn, which looks for products and for knowledge at the same time. */
const remembered = 8;
const failuresInARow = 2;
const restMs = 30_000;

/**
 * The same embeddings, for questions a customer waits for: whoever asks for the vector of a text while or after it was
 * asked for gets the same one. After two failures in a row it fails at once for 30 seconds, so that an outage does not
 * cost every customer the time-out; then one question tries again. `now` counts milliseconds.
 */
export function questionEmbeddings(
  embeddings: EmbeddingModel,
  { now }: { now: () => number },
): EmbeddingModel {
  const known = new Map<string, Promise<number[][]>>();
  let failures = 0;
  let restsUntil = -Infinity;
  const ask = async (text: string): Promise<number[][]> => {
    try {
      const vectors = await embeddings.embed([text]);
      failures = 0;
      return vectors;
    } catch (error) {
      known.delete(text);
      failures += 1;
      if (failures >= failuresInARow) restsUntil = now() + restMs;
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
      if (now() < restsUntil) throw new UpstreamUnavailable(`${embeddings.id} failed a moment ago and rests`);
      const asked = ask(text);
      known.set(text, asked);
      for (const oldest of known.keys()) if (known.size > remembered) known.delete(oldest);
      return asked;
    },
  };
}
