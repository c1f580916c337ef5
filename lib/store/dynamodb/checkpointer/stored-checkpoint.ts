import {
  maxChannelVersion,
  TASKS,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
} from '@langchain/langgraph-checkpoint';
import { bySortKey, keyOf } from './attributes.ts';
import type { CheckpointBody, CheckpointHeader } from './checkpoint-item.ts';
import { parseSortKey, type Place } from './keys.ts';
import type { Item } from './table.ts';

/** One checkpoint with all items that lie around it. */
export interface StoredCheckpoint {
  namespace: string;
  item: Item;
  /** The items of its tasks' writes. */
  writes: Item[];
  /** Parts of any of these items, and perhaps of others. */
  parts: ReadonlyMap<string, Item>;
}

/** What LangGraph hands over to be saved. */
export interface NewCheckpoint {
  checkpoint: Checkpoint;
  metadata: CheckpointMetadata;
  newVersions: ChannelVersions;
  /** The checkpoint the run started from; undefined for a new thread. */
  parentId: string | undefined;
}

/** Sorts items of one family or of many, newest first, into checkpoints. Writes without a checkpoint are left out. */
export async function* intoCheckpoints(
  newestFirst: AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<StoredCheckpoint> {
  let writes: { item: Item; checkpointId: string }[] = [];
  let parts: Item[] = [];
  for await (const item of newestFirst) {
    const { kind, namespace, checkpointId } = parseSortKey(keyOf(item).sortKey);
    if (kind === 'part') parts.push(item);
    if (kind === 'writes') writes.push({ item, checkpointId });
    if (kind !== 'checkpoint') continue;
    const own = writes.filter((write) => write.checkpointId === checkpointId);
    yield { namespace, item, writes: own.map((write) => write.item), parts: bySortKey(parts) };
    writes = [];
    parts = [];
  }
}

/** LangGraph's address of a checkpoint. */
export function configOf({ threadId, namespace }: Omit<Place, 'partition'>, id: string) {
  return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: id } };
}

/** The tuple as LangGraph wants it. */
export function tupleOf(
  place: Place,
  { id, parentId }: CheckpointHeader,
  { checkpoint, metadata }: CheckpointBody,
  values: Record<string, unknown>,
  pendingWrites: CheckpointPendingWrite[],
): CheckpointTuple {
  return {
    config: configOf(place, id),
    checkpoint: { ...checkpoint, channel_values: values },
    metadata,
    pendingWrites,
    ...(parentId === undefined ? {} : { parentConfig: configOf(place, parentId) }),
  };
}

/** Whether the metadata has every value of the filter. */
export function matchesFilter(
  metadata: CheckpointMetadata | undefined,
  filter: Record<string, unknown> | undefined,
): boolean {
  const held = new Map<string, unknown>(Object.entries(metadata ?? {}));
  return Object.entries(filter ?? {}).every(([key, value]) => held.get(key) === value);
}

/** Before version 4, LangGraph kept the tasks to come as writes of the parent; now they are a channel. */
export function withPendingSends(checkpoint: Checkpoint, parentWrites: CheckpointPendingWrite[]): Checkpoint {
  const sends = parentWrites.filter(([, channel]) => channel === TASKS).map(([, , value]) => value);
  const versions = Object.values(checkpoint.channel_versions);
  return {
    ...checkpoint,
    channel_values: { ...checkpoint.channel_values, [TASKS]: sends },
    channel_versions: {
      ...checkpoint.channel_versions,
      [TASKS]: versions.length === 0 ? 1 : maxChannelVersion(...versions),
    },
  };
}
