import { expect, it } from 'vitest';
import {
  migrate,
  MigrationMismatch,
  pendingMigrations,
  type Migration,
} from '../../../lib/store/postgres/migrate.ts';
import type { Database } from '../../../lib/store/postgres/pool.ts';

export function aMigration(version: number, sql: string): Migration {
  return { version, name: `000${version}_test.sql`, sql, checksum: sql };
}

/** What the migrator promises on every Postgres. Each test gets a database without any table. */
export function migratorContract(aBareDb: () => Promise<Database>): void {
  const lamps = aMigration(1, 'create table lamps (name text); insert into lamps values (1)');
  const rugs = aMigration(2, 'create table rugs (name text)');

  it('runs each migration once, in order', async () => {
    const db = await aBareDb();
    expect(await pendingMigrations(db, [lamps, rugs])).toEqual(['0001_test.sql', '0002_test.sql']);
    expect(await migrate(db, [lamps])).toEqual(['0001_test.sql']);
    expect(await migrate(db, [lamps, rugs])).toEqual(['0002_test.sql']);
    expect(await migrate(db, [lamps, rugs])).toEqual([]);
    expect(await pendingMigrations(db, [lamps, rugs])).toEqual([]);
    expect((await db.query('select * from lamps')).rows).toHaveLength(1);
  });

  it('leaves nothing half done when a migration fails, and names it', async () => {
    const db = await aBareDb();
    const broken = aMigration(2, 'create table half (id integer); select 1/0');
    await expect(migrate(db, [lamps, broken])).rejects.toThrow('0002_test.sql: division by zero');
    expect((await db.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);
    expect((await db.query('select version from schema_migrations')).rows).toEqual([{ version: 1 }]);
    expect(await migrate(db, [lamps, rugs])).toEqual(['0002_test.sql']);
  });

  it('refuses a migration that was changed after it ran', async () => {
    const db = await aBareDb();
    await migrate(db, [lamps]);
    const changed = { ...lamps, checksum: 'another' };
    await expect(migrate(db, [changed, rugs])).rejects.toThrow(MigrationMismatch);
    await expect(pendingMigrations(db, [changed, rugs])).rejects.toThrow(
      'was changed after this database ran it',
    );
    expect((await db.query(`select to_regclass('rugs') as rugs`)).rows).toEqual([{ rugs: null }]);
  });

  it('refuses a migration that comes too late', async () => {
    const db = await aBareDb();
    await migrate(db, [lamps, aMigration(3, 'select 1')]);
    await expect(migrate(db, [lamps, rugs])).rejects.toThrow('Number it last');
  });

  it('lets older code run against a newer database', async () => {
    const db = await aBareDb();
    await migrate(db, [lamps, rugs]);
    expect(await migrate(db, [lamps])).toEqual([]);
  });
}
