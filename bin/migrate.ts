import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readEnv } from '../lib/config/env.ts';
import { migrate, pendingMigrations, readMigrations } from '../lib/store/postgres/migrate.ts';
import { createDb } from '../lib/store/postgres/pool.ts';

const help = `Brings the database of DATABASE_URL to the newest version. Safe to run again, and from several places at once.

  npm run migrate [-- --dry-run]

  --dry-run   only say what would run
  --help      this text`;

const { values: flags } = parseArgs({
  options: { help: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
});

if (flags.help === true) console.log(help);
else await run(flags['dry-run'] === true).catch(fail);

async function run(dryRun: boolean): Promise<void> {
  const { DATABASE_URL } = readEnv(z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) }));
  const migrations = await readMigrations(fileURLToPath(new URL('../migrations', import.meta.url)));
  const database = createDb({ url: DATABASE_URL, auth: 'url', statementTimeoutMs: 0 });
  try {
    const names = dryRun
      ? await pendingMigrations(database, migrations)
      : await migrate(database, migrations);
    for (const name of names) console.log(`${dryRun ? 'would run' : 'ran'} ${name}`);
    if (names.length === 0) console.log('nothing to do');
  } finally {
    await database.close();
  }
}

/** One line that says what to do, no stack: most of what goes wrong here is a wrong address. */
function fail(error: unknown): void {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(error instanceof Error ? `${error.message}${cause}` : error);
  process.exitCode = 1;
}
