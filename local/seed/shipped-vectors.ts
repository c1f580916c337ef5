import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtInEmbeddings } from '../../lib/models/built-in/embeddings.ts';
import type { EmbeddingModel } from '../../lib/models/llm.ts';

/**
 * The vectors of the demo shop as the built-in embeddings make them, so that no first start spends ten seconds of a core
 * on them. After a change of the demo shop's texts: `node local/seed/write-vectors.ts`; test/local/shipped-vectors.test.ts
 * says when. One record per text: the beginning of its hash, then its numbers as 16-bit integers, little endian.
 */
const file = path.join(import.meta.dirname, 'demo-vectors.bin');
const hashBytes = 16;
const dimensions = 512;
const recordBytes = hashBytes + 2 * dimensions;
/** Vectors have length one, so no number is greater than that. */
const scale = 32_767;

/** The built-in embeddings, which know the demo shop's texts by heart. Any other text is embedded when it is asked for. */
export function shippedEmbeddings(): EmbeddingModel {
  const own = builtInEmbeddings();
  const known = readVectors(readFileSync(file));
  return {
    ...own,
    async embed(texts) {
      const others = texts.filter((text) => !known.has(hashOf(text)));
      const made = (await own.embed(others)).values();
      return texts.map((text) => known.get(hashOf(text)) ?? made.next().value ?? []);
    },
  };
}

/** Makes the vectors of these texts anew and keeps them in the file. */
export async function writeVectors(texts: readonly string[]): Promise<void> {
  const vectors = await builtInEmbeddings().embed(texts);
  const records = texts.map((text, at) => {
    const record = Buffer.alloc(recordBytes);
    record.write(hashOf(text), 'hex');
    vectors[at]?.forEach((value, index) => {
      record.writeInt16LE(Math.round(value * scale), hashBytes + 2 * index);
    });
    return record;
  });
  writeFileSync(file, Buffer.concat(records));
}

function readVectors(bytes: Buffer): ReadonlyMap<string, number[]> {
  const vectors = new Map<string, number[]>();
  for (let at = 0; at < bytes.length; at += recordBytes) {
    const numbers = Array.from(
      { length: dimensions },
      (_, index) => bytes.readInt16LE(at + hashBytes + 2 * index) / scale,
    );
    vectors.set(bytes.toString('hex', at, at + hashBytes), numbers);
  }
  return vectors;
}

function hashOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * hashBytes);
}
