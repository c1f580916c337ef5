import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RunnableConfig } from '@langchain/core/runnables';
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type DeltaChannelHistory,
  type PendingWrite,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { keyOf } from './attributes.ts';
import { doublingPause, type Pause } from './batches.ts';
import { checkpointIdIn, namespaceIn, needed, threadIdIn } from './config.ts';
import { Expiry } from './expiry.ts';
import { FullHistory } from './full-history.ts';
import type { History, HistoryDeps } from './history.ts';
import { Partitions, type Place } from './keys.ts';
import { LatestOnly } from './latest-only.ts';
import { PlainSerializer } from './plain-serializer.ts';
import { configOf } from './stored-checkpoint.ts';
import { Table } from './table.ts';
import { saveTaskWrites } from './task-writes.ts';

export interface DynamoDbSaverOptions {
  client: DynamoDBClient;
  /** A table with the keys `pk` and `sk` (both strings) and, for `ttlSeconds`, time to live on `expiresAt`. */
  tableName: string;
  /**
   * `latest` keeps one checkpoint of a thread and refuses a run that started from another one. `all` keeps every
   * checkpoint, for time travel, forks and DeltaChannels, and lets runs at once fork the thread.
   */
  history: 'all' | 'latest';
  /**
   * How long a checkpoint is kept after it was saved; with `all` up to a quarter longer.
   * @default for ever
   */
  ttlSeconds?: number | undefined;
  /**
   * What partition keys begin with, so that checkpoints can share a table with other items.
   * @default 'cp#'
   */
  keyPrefix?: string;
  /** Keeps the threads of one tenant apart from those of all others. */
  tenant?: string | undefined;
  /**
   * How state becomes bytes.
   * @default a PlainSerializer, which never revives an object that data asks for
   */
  serde?: SerializerProtocol;
  /** The clock that expiry goes by. */
  now?: () => Date;
  /** The wait between attempts at what DynamoDB left unprocessed in a batch. */
  pause?: Pause;
}

/** Keeps LangGraph's checkpoints in DynamoDB. See the README of this folder. */
export class DynamoDbSaver extends BaseCheckpointSaver {
  readonly #table: Table;
  readonly #partitions: Partitions;
  readonly #history: History;

  constructor(options: DynamoDbSaverOptions) {
    const serde = options.serde ?? new PlainSerializer();
    super(serde);
    this.#table = new Table(options.client, options.tableName, options.pause ?? doublingPause(Math.random));
    this.#partitions = new Partitions(options.keyPrefix ?? 'cp#', options.tenant);
    const expiry = new Expiry(options.ttlSeconds, options.now ?? (() => new Date()));
    const deps = { table: this.#table, partitions: this.#partitions, serde, expiry };
    this.#history = historyOf(options.history, deps);
  }

  async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const threadId = threadIdIn(config);
    if (threadId === undefined) return undefined;
    return this.#history.read(this.#place(threadId, config), checkpointIdIn(config));
  }

  /** Newest first within a namespace. Without a thread id, all threads of the tenant: that reads the whole table. */
  async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    if (left <= 0) return;
    const query = {
      namespace: namespaceIn(config),
      checkpointId: checkpointIdIn(config),
      before: options.before === undefined ? undefined : checkpointIdIn(options.before),
      filter: options.filter,
    };
    for await (const threadId of this.#threads(config)) {
      for await (const tuple of this.#history.list(threadId, query)) {
        yield tuple;
        left -= 1;
        if (left <= 0) return;
      }
    }
  }

  async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const place = this.#place(needed(threadIdIn(config), 'thread_id'), config);
    await this.#history.save(place, { checkpoint, metadata, newVersions, parentId: checkpointIdIn(config) });
    return configOf(place, checkpoint.id);
  }

  async putWrites(
    config: RunnableConfig,
    writes: PendingWrite[],
    taskId: string,
    taskPath = '',
  ): Promise<void> {
    const place = this.#place(needed(threadIdIn(config), 'thread_id'), config);
    const checkpointId = needed(checkpointIdIn(config), 'checkpoint_id');
    const deps = { table: this.#table, serde: this.serde, expiresAt: this.#history.writesExpireAt() };
    const keys = await saveTaskWrites(deps, place, { checkpointId, taskId, taskPath, writes });
    this.#history.wroteTasks(place, keys);
  }

  async deleteThread(threadId: string): Promise<void> {
    const partition = this.#partitions.of(threadId);
    const items = await this.#table.all({ partition, keysOnly: true });
    await this.#table.removeAll(items.map(keyOf));
    this.#history.forget(partition);
  }

  override async getDeltaChannelHistory({
    config,
    channels,
  }: {
    config: RunnableConfig;
    channels: string[];
  }): Promise<Record<string, DeltaChannelHistory>> {
    if (channels.length === 0) return {};
    const place = this.#place(needed(threadIdIn(config), 'thread_id'), config);
    return this.#history.deltaHistory(place, checkpointIdIn(config), channels);
  }

  async *#threads(config: RunnableConfig): AsyncGenerator<string> {
    const threadId = threadIdIn(config);
    if (threadId !== undefined) {
      yield threadId;
      return;
    }
    for (const partition of await this.#table.partitions(this.#partitions.prefix)) {
      const found = this.#partitions.threadOf(partition);
      if (found !== undefined) yield found;
    }
  }

  #place(threadId: string, config: RunnableConfig): Place {
    return { threadId, partition: this.#partitions.of(threadId), namespace: namespaceIn(config) ?? '' };
  }
}

function historyOf(history: DynamoDbSaverOptions['history'], deps: HistoryDeps): History {
  switch (history) {
    case 'all':
      return new FullHistory(deps);
    case 'latest':
      return new LatestOnly(deps);
    default:
      // What is not compiled may hand over anything, and a guess would lose checkpoints.
      throw new TypeError("history must be 'latest' or 'all'");
  }
}
