import type { CheckpointTuple, DeltaChannelHistory } from '@langchain/langgraph-checkpoint';
import { bySortKey, keyOf } from './attributes.ts';
import { ChannelValues } from './channel-values.ts';
import { checkpointItem, readBody, readHeader } from './checkpoint-item.ts';
import { collectDeltas } from './delta-history.ts';
import { UnsupportedByHistory } from './errors.ts';
import type { History, HistoryDeps, ListQuery } from './history.ts';
import { parseSortKey, sortKeys, type Place } from './keys.ts';
import { Recent } from './recent.ts';
import { planValues, type Referable } from './references.ts';
import { pack, splitIntoItems, unpack } from './stored-body.ts';
import {
  intoCheckpoints,
  matchesFilter,
  tupleOf,
  withPendingSends,
  type NewCheckpoint,
  type StoredCheckpoint,
} from './stored-checkpoint.ts';
import type { Item, Range } from './table.ts';
import { readTaskWrites } from './task-writes.ts';

/**
 * Items in the first page when the latest checkpoint is looked for. It is the very first unless tasks have saved writes
 * for it; those behind it often hold values it refers to.
 */
const latestPage = 4;

/** Keeps every checkpoint. One holds only the values that changed, and refers to older ones for the rest. */
export class FullHistory implements History {
  readonly #deps: HistoryDeps;
  /** What a next checkpoint may refer to, by the place and id of its parent. */
  readonly #referable = new Recent<Referable>(500);

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
  }

  writesExpireAt(): number | undefined {
    return this.#deps.expiry.freshForReferring();
  }

  async read(place: Place, id: string | undefined): Promise<CheckpointTuple | undefined> {
    const known: Item[] = [];
    const stored = id === undefined ? await this.#latest(place, known) : await this.#find(place, id);
    if (stored === undefined || this.#deps.expiry.isOver(stored.item)) return undefined;
    return this.#tuple(place, stored, new ChannelValues(this.#deps, place, known));
  }

  async *list(threadId: string, query: ListQuery): AsyncGenerator<CheckpointTuple> {
    const partition = this.#deps.partitions.of(threadId);
    const range = query.namespace === undefined ? {} : { beginsWith: sortKeys.namespace(query.namespace) };
    let values: ChannelValues | undefined;
    for await (const stored of intoCheckpoints(this.#newestFirst({ partition, ...range }))) {
      const { id } = readHeader(stored.item);
      if (query.checkpointId !== undefined && id !== query.checkpointId) continue;
      if (query.before !== undefined && id >= query.before) continue;
      if (this.#deps.expiry.isOver(stored.item)) continue;
      const place = { partition, threadId, namespace: stored.namespace };
      if (values?.namespace !== stored.namespace) values = new ChannelValues(this.#deps, place);
      const tuple = await this.#tuple(place, stored, values);
      if (matchesFilter(tuple.metadata, query.filter)) yield tuple;
    }
  }

  async save(place: Place, { checkpoint, metadata, newVersions, parentId }: NewCheckpoint): Promise<void> {
    const { table, serde, expiry } = this.#deps;
    const parent = parentId === undefined ? undefined : await this.#parent(place, parentId);
    const plan = planValues({ checkpoint, newVersions, hasParent: parentId !== undefined, parent, expiry });
    const { channel_values: _, ...rest } = checkpoint;
    const header = checkpointItem(
      { partition: place.partition, sortKey: sortKeys.checkpoint(place.namespace, checkpoint.id) },
      { id: checkpoint.id, parentId, ...plan.referable },
    );
    const body = await pack(serde, { checkpoint: rest, metadata, values: plan.own });
    const { item, parts } = splitIntoItems(header, body);
    await table.putAll(parts);
    await table.put(item);
    this.#referable.set(memoryKey(place, checkpoint.id), plan.referable);
  }

  /** Writes stay as long as their checkpoint: there is nothing to clear away. */
  wroteTasks(): void {}

  deltaHistory(
    place: Place,
    id: string | undefined,
    channels: string[],
  ): Promise<Record<string, DeltaChannelHistory>> {
    const { partition, namespace } = place;
    const upTo = id === undefined ? undefined : sortKeys.checkpoint(namespace, id);
    const values = new ChannelValues(this.#deps, place);
    return collectDeltas({
      targetId: id,
      channels,
      line: intoCheckpoints(
        this.#newestFirst({ partition, beginsWith: sortKeys.namespace(namespace), upTo }),
      ),
      find: (ancestorId) => this.#find(place, ancestorId),
      writesOf: ({ writes, parts }) => readTaskWrites(this.#deps.serde, writes, parts),
      valuesOf: (stored, wanted) => values.of(stored, wanted),
    });
  }

  forget(partition: string): void {
    this.#referable.forget(`${partition}\n`);
  }

  async #tuple(place: Place, stored: StoredCheckpoint, values: ChannelValues): Promise<CheckpointTuple> {
    const { serde } = this.#deps;
    const header = readHeader(stored.item);
    const body = readBody(await unpack(serde, stored.item, stored.parts));
    values.remember(header.id, body.values);
    this.#referable.set(memoryKey(place, header.id), header);
    const writes = await readTaskWrites(serde, stored.writes, stored.parts);
    const tuple = tupleOf(place, header, body, await values.of(stored), writes);
    if (header.parentId === undefined || tuple.checkpoint.v >= 4) return tuple;
    const parentWrites = await this.#writesOf(place, header.parentId);
    return { ...tuple, checkpoint: withPendingSends(tuple.checkpoint, parentWrites) };
  }

  /** The newest checkpoint. What came along with it goes into `known`, as it may hold its values. */
  async #latest({ partition, namespace }: Place, known: Item[]): Promise<StoredCheckpoint | undefined> {
    const range = { partition, beginsWith: sortKeys.namespace(namespace), newestFirst: true };
    for await (const page of this.#deps.table.pages({ ...range, firstPage: latestPage })) {
      known.push(...page);
      for await (const stored of intoCheckpoints(known)) return stored;
    }
    refuseLatestOnly(known);
    return undefined;
  }

  async #find({ partition, namespace }: Place, id: string): Promise<StoredCheckpoint | undefined> {
    const items = await this.#deps.table.all({ partition, beginsWith: sortKeys.family(namespace, id) });
    for await (const stored of intoCheckpoints(items.reverse())) return stored;
    return undefined;
  }

  async #parent(place: Place, id: string): Promise<Referable | undefined> {
    const remembered = this.#referable.get(memoryKey(place, id));
    if (remembered !== undefined) return remembered;
    const sortKey = sortKeys.checkpoint(place.namespace, id);
    const item = await this.#deps.table.get({ partition: place.partition, sortKey });
    return item === undefined ? undefined : readHeader(item);
  }

  async #writesOf({ partition, namespace }: Place, id: string) {
    const items = await this.#deps.table.all({ partition, beginsWith: sortKeys.writes(namespace, id) });
    const kindOf = (item: Item) => parseSortKey(keyOf(item).sortKey).kind;
    const writes = items.filter((item) => kindOf(item) === 'writes');
    return readTaskWrites(this.#deps.serde, writes, bySortKey(items));
  }

  async *#newestFirst(range: Range): AsyncGenerator<Item> {
    for await (const page of this.#deps.table.pages({ ...range, newestFirst: true })) yield* page;
  }
}

function memoryKey({ partition, namespace }: Place, id: string): string {
  return `${partition}\n${namespace}\n${id}`;
}

function refuseLatestOnly(items: Item[]): void {
  if (!items.some((item) => parseSortKey(keyOf(item).sortKey).kind === 'head')) return;
  throw new UnsupportedByHistory(
    "This thread was saved with history 'latest' and cannot go on with 'all': use another keyPrefix or delete the thread",
  );
}
