import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { migrate, readMigrations, type Migration } from '../../lib/store/postgres/migrate.ts';
import { createDb, type Database, type DbOptions } from '../../lib/store/postgres/pool.ts';
import { servePostgres, type Postgres } from '../../local/postgres.ts';

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/frontdesk', import.meta.url));

/** More than any test opens by chance. */
export const mostConnections = 50;

let started: Promise<{ postgres: Postgres; db: Database }> | undefined;

/** A database with all tables and nothing in them, through the same driver as in production. One engine per test file. */
export async function aDb(): Promise<Database> {
  started ??= start();
  const { db } = await started;
  await empty(db);
  return db;
}

/** Another connection to the same engine, as `aDb` has emptied it; closed after the test. */
export async function anotherConnection(options: Partial<DbOptions> = {}): Promise<Database> {
  const db = createDb({ url: await postgresUrl(), auth: 'url', ...options });
  onTestFinished(() => db.close());
  return db;
}

/** Where the engine of this test file listens. */
export async function postgresUrl(): Promise<string> {
  started ??= start();
  return (await started).postgres.url;
}

afterAll(async () => {
  if (started === undefined) return;
  const { postgres, db } = await started;
  await db.close();
  await postgres.close();
  started = undefined;
});

/** Removes every row of ours. */
export async function empty(db: Database): Promise<void> {
  await db.query(`
    do $$ begin
      execute (
        select 'truncate ' || string_agg(quote_ident(tablename), ', ')
          from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'
      );
    end $$`);
}

async function start(): Promise<{ postgres: Postgres; db: Database }> {
  const migrations = await readMigrations(migrationsFolder);
  const postgres = await servePostgres(await migratedEngine(migrations), { maxConnections: mostConnections });
  return { postgres, db: createDb({ url: postgres.url, auth: 'url' }) };
}

/** Making a database takes 2-4 s, loading a made one under 1 s: so it is kept, by the checksum of what made it. */
async function migratedEngine(migrations: readonly Migration[]): Promise<PGlite> {
  const versions = Object.entries(packageJson.devDependencies).filter(([name]) => name.includes('pglite'));
  const made = JSON.stringify([versions, migrations.map(({ checksum }) => checksum)]);
  const file = `${cacheFolder}/postgres-${createHash('sha256').update(made).digest('hex').slice(0, 16)}.tar.gz`;
  const kept = await readFile(file).catch(() => undefined);
  if (kept !== undefined) return PGlite.create({ loadDataDir: new Blob([kept]), extensions: { vector } });

  const engine = await PGlite.create({ extensions: { vector } });
  const postgres = await servePostgres(engine, { maxConnections: 1 });
  const db = createDb({ url: postgres.url, auth: 'url' });
  await migrate(db, migrations);
  await db.close();
  const dump = await engine.dumpDataDir('gzip');
  await postgres.close();
  await mkdir(cacheFolder, { recursive: true });
  // Several test files may do this at once; a half-written file never has the name.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, new Uint8Array(await dump.arrayBuffer()));
  await rename(partial, file);
  return PGlite.create({ loadDataDir: dump, extensions: { vector } });
}
