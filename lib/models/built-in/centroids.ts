import stored from './routing-centroids.json' with { type: 'json' };
import type { Intent } from './lexicons/lexicon.ts';

/** Full scale of one packed number. */
const scale = 32767;

/** The mean vector of an intent's examples, of length 1. */
export function centroidOf(intent: Intent): readonly number[] {
  const known = unpacked.get(intent) ?? unpack(stored.vectors[intent]);
  unpacked.set(intent, known);
  return known;
}

/** The embedding model the centroids were computed with. Another model's vectors mean nothing beside them. */
export const centroidModel = stored.model;

const unpacked = new Map<Intent, readonly number[]>();

/** Packs a vector of numbers between -1 and 1 into text: two bytes each, an eighth of the size of the plain digits. */
export function pack(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 2);
  for (const [at, value] of vector.entries()) bytes.writeInt16LE(Math.round(value * scale), at * 2);
  return bytes.toString('base64');
}

function unpack(packed: string): number[] {
  const bytes = Buffer.from(packed, 'base64');
  return Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2) / scale);
}
