import { bySortKey, keyOf } from './attributes.ts';
import { readBody, readHeader } from './checkpoint-item.ts';
import { IncompleteCheckpoint } from './errors.ts';
import type { HistoryDeps } from './history.ts';
import { sortKeys, type ItemKey, type Place } from './keys.ts';
import { Recent } from './recent.ts';
import { partKeys, unpack } from './stored-body.ts';
import type { StoredCheckpoint } from './stored-checkpoint.ts';
import type { Item } from './table.ts';

type Values = Record<string, unknown>;

/** Finds the values of checkpoints of one place, wherever they are kept. */
export class ChannelValues {
  readonly namespace: string;
  readonly #deps: Pick<HistoryDeps, 'table' | 'serde'>;
  readonly #place: Place;
  /** Items that have been read anyway. */
  readonly #known: ReadonlyMap<string, Item>;
  readonly #unpacked = new Recent<Values>(32);

  constructor(deps: Pick<HistoryDeps, 'table' | 'serde'>, place: Place, known: Item[] = []) {
    this.#deps = deps;
    this.#place = place;
    this.namespace = place.namespace;
    this.#known = bySortKey(known);
  }

  /** The values a checkpoint itself holds, which the caller has unpacked already. */
  remember(id: string, values: Values): void {
    this.#unpacked.set(id, values);
  }

  /** The values of a checkpoint; only those of `channels` if given. */
  async of({ item, parts }: StoredCheckpoint, channels?: string[]): Promise<Values> {
    const { id, holders } = readHeader(item);
    const wanted = [...(holders ?? [])].filter(([channel]) => channels?.includes(channel) ?? true);
    const ids = new Set(wanted.map(([, holder]) => holder));
    const near = new Map([...this.#known, ...parts, [keyOf(item).sortKey, item]]);
    const held = await this.#heldBy(ids, near);
    return Object.fromEntries(
      wanted.map(([channel, holder]) => {
        const values = held.get(holder) ?? {};
        if (Object.hasOwn(values, channel)) return [channel, values[channel]];
        throw new IncompleteCheckpoint(`Checkpoint ${holder} does not hold a value that ${id} refers to`);
      }),
    );
  }

  async #heldBy(ids: ReadonlySet<string>, near: Map<string, Item>): Promise<Map<string, Values>> {
    const held = new Map<string, Values>();
    const missing: string[] = [];
    for (const id of ids) {
      const values = this.#unpacked.get(id);
      if (values === undefined) missing.push(id);
      else held.set(id, values);
    }
    await this.#fetch(
      missing.map((id) => this.#keyOf(id)),
      near,
    );
    const items = missing.map((id) => ({ id, item: near.get(this.#keyOf(id).sortKey) }));
    await this.#fetch(
      items.flatMap(({ item }) => (item === undefined ? [] : partKeys(item))),
      near,
    );
    for (const { id, item } of items) {
      if (item === undefined)
        throw new IncompleteCheckpoint(`Checkpoint ${id}, which a later one refers to, is gone`);
      const { values } = readBody(await unpack(this.#deps.serde, item, near));
      this.#unpacked.set(id, values);
      held.set(id, values);
    }
    return held;
  }

  /** Reads what is not yet `near`. */
  async #fetch(keys: ItemKey[], near: Map<string, Item>): Promise<void> {
    const items = await this.#deps.table.getAll(keys.filter(({ sortKey }) => !near.has(sortKey)));
    for (const [sortKey, item] of bySortKey(items)) near.set(sortKey, item);
  }

  #keyOf(id: string): ItemKey {
    return { partition: this.#place.partition, sortKey: sortKeys.checkpoint(this.#place.namespace, id) };
  }
}
