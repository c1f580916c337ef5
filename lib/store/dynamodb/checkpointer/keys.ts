/** Where the checkpoints of one graph, or of one subgraph of it, lie. */
export interface Place {
  /** The thread's partition key. */
  partition: string;
  threadId: string;
  /** LangGraph's `checkpoint_ns`: empty for the graph itself. */
  namespace: string;
}

export interface ItemKey {
  partition: string;
  sortKey: string;
}

/** What an item is, told by its sort key alone. */
type ItemKind = 'checkpoint' | 'head' | 'writes' | 'part';

/** The partitions of one tenant: `cp#thread`, or `cp#tenant#thread`. The two never meet, whatever a thread is called. */
export class Partitions {
  readonly prefix: string;

  constructor(keyPrefix: string, tenant: string | undefined) {
    this.prefix = tenant === undefined ? keyPrefix : `${keyPrefix}${escapeKey(tenant)}#`;
  }

  of(threadId: string): string {
    return this.prefix + escapeKey(threadId);
  }

  /** The thread a partition belongs to; undefined when it is another tenant's. */
  threadOf(partition: string): string | undefined {
    const rest = partition.slice(this.prefix.length);
    return partition.startsWith(this.prefix) && !rest.includes('#') ? unescapeKey(rest) : undefined;
  }
}

/** Sort keys. Everything of one namespace, and in it of one checkpoint, lies together, and checkpoints sort by their id. */
export const sortKeys = {
  namespace: (namespace: string): string => `${escapeKey(namespace)}#`,
  /** Whatever belongs to one checkpoint begins with this. */
  family: (namespace: string, id: string): string => `${escapeKey(namespace)}#${escapeKey(id)}#`,
  checkpoint: (namespace: string, id: string): string => `${sortKeys.family(namespace, id)}C`,
  /** The one checkpoint of a namespace that keeps only the latest. */
  head: (namespace: string): string => `${escapeKey(namespace)}#H`,
  writes: (namespace: string, id: string): string => `${sortKeys.family(namespace, id)}W#`,
  /** One item for all regular writes of a task, one for each special write. */
  task: (namespace: string, id: string, taskId: string, slot: string): string =>
    `${sortKeys.writes(namespace, id)}${escapeKey(taskId)}#${slot}`,
  /** A piece of an item that is too large; `digest` tells the pieces of one version from those of another. */
  part: (owner: string, digest: string, index: number): string =>
    `${owner}#P#${digest}#${String(index).padStart(4, '0')}`,
};

export interface ParsedSortKey {
  kind: ItemKind;
  namespace: string;
  /** Empty for the head and its parts, which carry their id as an attribute. */
  checkpointId: string;
}

/** Reads a sort key back. Throws for a key this package never writes. */
export function parseSortKey(sortKey: string): ParsedSortKey {
  const pieces = sortKey.split('#');
  const [namespace = '', second = '', third = ''] = pieces;
  const head = second === 'H' && (pieces.length === 2 || third === 'P');
  const kind = kindOf(pieces, head);
  if (kind === undefined) throw new Error('An item among the checkpoints has a sort key of unknown form');
  return { kind, namespace: unescapeKey(namespace), checkpointId: head ? '' : unescapeKey(second) };
}

function kindOf(pieces: string[], head: boolean): ItemKind | undefined {
  if (pieces.length >= 5 && pieces.at(-3) === 'P') return 'part';
  if (head) return 'head';
  if (pieces.length === 3 && pieces[2] === 'C') return 'checkpoint';
  if (pieces.length === 5 && pieces[2] === 'W') return 'writes';
  return undefined;
}

/** `#` separates, so it may not appear inside a piece. */
function escapeKey(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('#', '%23');
}

function unescapeKey(text: string): string {
  return text.replaceAll('%23', '#').replaceAll('%25', '%');
}
