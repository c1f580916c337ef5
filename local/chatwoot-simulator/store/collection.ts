import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';

/** Rows of one kind, each kept as JSON beside its id and the id of what it belongs to. Every read is checked and is a copy. */
export interface Collection<T extends { id: number }> {
  get(id: number | null): T | undefined;
  all(): T[];
  ownedBy(owner: number): T[];
  /** Newest first, read one by one, so that looking for the last row of some sort stays cheap. */
  newestFirst(owner: number): Iterable<T>;
  /** The nth newest row of one owner, counted from 1. */
  nthNewest(owner: number, n: number): T | undefined;
  /** Rows of one owner in ascending order whose id lies in [from, before). */
  between(owner: number, from: number, before: number, limit: number): T[];
  insert(row: Omit<T, 'id'>): T;
  save(row: T): T;
  remove(id: number): void;
}

export interface CollectionOptions<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly owner?: (row: T) => number;
  /** Ids start after this one. */
  readonly startAfter?: number;
}

/** Opens (and creates, if need be) one collection. */
export function openCollection<T extends { id: number }>(
  db: DatabaseSync,
  options: CollectionOptions<T>,
): Collection<T> {
  createTable(db, options.name, options.startAfter ?? 0);
  const sql = statements(db, options.name);
  const ownerOf = options.owner ?? (() => 0);
  const read = (raw: unknown): T => {
    const { id, body } = storedRow.parse(raw);
    return options.schema.parse({ ...jsonObject.parse(JSON.parse(body)), id });
  };
  const readMaybe = (raw: unknown): T | undefined => (raw === undefined ? undefined : read(raw));
  const save = (row: T): T => {
    sql.write.run(ownerOf(row), JSON.stringify(row), row.id);
    return row;
  };
  return {
    get: (id) => (id === null ? undefined : readMaybe(sql.one.get(id))),
    all: () => sql.every.all().map(read),
    ownedBy: (owner) => sql.owned.all(owner).map(read),
    newestFirst: (owner) => chunksFromTheEnd(sql.chunk, owner, read),
    nthNewest: (owner, n) => readMaybe(sql.nth.get(owner, n - 1)),
    between: (owner, from, before, limit) => sql.range.all(owner, from, before, limit).map(read),
    insert: (row) => {
      const { id } = insertedRow.parse(sql.create.get());
      return save(options.schema.parse({ ...row, id }));
    },
    save,
    remove: (id) => {
      sql.erase.run(id);
    },
  };
}

function statements(db: DatabaseSync, name: string) {
  const rows = `select id, body from ${name}`;
  return {
    one: db.prepare(`${rows} where id = ?`),
    every: db.prepare(`${rows} order by id`),
    owned: db.prepare(`${rows} where owner = ? order by id`),
    range: db.prepare(`${rows} where owner = ? and id >= ? and id < ? order by id limit ?`),
    chunk: db.prepare(`${rows} where owner = ? and id < ? order by id desc limit ${chunkSize}`),
    nth: db.prepare(`${rows} where owner = ? order by id desc limit 1 offset ?`),
    create: db.prepare(`insert into ${name} (owner, body) values (0, '{}') returning id`),
    write: db.prepare(`update ${name} set owner = ?, body = ? where id = ?`),
    erase: db.prepare(`delete from ${name} where id = ?`),
  };
}

const chunkSize = 20;
const storedRow = z.object({ id: z.number().int(), body: z.string() });
const insertedRow = z.object({ id: z.number().int() });
const jsonObject = z.record(z.string(), z.unknown());

function createTable(db: DatabaseSync, name: string, startAfter: number): void {
  db.exec(`create table if not exists ${name} (id integer primary key autoincrement, owner integer not null, body text not null);
           create index if not exists ${name}_by_owner on ${name} (owner, id);`);
  const counted = db.prepare('select seq from sqlite_sequence where name = ?').get(name);
  if (counted === undefined) {
    db.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(name, startAfter);
  }
}

function* chunksFromTheEnd<T>(chunk: StatementSync, owner: number, read: (raw: unknown) => T): Iterable<T> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = chunk.all(owner, before);
    for (const raw of rows) {
      before = storedRow.parse(raw).id;
      yield read(raw);
    }
    if (rows.length < chunkSize) return;
  }
}
