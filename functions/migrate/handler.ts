import { fileURLToPath } from 'node:url';
import { migrateDatabase } from '../../lib/runtime/container/migrate.ts';

/** Runs while deploying: the database is brought to this version before any other function is. */
// The package has the migrations beside this file, which stays its entry whatever the bundler splits off.
export const handler = () => migrateDatabase(fileURLToPath(new URL('./migrations', import.meta.url)));
