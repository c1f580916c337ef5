import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMigrations } from '../../../lib/store/postgres/migrate.ts';
import { aDb, migrationsFolder } from '../../support/postgres.ts';
import { migratorContract } from './migrate.contract.ts';

/** The one embedded database, without the tables a test may have left. */
async function aBareDb() {
  const db = await aDb();
  await db.query('drop schema public cascade; create schema public');
  return db;
}

async function aFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, sql]) => writeFile(join(folder, name), sql)));
  return folder;
}

describe('the migrator', () => {
  migratorContract(aBareDb);
});

describe('the migrations of a folder', () => {
  it('are read in the order of their numbers', async () => {
    const folder = await aFolder({
      '0002_b.sql': 'select 2',
      '0001_a.sql': 'select 1',
      'README.md': 'not SQL',
    });
    expect(await readMigrations(folder)).toMatchObject([
      { version: 1, name: '0001_a.sql', sql: 'select 1' },
      { version: 2, name: '0002_b.sql', sql: 'select 2' },
    ]);
  });

  it.each([
    ['a gap', { '0001_a.sql': '', '0003_c.sql': '' }, '0003_c.sql: the next number is 0002'],
    ['a number used twice', { '0001_a.sql': '', '0001_b.sql': '' }, '0001_b.sql: the next number is 0002'],
    ['a strange name', { '1-first.sql': '' }, '1-first.sql: a migration is named like'],
    ['nothing', {}, 'No migrations in'],
  ])('are refused with %s', async (_what, files, message) => {
    await expect(readMigrations(await aFolder(files))).rejects.toThrow(message);
  });

  it('have the same checksum whatever the line ends', async () => {
    const [unix] = await readMigrations(await aFolder({ '0001_a.sql': 'select 1;\nselect 2;\n' }));
    const [windows] = await readMigrations(await aFolder({ '0001_a.sql': 'select 1;\r\nselect 2;\r\n' }));
    expect(windows?.checksum).toBe(unix?.checksum);
  });

  it('of this repository can be read', async () => {
    expect((await readMigrations(migrationsFolder)).length).toBeGreaterThan(0);
  });
});
