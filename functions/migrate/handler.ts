import { migrateDatabase } from '../../lib/runtime/container/migrate.ts';

/** Runs while deploying: the database is brought to this version before any other function is. */
export const handler = migrateDatabase;
