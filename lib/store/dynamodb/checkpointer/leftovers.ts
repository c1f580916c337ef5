import { parseSortKey, type Place } from './keys.ts';
import { Recent } from './recent.ts';
import type { Table } from './table.ts';

/**
 * Knows the items that the next checkpoint of a place will make useless: writes of earlier checkpoints, and parts of
 * earlier versions. Reading a thread finds them all again, so forgetting some costs nothing but a little room.
 */
export class Leftovers {
  readonly #table: Table;
  readonly #known = new Recent<Set<string>>(500);

  constructor(table: Table) {
    this.#table = table;
  }

  add(place: Pick<Place, 'partition' | 'namespace'>, sortKeys: string[]): void {
    const known = this.#known.get(keyOf(place)) ?? new Set<string>();
    for (const sortKey of sortKeys) known.add(sortKey);
    this.#known.set(keyOf(place), known);
  }

  /**
   * Deletes what the checkpoint just saved supersedes: the writes of older ones, and parts that are not its own. Writes
   * of a newer one stay: with durability 'async', tasks run ahead of the checkpoints being saved.
   */
  async clear(place: Place, saved: { id: string; parts: string[] }): Promise<void> {
    const known = this.#known.get(keyOf(place)) ?? new Set<string>();
    const useless = [...known].filter((sortKey) => {
      const { checkpointId } = parseSortKey(sortKey);
      return checkpointId === '' ? !saved.parts.includes(sortKey) : checkpointId < saved.id;
    });
    for (const sortKey of saved.parts) known.add(sortKey);
    this.#known.set(keyOf(place), known);
    if (useless.length === 0) return;
    try {
      await this.#table.removeAll(useless.map((sortKey) => ({ partition: place.partition, sortKey })));
    } catch {
      // The checkpoint is saved and nobody reads these items. They stay known, so the next save tries again.
      return;
    }
    for (const sortKey of useless) known.delete(sortKey);
  }

  forget(partition: string): void {
    this.#known.forget(`${partition}\n`);
  }
}

function keyOf({ partition, namespace }: Pick<Place, 'partition' | 'namespace'>): string {
  return `${partition}\n${namespace}`;
}
