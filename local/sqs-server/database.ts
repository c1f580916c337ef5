import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** One SQLite file with its statements prepared once. */
export interface Database {
  /** The prepared statement of this SQL text. */
  sql(text: string): StatementSync;
  /** Runs the work in one transaction: all of it is on disk afterwards, or none. Not to be nested. */
  atomically<T>(work: () => T): T;
  close(): void;
}

/** Opens (or makes) the file the queues live in. Throws when another process has it open. */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const connection = connect(file);
  const statements = new Map<string, StatementSync>();
  return {
    sql(text) {
      const known = statements.get(text);
      if (known) return known;
      const statement = connection.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    atomically(work) {
      connection.exec('begin immediate');
      try {
        const result = work();
        connection.exec('commit');
        return result;
      } catch (error) {
        connection.exec('rollback');
        throw error;
      }
    },
    close: () => connection.close(),
  };
}

const schemaVersion = 1;

/**
 * WAL with `synchronous = normal`: a commit is handed to the kernel before we answer 200, so it survives a SIGKILL of
 * this process; only a power cut may take the last commits (never the file's consistency). `full` would add an fsync to
 * every commit (measured 5,400 instead of 40,000 commits/s) for a danger a local queue need not cover.
 * The exclusive lock keeps two servers from handing out the same message; the kernel drops it when the process dies.
 */
function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file);
  try {
    connection.exec(
      `pragma locking_mode = exclusive;
       pragma journal_mode = wal;
       pragma synchronous = normal;
       begin exclusive;`,
    );
    prepareSchema(connection, file);
    connection.exec('commit');
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof Error && error.message.includes('locked')) {
      throw new Error(`${file} is in use by another queue server. Stop that one first.`, { cause: error });
    }
    throw error;
  }
}

function prepareSchema(connection: DatabaseSync, file: string): void {
  const version = connection.prepare('pragma user_version').get()?.['user_version'];
  if (version === schemaVersion) return;
  if (version !== 0) {
    throw new Error(
      `${file} was written by another version of the queue server. Move it away to start with empty queues.`,
    );
  }
  connection.exec(schema);
  connection.exec(`pragma user_version = ${schemaVersion}`);
}

/**
 * Ids are `autoincrement`: a number is never given out twice, so an old receipt handle can never name a newer message.
 * `fifo_groups` holds one row per group that has messages: its first message and the moment it may be handed out again.
 * Without it every receive would walk over the whole backlog.
 */
const schema = `
create table queues (
  id integer primary key autoincrement,
  name text not null unique,
  attributes text not null,
  created_at integer not null,
  modified_at integer not null,
  purged_at integer
) strict;

create table messages (
  seq integer primary key autoincrement,
  queue_id integer not null,
  message_id text not null,
  body text not null,
  attributes text,
  system_attributes text,
  group_id text,
  dedup_id text,
  sent_at integer not null,
  enqueued_at integer not null,
  visible_at integer not null,
  receipt text,
  received_at integer,
  first_received_at integer,
  receive_count integer not null default 0,
  source_arn text
) strict;
create index messages_by_visibility on messages (queue_id, visible_at, seq);
create index messages_by_age on messages (queue_id, enqueued_at);
create index messages_by_group on messages (queue_id, group_id, seq) where group_id is not null;
create index messages_received on messages (queue_id, group_id, visible_at) where receipt is not null;

create table fifo_groups (
  queue_id integer not null,
  group_id text not null,
  head integer not null,
  ready_at integer not null,
  primary key (queue_id, group_id)
) strict, without rowid;
create index fifo_groups_by_head on fifo_groups (queue_id, head, ready_at);
create index fifo_groups_by_time on fifo_groups (queue_id, ready_at);

create table deduplications (
  queue_id integer not null,
  key text not null,
  message_id text not null,
  seq integer not null,
  expires_at integer not null,
  primary key (queue_id, key)
) strict, without rowid;
create index deduplications_by_age on deduplications (expires_at);
`;
