import { randomUUID } from 'node:crypto';
import { afterAll, onTestFinished } from 'vitest';
import { migrate, readMigrations } from '../../lib/store/postgres/migrate.ts';
import { createDb, type Database, type DbOptions } from '../../lib/store/postgres/pool.ts';
import { empty, migrationsFolder } from '../support/postgres.ts';

/** A database of this test file's own on the real server, migrated and without rows. */
export async function aDb(): Promise<Database> {
  migrated ??= makeMigrated();
  const { db } = await migrated;
  await empty(db);
  return db;
}

let migrated: Promise<{ url: string; db: Database }> | undefined;

async function makeMigrated(): Promise<{ url: string; db: Database }> {
  const url = await makeDatabase();
  const db = createDb({ url, auth: 'url' });
  await migrate(db, await readMigrations(migrationsFolder));
  afterwards.push(() => db.close());
  return { url, db };
}

/** More connections to the database of `aDb`, each its own; closed after the test. */
export async function connections(count: number, options: Partial<DbOptions> = {}): Promise<Database[]> {
  migrated ??= makeMigrated();
  const { url } = await migrated;
  return Array.from({ length: count }, () => opened({ url, auth: 'url', ...options }));
}

/** A new database without any table; each call gives another. Returns connections to it. */
export async function bareDbs(count: number): Promise<Database[]> {
  const url = await makeDatabase();
  return Array.from({ length: count }, () => opened({ url, auth: 'url' }));
}

function opened(options: DbOptions): Database {
  const db = createDb(options);
  onTestFinished(() => db.close());
  return db;
}

const server = serverUrl();
const admin = createDb({ url: server, auth: 'url' });
const afterwards: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const undo of afterwards.toReversed()) await undo();
  await admin.close();
});

async function makeDatabase(): Promise<string> {
  const name = `frontdesk_test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`create database ${name}`);
  afterwards.push(() => admin.query(`drop database ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('These tests need a real PostgreSQL. Start them with test/real-postgres.sh.');
  return url;
}
