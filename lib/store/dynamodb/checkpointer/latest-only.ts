import type { CheckpointTuple, DeltaChannelHistory } from '@langchain/langgraph-checkpoint';
import { bySortKey, keyOf } from './attributes.ts';
import { checkpointItem, readBody, readHeader, type CheckpointHeader } from './checkpoint-item.ts';
import { IncompleteCheckpoint, StaleCheckpoint, UnsupportedByHistory } from './errors.ts';
import type { History, HistoryDeps, ListQuery } from './history.ts';
import { parseSortKey, sortKeys, type Place } from './keys.ts';
import { Leftovers } from './leftovers.ts';
import { pack, splitIntoItems, unpack } from './stored-body.ts';
import { matchesFilter, tupleOf, type NewCheckpoint, type StoredCheckpoint } from './stored-checkpoint.ts';
import type { Condition, Item } from './table.ts';
import { readTaskWrites } from './task-writes.ts';

/** A reader whose parts vanish between two pages looks again: another run has replaced the checkpoint meanwhile. */
const readAttempts = 3;

/**
 * Keeps one checkpoint of a thread and overwrites it, on condition that it is still the one the run started from. Two
 * runs at once cannot lose each other's work: the second to finish is refused with StaleCheckpoint.
 */
export class LatestOnly implements History {
  readonly #deps: HistoryDeps;
  readonly #leftovers: Leftovers;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
    this.#leftovers = new Leftovers(deps.table);
  }

  writesExpireAt(): number | undefined {
    return this.#deps.expiry.fresh();
  }

  async read(place: Place, id: string | undefined): Promise<CheckpointTuple | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const [stored] = await this.#stored(place.partition, place.namespace);
      if (stored === undefined) return undefined;
      if (id !== undefined && readHeader(stored.item).id !== id) return undefined;
      try {
        return await this.#tuple(place, stored);
      } catch (error) {
        if (!(error instanceof IncompleteCheckpoint) || attempt === readAttempts) throw error;
      }
    }
  }

  async *list(threadId: string, query: ListQuery): AsyncGenerator<CheckpointTuple> {
    const partition = this.#deps.partitions.of(threadId);
    for (const stored of await this.#stored(partition, query.namespace)) {
      const { id } = readHeader(stored.item);
      if (query.checkpointId !== undefined && id !== query.checkpointId) continue;
      if (query.before !== undefined && id >= query.before) continue;
      const tuple = await this.#tuple({ partition, threadId, namespace: stored.namespace }, stored);
      if (matchesFilter(tuple.metadata, query.filter)) yield tuple;
    }
  }

  async save(place: Place, { checkpoint, metadata, parentId }: NewCheckpoint): Promise<void> {
    if (metadata.counters_since_delta_snapshot !== undefined) throw new UnsupportedByHistory(deltaRefusal);
    const { table, serde, expiry } = this.#deps;
    const { channel_values: values, ...rest } = checkpoint;
    const key = { partition: place.partition, sortKey: sortKeys.head(place.namespace) };
    const header = { id: checkpoint.id, parentId, holders: undefined, expiresAt: expiry.fresh() };
    const body = await pack(serde, { checkpoint: rest, metadata, values });
    const { item, parts } = splitIntoItems(checkpointItem(key, header), body);
    await table.putAll(parts);
    if (!(await table.put(item, this.#stillThere(header)))) throw new StaleCheckpoint(staleRefusal);
    await this.#leftovers.clear(place, {
      id: checkpoint.id,
      parts: parts.map((part) => keyOf(part).sortKey),
    });
  }

  wroteTasks(place: Place, keys: string[]): void {
    this.#leftovers.add(place, keys);
  }

  deltaHistory(): Promise<Record<string, DeltaChannelHistory>> {
    return Promise.reject(new UnsupportedByHistory(deltaRefusal));
  }

  forget(partition: string): void {
    this.#leftovers.forget(partition);
  }

  /** `id = :self` lets a put through that the SDK repeats because the answer to the first one was lost. */
  #stillThere({ id, parentId }: CheckpointHeader): Condition {
    const self = { ':self': { S: id } };
    if (parentId !== undefined) {
      return { expression: 'id = :parent or id = :self', values: { ...self, ':parent': { S: parentId } } };
    }
    return {
      expression: 'attribute_not_exists(pk) or id = :self or expiresAt <= :now',
      values: { ...self, ':now': { N: String(this.#deps.expiry.nowSeconds) } },
    };
  }

  /** The checkpoints of a thread, one for each namespace that has one; normally with a single call. */
  async #stored(partition: string, namespace: string | undefined): Promise<StoredCheckpoint[]> {
    const range = namespace === undefined ? {} : { beginsWith: sortKeys.namespace(namespace) };
    const items = await this.#deps.table.all({ partition, ...range });
    const sorted = items.map((item) => ({ item, ...parseSortKey(keyOf(item).sortKey) }));
    const heads = sorted.filter(({ kind }) => kind === 'head');
    if (heads.length === 0 && sorted.some(({ kind }) => kind === 'checkpoint')) {
      throw new UnsupportedByHistory(fullHistoryRefusal);
    }
    for (const { item, kind, namespace: of } of sorted) {
      if (kind === 'writes' || kind === 'part') {
        this.#leftovers.add({ partition, namespace: of }, [keyOf(item).sortKey]);
      }
    }
    const parts = bySortKey(items);
    return heads
      .filter(({ item }) => !this.#deps.expiry.isOver(item))
      .map(({ item, namespace: of }) => ({ namespace: of, item, writes: writesOf(item, of, sorted), parts }));
  }

  async #tuple(place: Place, { item, writes, parts }: StoredCheckpoint): Promise<CheckpointTuple> {
    const { serde } = this.#deps;
    const body = readBody(await unpack(serde, item, parts));
    return tupleOf(place, readHeader(item), body, body.values, await readTaskWrites(serde, writes, parts));
  }
}

type SortedItem = { item: Item } & ReturnType<typeof parseSortKey>;

function writesOf(head: Item, namespace: string, sorted: SortedItem[]): Item[] {
  const { id } = readHeader(head);
  return sorted
    .filter((other) => other.kind === 'writes' && other.namespace === namespace && other.checkpointId === id)
    .map(({ item }) => item);
}

const staleRefusal =
  'Another run has saved this thread since this one read it. Nothing was written: read the thread again and run again.';
const deltaRefusal =
  "A DeltaChannel keeps its value in the writes of earlier checkpoints, and history 'latest' has none: use 'all'";
const fullHistoryRefusal =
  "This thread was saved with history 'all' and cannot go on with 'latest': use another keyPrefix or delete the thread";
