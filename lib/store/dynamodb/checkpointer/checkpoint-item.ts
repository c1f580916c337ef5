import type { CheckpointMetadata, Checkpoint } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { number, text } from './attributes.ts';
import { endingAt } from './expiry.ts';
import type { ItemKey } from './keys.ts';
import type { Item } from './table.ts';

/** Which checkpoint holds the value of each channel. */
export type Holders = ReadonlyMap<string, string>;

/** What can be read of a checkpoint's item without unpacking its body. */
export interface CheckpointHeader {
  id: string;
  parentId: string | undefined;
  /** Undefined when the checkpoint holds every value itself. */
  holders: Holders | undefined;
  expiresAt: number | undefined;
}

/** What a checkpoint's body holds: itself without the values, and those values that are kept with it. */
export interface CheckpointBody {
  checkpoint: Omit<Checkpoint, 'channel_values'>;
  metadata: CheckpointMetadata;
  values: Record<string, unknown>;
}

/** A checkpoint's item, still without its body. */
export function checkpointItem({ partition, sortKey }: ItemKey, header: CheckpointHeader): Item {
  return {
    pk: { S: partition },
    sk: { S: sortKey },
    id: { S: header.id },
    ...(header.parentId === undefined ? {} : { parent: { S: header.parentId } }),
    ...(header.holders === undefined ? {} : { holders: { S: writeHolders(header.holders) } }),
    ...endingAt(header.expiresAt),
  };
}

export function readHeader(item: Item): CheckpointHeader {
  const { id, parent, holders, expiresAt } = headerItem.parse(item);
  return { id, parentId: parent, holders, expiresAt };
}

export function readBody(unpacked: unknown): CheckpointBody {
  return checkpointBody.parse(unpacked);
}

/** Channels by the checkpoint that holds them: an id is longer than most channels' names. */
function writeHolders(holders: Holders): string {
  const channels: Record<string, string[]> = {};
  for (const [channel, id] of holders) (channels[id] ??= []).push(channel);
  return JSON.stringify(channels);
}

const holdersText = z.record(z.string(), z.array(z.string())).transform((channels): Holders => {
  const pairs = Object.entries(channels).flatMap(([id, names]) =>
    names.map((name): [string, string] => [name, id]),
  );
  return new Map(pairs);
});

const headerItem = z.object({
  id: text,
  parent: text.optional(),
  holders: text
    .transform((json): unknown => JSON.parse(json))
    .pipe(holdersText)
    .optional(),
  expiresAt: number.optional(),
});

const versions = z.record(z.string(), z.union([z.string(), z.number()]));

/** Metadata and values are given back as they were handed in, so they are only looked at, not rebuilt. */
const checkpointBody = z.object({
  checkpoint: z.object({
    v: z.number(),
    id: z.string(),
    ts: z.string(),
    channel_versions: versions,
    versions_seen: z.record(z.string(), versions),
  }),
  metadata: z.custom<CheckpointMetadata>(isObject),
  values: z.custom<Record<string, unknown>>(isObject),
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
