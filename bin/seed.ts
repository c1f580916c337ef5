import path from 'node:path';
import { parseArgs } from 'node:util';
import { runningSystem, simulatorFile } from '../local/data-folder.ts';
import { modelChoice } from '../local/model-choice.ts';
import { seedEmbeddings } from '../local/seed-embeddings.ts';
import { seedAndTell } from '../local/seed/tell-seeded.ts';
import { createDb } from '../lib/store/postgres/pool.ts';

const help = `Fills the demo shop (products, knowledge, customers of the sandbox and what they wait for) into the running system.
Safe to run again: it brings the demo shop up to date and touches nothing else.

  npm run seed

  FRONTDESK_DATA_DIR   the data folder of the running system (default .frontdesk)
  DATABASE_URL         or the database itself; then with the settings of its models, see docs/settings.md
  --help               this text`;

const { values: flags } = parseArgs({ options: { help: { type: 'boolean' } } });
const folder = process.env['FRONTDESK_DATA_DIR'] ?? '.frontdesk';
const given = process.env['DATABASE_URL'];
const system =
  given === undefined ? runningSystem(folder) : { databaseUrl: given, ...modelChoice(process.env) };

if (flags.help === true) console.log(help);
else if (system === undefined) {
  console.error(
    `No system is running on ${folder}. Start it with npm start, or set FRONTDESK_DATA_DIR or DATABASE_URL.`,
  );
  process.exitCode = 1;
} else {
  const db = createDb({ url: system.databaseUrl, auth: 'url' });
  try {
    const deps = { db, embeddings: seedEmbeddings(system.embedding) };
    console.log(await seedAndTell(deps, given === undefined ? path.join(folder, simulatorFile) : undefined));
  } finally {
    await db.close();
  }
}
