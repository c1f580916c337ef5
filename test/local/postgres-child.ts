import { createDb } from '../../lib/store/postgres/pool.ts';
import { startPostgres } from '../../local/postgres.ts';

// A process to be killed: it says which rows were committed and goes on writing, with a transaction never finished.
const [dataDir] = process.argv.slice(2);
const postgres = await startPostgres({ dataDir, maxConnections: 2 });
const db = createDb({ url: postgres.url, auth: 'url' });
await db.query('create table wishes (number integer)');
for (let number = 1; number <= 300; number += 1) await db.query('insert into wishes values ($1)', [number]);
await db.transaction(async (inside) => {
  await inside.query('insert into wishes values (-1)');
  process.stdout.write('row 300\n');
  await new Promise(() => setInterval(() => undefined, 1000));
});
