import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { migrateEnv, readEnv } from '../../config/env.ts';
import { migrate, readMigrations } from '../../store/postgres/migrate.ts';
import { createDb, type Database } from '../../store/postgres/pool.ts';
import { BadSetting } from '../errors.ts';
import { createLog, type Log } from '../telemetry.ts';

/** Runs every migration of the folder that has not run yet. Throws when one fails; nothing of it is left then. */
export async function migrateDatabase(folder: string): Promise<{ ran: number }> {
  const env = readEnv(migrateEnv);
  const log: Log = createLog('migrate');
  const database =
    env.DATABASE_AUTH === 'iam' ? await asMaster(env) : createDb({ url: env.DATABASE_URL, auth: 'url' });
  const started = performance.now();
  try {
    const ran = await migrate(database, await readMigrations(folder));
    const ms = Math.round(performance.now() - started);
    log({ event: 'schedule.done', schedule: 'migrate', ms, counts: { ran: ran.length } });
    return { ran: ran.length };
  } finally {
    await database.close();
  }
}

const masterSecret = z.object({ username: z.string(), password: z.string() });

/** The functions' own role may not change tables: on RDS the master user does, with the password RDS keeps. */
async function asMaster(env: z.infer<typeof migrateEnv>): Promise<Database> {
  const secrets = new SecretsManagerClient({});
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: env.DATABASE_ADMIN_SECRET_ARN }),
  );
  const parsed = masterSecret.safeParse(JSON.parse(SecretString || 'null'));
  if (!parsed.success)
    throw new BadSetting('DATABASE_ADMIN_SECRET_ARN: the secret holds no username and password');
  const url = new URL(env.DATABASE_URL);
  url.username = encodeURIComponent(parsed.data.username);
  url.password = encodeURIComponent(parsed.data.password);
  return createDb({ url: url.href, auth: 'rds-password', statementTimeoutMs: 0 });
}
