import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { binary, flag, keyOf, number, text } from './attributes.ts';
import { IncompleteCheckpoint } from './errors.ts';
import { sortKeys, type ItemKey } from './keys.ts';
import type { Item } from './table.ts';

/** DynamoDB's limit is 400 KB for an item with its keys and attribute names; this much of it is for the body. */
const largestBody = 380 * 1024;

/** A write unit is 1 KB: below that, compressing saves nothing. */
const worthDeflating = 1024;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Turns a value into the bytes an item holds. */
export async function pack(serde: SerializerProtocol, value: unknown): Promise<PackedBody> {
  const [type, bytes] = await serde.dumpsTyped(value);
  if (bytes.length <= worthDeflating) return { type, deflated: false, bytes };
  const smaller = await deflate(bytes);
  return smaller.length < bytes.length
    ? { type, deflated: true, bytes: smaller }
    : { type, deflated: false, bytes };
}

interface PackedBody {
  /** The serializer's own word for what it wrote. */
  type: string;
  deflated: boolean;
  bytes: Uint8Array;
}

/**
 * The items that hold a body under one key: the item itself and, for a body too large for it, its parts. The parts are
 * named after their content, so they must be written first and never overwrite those of another version.
 */
export function splitIntoItems(
  item: Item,
  { type, deflated, bytes }: PackedBody,
): { item: Item; parts: Item[] } {
  const held = { type: { S: type }, deflated: { BOOL: deflated } };
  if (bytes.length <= largestBody) return { item: { ...item, ...held, body: { B: bytes } }, parts: [] };
  const { partition, sortKey } = keyOf(item);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const parts: Item[] = [];
  for (let start = largestBody; start < bytes.length; start += largestBody) {
    parts.push({
      pk: { S: partition },
      sk: { S: sortKeys.part(sortKey, digest, parts.length + 1) },
      body: { B: bytes.subarray(start, start + largestBody) },
      ...(item.expiresAt === undefined ? {} : { expiresAt: item.expiresAt }),
    });
  }
  const named = { parts: { N: String(parts.length) }, digest: { S: digest } };
  return { item: { ...item, ...held, ...named, body: { B: bytes.subarray(0, largestBody) } }, parts };
}

/** The keys of the parts an item's body is continued in. */
export function partKeys(item: Item): ItemKey[] {
  const { parts, digest } = bodyItem.parse(item);
  const { partition, sortKey } = keyOf(item);
  return Array.from({ length: parts }, (_, index) => ({
    partition,
    sortKey: sortKeys.part(sortKey, digest, index + 1),
  }));
}

/** The value an item and its parts hold. `parts` may hold others too. */
export async function unpack(
  serde: SerializerProtocol,
  item: Item,
  parts: ReadonlyMap<string, Item>,
): Promise<unknown> {
  const { type, deflated, body } = bodyItem.parse(item);
  const pieces = partKeys(item).map(({ sortKey }) => {
    const part = parts.get(sortKey);
    if (part === undefined)
      throw new IncompleteCheckpoint('A part of a large checkpoint is missing in DynamoDB');
    return partItem.parse(part).body;
  });
  const bytes = pieces.length === 0 ? body : Buffer.concat([body, ...pieces]);
  return serde.loadsTyped(type, deflated ? await inflate(bytes) : bytes);
}

const partItem = z.object({ body: binary });
const bodyItem = z.object({
  type: text,
  deflated: flag,
  body: binary,
  parts: number.default(0),
  digest: text.default(''),
});
