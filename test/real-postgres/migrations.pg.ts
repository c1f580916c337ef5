import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { migrate, readMigrations } from '../../lib/store/postgres/migrate.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aMigration } from '../store/postgres/migrate.contract.ts';
import { migrationsFolder } from '../support/postgres.ts';
import { aDb, bareDbs } from './support.ts';

/** Ends the connection of whoever waits in pg_sleep, as a crash would. */
async function endTheSleeper(db: Database): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { rowCount } = await db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`,
    );
    if (rowCount > 0) return;
    await pause(20);
  }
  throw new Error('nobody sleeps');
}

describe('several migrators at once', () => {
  it('run each migration once between them', async () => {
    const migrations = await readMigrations(migrationsFolder);
    const migrators = await bareDbs(6);
    const ran = await Promise.all(migrators.map((db) => migrate(db, migrations)));
    expect(ran.flat().sort()).toEqual(migrations.map(({ name }) => name));
  });
});

describe('a migrator that dies in the middle', () => {
  it('leaves nothing half done, and the next one goes on', async () => {
    const [dying, other, next] = await bareDbs(3);
    const slow = aMigration(1, 'create table half (id integer); select pg_sleep(60)');
    const quick = aMigration(1, 'create table whole (id integer)');
    const crash = expect(migrate(dying!, [slow])).rejects.toThrow(UpstreamUnavailable);
    const waiting = pause(100).then(() => migrate(next!, [quick]));
    await endTheSleeper(other!);
    await crash;
    expect(await waiting).toEqual(['0001_test.sql']);
    expect(
      (await other!.query(`select to_regclass('half') as half, to_regclass('whole') is not null as whole`))
        .rows,
    ).toEqual([{ half: null, whole: true }]);
  });
});

describe('on RDS, where the role rds_iam exists', () => {
  it('lets the functions sign in by IAM, and read and write rows and nothing else', async () => {
    const db = await aDb();
    const role = (await readMigrations(migrationsFolder)).find(({ name }) =>
      name.endsWith('function_role.sql'),
    )!;
    // Roles belong to the whole server, so everything here is taken back at the end.
    const tried = db.transaction(async (inside) => {
      await inside.query(`do $$ begin
        if not exists (select from pg_roles where rolname = 'rds_iam') then create role rds_iam; end if;
      end $$`);
      await inside.query(role.sql);
      await inside.query(role.sql);
      await inside.query('create table of_a_later_migration (id integer)');
      await inside.query('set local role frontdesk');
      const { rows } = await inside.query(
        `select pg_has_role('rds_iam', 'member') as iam,
                has_table_privilege('turns', 'insert') as writes,
                has_table_privilege('of_a_later_migration', 'insert') as "writesLater",
                has_table_privilege('schema_migrations', 'update') as cheats,
                has_table_privilege('turns', 'truncate') as truncates,
                has_schema_privilege('public', 'create') as creates`,
      );
      expect(rows).toEqual([
        { iam: true, writes: true, writesLater: true, cheats: false, truncates: false, creates: false },
      ]);
      throw new Error('taken back');
    });
    await expect(tried).rejects.toThrow('taken back');
  });
});
