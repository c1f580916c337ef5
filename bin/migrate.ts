import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readEnv } from '../lib/config/env.ts';
import { migrate, pendingMigrations, readMigrations } from '../lib/store/postgres/migrate.ts';
import { createDb } from '../lib/store/postgres/pool.ts';

const help = `npm run migrate [-- --dry-run]
  Brings the database of DATABASE_URL to the newest version; --dry-run only says what would run. Safe to run again.`;

await run().catch(fail);

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'dry-run': { type: 'boolean' } } });
  if (values.help === true) {
    console.log(help);
    return;
  }
  const { DATABASE_URL } = readEnv(z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) }));
  const migrations = await readMigrations(fileURLToPath(new URL('../migrations', import.meta.url)));
  const database = createDb({ url: DATABASE_URL, auth: 'url', statementTimeoutMs: 0 });
  try {
    const dryRun = values['dry-run'] === true;
    const names = dryRun
      ? await pendingMigrations(database, migrations)
      : await migrate(database, migrations);
    for (const name of names) console.log(`${dryRun ? 'would run' : 'ran'} ${name}`);
    if (names.length === 0) console.log('nothing to do');
  } finally {
    await database.close();
  }
}

/** One line, no stack: most of what goes wrong here is a wrong address. */
function fail(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(error instanceof Error ? `${error.message}${cause}` : error);
  process.exitCode = 1;
}
