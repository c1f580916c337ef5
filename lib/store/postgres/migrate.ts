import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../runtime/errors.ts';
import type { Db } from './db.ts';
import type { Database } from './pool.ts';

/** One numbered file of SQL. It runs in a transaction, so it holds no `begin`, `commit` or `create index concurrently`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The migrations and the database do not belong together. Nothing was changed; a person must look. */
export class MigrationMismatch extends AppError {
  override readonly name = 'MigrationMismatch';
  readonly retryable = false;
}

/** Any number will do; every migrator of Frontdesk waits at this one. */
const lockKey = 7_051_948;

/** The migrations of a folder, in order. Throws MigrationMismatch for a gap, a number used twice or a strange name. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  migrations.forEach(({ version, name }, index) => {
    if (version === index + 1) return;
    throw new MigrationMismatch(
      `${name}: the next number is ${padded(index + 1)}. Numbers have no gaps and are used once.`,
    );
  });
  if (migrations.length === 0) throw new MigrationMismatch(`No migrations in ${folder}`);
  return migrations;
}

/**
 * Brings the database to the newest version and says which migrations it ran. Each runs in a transaction of its own:
 * lock, version row, SQL. So several may start at once, and one that dies leaves nothing half done.
 * Throws MigrationMismatch, or Postgres's own error with the name of the migration that failed.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  const ran: string[] = [];
  for (
    let next = await runNext(database, migrations);
    next !== undefined;
    next = await runNext(database, migrations)
  ) {
    ran.push(next);
  }
  return ran;
}

/** The names of the migrations that `migrate` would run. Changes nothing. */
export async function pendingMigrations(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await db.query(`select to_regclass('schema_migrations') is not null as exists`);
  const [known] = z.array(z.object({ exists: z.boolean() })).parse(rows);
  const applied = known?.exists === true ? await appliedMigrations(db) : [];
  return pending(applied, migrations).map(({ name }) => name);
}

function runNext(database: Database, migrations: readonly Migration[]): Promise<string | undefined> {
  return database.transaction(async (db) => {
    // Given back at the end of the transaction, also when the connection breaks.
    await db.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await db.query(
      `create table if not exists schema_migrations (
         version integer primary key,
         name text not null,
         checksum text not null,
         applied_at timestamptz not null default now()
       )`,
    );
    const [next] = pending(await appliedMigrations(db), migrations);
    if (next === undefined) return undefined;
    await db.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      next.version,
      next.name,
      next.checksum,
    ]);
    await runSql(db, next);
    return next.name;
  });
}

async function runSql(db: Db, { name, sql }: Migration): Promise<void> {
  try {
    await db.query(sql);
  } catch (error) {
    if (error instanceof Error) error.message = `${name}: ${error.message}`;
    throw error;
  }
}

const appliedRow = z.object({ version: z.number(), name: z.string(), checksum: z.string() });

async function appliedMigrations(db: Db): Promise<z.infer<typeof appliedRow>[]> {
  const { rows } = await db.query('select version, name, checksum from schema_migrations order by version');
  return z.array(appliedRow).parse(rows);
}

/**
 * What is still to run. A database that is ahead of us is fine: that is a roll-back of the code, and every migration
 * leaves the database usable for the release before.
 */
function pending(
  applied: readonly z.infer<typeof appliedRow>[],
  migrations: readonly Migration[],
): Migration[] {
  const checksums = new Map(applied.map(({ version, checksum }) => [version, checksum]));
  for (const { version, name, checksum } of migrations) {
    const known = checksums.get(version);
    if (known !== undefined && known !== checksum) {
      throw new MigrationMismatch(
        `${name} was changed after this database ran it. Put it back and add a new migration.`,
      );
    }
    if (known === undefined && applied.some((other) => other.version > version)) {
      throw new MigrationMismatch(
        `${name} is missing in this database, which already ran later ones. Number it last.`,
      );
    }
  }
  return migrations.filter(({ version }) => !checksums.has(version));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const digits = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
  if (digits === undefined)
    throw new MigrationMismatch(`${name}: a migration is named like 0001_what_it_does.sql`);
  // Git on Windows may change the line ends, which changes nothing for Postgres.
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { version: Number(digits), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

function padded(version: number): string {
  return String(version).padStart(4, '0');
}
