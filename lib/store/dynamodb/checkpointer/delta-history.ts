import type { CheckpointPendingWrite, DeltaChannelHistory } from '@langchain/langgraph-checkpoint';
import { readHeader } from './checkpoint-item.ts';
import { IncompleteCheckpoint } from './errors.ts';
import type { StoredCheckpoint } from './stored-checkpoint.ts';

export interface DeltaWalk {
  /** The checkpoint whose past is wanted; the newest when undefined. */
  targetId: string | undefined;
  channels: string[];
  /** From the target on, newest first; checkpoints of other branches may lie among them. */
  line: AsyncIterable<StoredCheckpoint>;
  find: (id: string) => Promise<StoredCheckpoint | undefined>;
  writesOf: (stored: StoredCheckpoint) => Promise<CheckpointPendingWrite[]>;
  valuesOf: (stored: StoredCheckpoint, channels: string[]) => Promise<Record<string, unknown>>;
}

/** For each channel, the writes since the nearest ancestor that holds its value, oldest first, and that value. */
export async function collectDeltas(walk: DeltaWalk): Promise<Record<string, DeltaChannelHistory>> {
  const collected = walk.channels.map((channel) => ({ channel, history: emptyHistory() }));
  let open = collected;
  for await (const ancestor of ancestors(walk)) {
    const writes = await walk.writesOf(ancestor);
    const values = await walk.valuesOf(
      ancestor,
      open.map(({ channel }) => channel),
    );
    for (const { channel, history } of open) {
      history.writes.unshift(...writes.filter(([, written]) => written === channel));
      if (values[channel] !== undefined) history.seed = values[channel];
    }
    open = open.filter(({ history }) => history.seed === undefined);
    if (open.length === 0) break;
  }
  return Object.fromEntries(collected.map(({ channel, history }) => [channel, history]));
}

function emptyHistory(): DeltaChannelHistory {
  return { writes: [] };
}

async function* ancestors({ targetId, line, find }: DeltaWalk): AsyncGenerator<StoredCheckpoint> {
  let next: string | undefined;
  let started = false;
  for await (const stored of line) {
    const { id, parentId } = readHeader(stored.item);
    if (started && id !== next) continue;
    if (started) yield stored;
    else if (targetId !== undefined && id !== targetId) return;
    started = true;
    next = parentId;
    if (next === undefined) return;
  }
  // A child whose id sorts before its parent's: its machine's clock was behind.
  while (next !== undefined) {
    const stored = await find(next);
    if (stored === undefined)
      throw new IncompleteCheckpoint(`Checkpoint ${next}, an ancestor of another, is gone`);
    yield stored;
    next = readHeader(stored.item).parentId;
  }
}
