import type {
  CheckpointTuple,
  DeltaChannelHistory,
  SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import type { Expiry } from './expiry.ts';
import type { Partitions, Place } from './keys.ts';
import type { NewCheckpoint } from './stored-checkpoint.ts';
import type { Table } from './table.ts';

export interface HistoryDeps {
  table: Table;
  partitions: Partitions;
  serde: SerializerProtocol;
  expiry: Expiry;
}

export interface ListQuery {
  /** All namespaces of the thread when undefined. */
  namespace: string | undefined;
  checkpointId: string | undefined;
  /** Only checkpoints with a smaller, hence older, id. */
  before: string | undefined;
  /** Only checkpoints whose metadata has these values. */
  filter: Record<string, unknown> | undefined;
}

/** How much of a thread is kept: every checkpoint, or only the latest. */
export interface History {
  /** The end of writes saved now. */
  writesExpireAt(): number | undefined;
  read(place: Place, id: string | undefined): Promise<CheckpointTuple | undefined>;
  /** Newest first within a namespace. */
  list(threadId: string, query: ListQuery): AsyncGenerator<CheckpointTuple>;
  /** Throws StaleCheckpoint when this history allows one line only and another run has saved since. */
  save(place: Place, saved: NewCheckpoint): Promise<void>;
  /** Told of every item of task writes, as it may have to be cleared away later. */
  wroteTasks(place: Place, sortKeys: string[]): void;
  deltaHistory(
    place: Place,
    id: string | undefined,
    channels: string[],
  ): Promise<Record<string, DeltaChannelHistory>>;
  /** The thread is gone: what is remembered of it must go too. */
  forget(partition: string): void;
}
