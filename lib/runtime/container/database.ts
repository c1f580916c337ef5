import { createDb, type Database } from '../../store/postgres/pool.ts';

/** Postgres as the environment says. The first statement connects. */
export function databaseFrom(env: { DATABASE_URL: string; DATABASE_AUTH: 'iam' | 'url' }): Database {
  return createDb({ url: env.DATABASE_URL, auth: env.DATABASE_AUTH });
}
