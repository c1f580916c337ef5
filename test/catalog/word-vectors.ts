import { createHash } from 'node:crypto';
import type { EmbeddingModel } from '../../lib/models/llm.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';

/** An embedding that knows words and nothing of their meaning: texts with the same words are close. Counts its texts. */
export function wordVectors(id = 'words'): EmbeddingModel & { embedded: string[] } {
  const embedded: string[] = [];
  return {
    id,
    dimensions: 512,
    embedded,
    embed(texts) {
      embedded.push(...texts);
      return Promise.resolve(texts.map(vectorOf));
    },
  };
}

/** An embedding that can be down: then it throws what a vendor's does. */
export function fallibleVectors(id = 'words') {
  const working = wordVectors(id);
  const state = { isDown: false, calls: 0 };
  return Object.assign(state, {
    ...working,
    embed(texts: readonly string[]) {
      state.calls += 1;
      return state.isDown ? Promise.reject(new UpstreamUnavailable(`${id} is down`)) : working.embed(texts);
    },
  });
}

function vectorOf(text: string): number[] {
  const vector = new Array<number>(512).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place = createHash('sha256').update(word).digest().readUInt16BE() % 512;
    vector[place] = vector[place]! + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
