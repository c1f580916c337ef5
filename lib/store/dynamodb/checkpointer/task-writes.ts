import {
  compareWritesSortKeys,
  WRITES_IDX_MAP,
  writesSortKey,
  type CheckpointPendingWrite,
  type PendingWrite,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import { bySortKey, keyOf, text } from './attributes.ts';
import { StaleCheckpoint } from './errors.ts';
import { endingAt } from './expiry.ts';
import { sortKeys, type ItemKey, type Place } from './keys.ts';
import { pack, partKeys, splitIntoItems, unpack } from './stored-body.ts';
import type { Condition, Item, Table } from './table.ts';

export interface TaskWritesDeps {
  table: Table;
  serde: SerializerProtocol;
  expiresAt: number | undefined;
}

export interface TaskWrites {
  checkpointId: string;
  taskId: string;
  taskPath: string;
  writes: PendingWrite[];
}

/** One write with its place among the writes of its task. */
type IndexedWrite = [index: number, channel: string, value: unknown];

/** How often the writes of one task are merged again because another process changed them in between. */
const mergeAttempts = 5;

/**
 * Saves what a task wrote. Its regular writes share one item, and the first write of an index wins, so a task that runs
 * twice changes nothing. Errors, interrupts and resume values have an item each and replace the one before.
 * Returns the sort keys that now exist.
 */
export async function saveTaskWrites(
  deps: TaskWritesDeps,
  place: Place,
  task: TaskWrites,
): Promise<string[]> {
  const regular: IndexedWrite[] = [];
  const special = new Map<number, IndexedWrite>();
  for (const [position, [channel, value]] of task.writes.entries()) {
    const index = WRITES_IDX_MAP[channel] ?? position;
    if (index < 0) special.set(index, [index, channel, value]);
    else regular.push([index, channel, value]);
  }
  const keyFor = (slot: string): ItemKey => ({
    partition: place.partition,
    sortKey: sortKeys.task(place.namespace, task.checkpointId, task.taskId, slot),
  });
  const saved = await Promise.all([
    ...Array.from(special.values(), (write) => put(deps, keyFor(`s${-write[0]}`), task, [write])),
    ...(regular.length === 0 ? [] : [putRegular(deps, keyFor('r'), task, regular)]),
  ]);
  return saved.flat();
}

/** The writes some items hold, in the order in which LangGraph applies them. */
export async function readTaskWrites(
  serde: SerializerProtocol,
  items: Item[],
  parts: ReadonlyMap<string, Item>,
): Promise<CheckpointPendingWrite[]> {
  const held = await Promise.all(
    items.map(async (item) => {
      const { task, path } = taskItem.parse(item);
      const writes = indexedWrites.parse(await unpack(serde, item, parts));
      return writes.map(([index, channel, value]) => {
        const write: CheckpointPendingWrite = [task, channel, value];
        return { order: writesSortKey(path, task, index), write };
      });
    }),
  );
  return held
    .flat()
    .sort((one, other) => compareWritesSortKeys(one.order, other.order))
    .map(({ write }) => write);
}

async function putRegular(deps: TaskWritesDeps, key: ItemKey, task: TaskWrites, writes: IndexedWrite[]) {
  let merged = writes;
  let condition = isNew;
  for (let attempt = 1; attempt <= mergeAttempts; attempt += 1) {
    const saved = await put(deps, key, task, merged, condition);
    if (saved.length > 0) return saved;
    const before = await readBefore(deps, key);
    const known = new Set(before.map(([index]) => index));
    merged = [...before, ...writes.filter(([index]) => !known.has(index))];
    if (merged.length === before.length) return [];
    condition = before.length === 0 ? isNew : unchangedSince(before);
  }
  throw new StaleCheckpoint(
    'Another process keeps saving writes of the same task: the thread is run twice at once',
  );
}

const isNew: Condition = { expression: 'attribute_not_exists(pk)' };

/** Merging only adds writes, so their number tells whether anybody merged in between. */
function unchangedSince(before: IndexedWrite[]): Condition {
  return { expression: 'writeCount = :seen', values: { ':seen': { N: String(before.length) } } };
}

/** The regular writes that were there first; none when they have been deleted since. */
async function readBefore({ table, serde }: TaskWritesDeps, key: ItemKey): Promise<IndexedWrite[]> {
  const item = await table.get(key);
  if (item === undefined) return [];
  const parts = bySortKey(await table.getAll(partKeys(item)));
  return indexedWrites.parse(await unpack(serde, item, parts));
}

/** Puts one item with its parts. Returns no keys when the condition did not hold. */
async function put(
  { table, serde, expiresAt }: TaskWritesDeps,
  key: ItemKey,
  { taskId, taskPath }: TaskWrites,
  writes: IndexedWrite[],
  condition?: Condition,
): Promise<string[]> {
  const item: Item = {
    pk: { S: key.partition },
    sk: { S: key.sortKey },
    task: { S: taskId },
    path: { S: taskPath },
    writeCount: { N: String(writes.length) },
    ...endingAt(expiresAt),
  };
  const split = splitIntoItems(item, await pack(serde, writes));
  await table.putAll(split.parts);
  const done = await table.put(split.item, condition);
  return done ? [key.sortKey, ...split.parts.map((part) => keyOf(part).sortKey)] : [];
}

const taskItem = z.object({ task: text, path: text });
const indexedWrites = z.array(z.tuple([z.number(), z.string(), z.unknown()]));
