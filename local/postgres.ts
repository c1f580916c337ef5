import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { createServer, type Server, type Socket } from 'node:net';
import { fatal, FrontendStream, startupPacket, TakingTurns, type Party } from './postgres-wire.ts';

/** A Postgres of this machine, for as long as this process lives. */
export interface Postgres {
  /** `postgres://…`, for `pg` and every other client. */
  readonly url: string;
  /** Ends every connection, writes what is in memory and lets go of the folder. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** Where the data lives; undefined keeps it in memory. */
  readonly dataDir: string | undefined;
  /** Clients at the same time: the sum of what all functions may run at once. */
  readonly maxConnections: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
}

/**
 * Starts PostgreSQL 18 with pgvector inside this process (PGlite, WebAssembly). Measured on two cores, 40 MB of data
 * folder: first start 2.4-4.5 s (3.6 s of one core; 13 s while seven other builds ran), later 0.25-0.6 s, after SIGKILL
 * 0.6 s; all migrations 0.2 s; 3-5 ms a committed insert over the wire; about 350 MB of memory. A new folder from a
 * dump would take 1 s, but the dump (5 MB) would have to be made and kept somewhere.
 *
 * What it does not do, and a real Postgres does:
 * - There is one session. Transactions run one after the other, so no invoke, HTTP or model call belongs inside one;
 *   `skip locked` has nothing to skip, advisory locks of the session and `set` are shared by all connections.
 * - `statement_timeout` does nothing: the client's own timeout does.
 * - No TLS, no password, no COPY from the client, no LISTEN, no named prepared statements: unnamed ones only.
 * - No lock on the folder. Two processes on one folder destroy it: whoever calls this holds a lock.
 * - fsync is off. Data survives the end of the process, SIGKILL too (tested), but not the loss of power.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, ...address } = options;
  const engine = await PGlite.create({ ...(dataDir !== undefined && { dataDir }), extensions: { vector } });
  return servePostgres(engine, address);
}

/** Lets clients speak to a running PGlite. It is closed with the server, also when the server cannot start. */
export async function servePostgres(
  engine: PGlite,
  { maxConnections, host = '127.0.0.1', port = 0 }: Omit<PostgresOptions, 'dataDir'>,
): Promise<Postgres> {
  const turns = new TakingTurns(engine);
  const greeting = await greetingOf(engine);
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, { turns, greeting, full: sockets.size > maxConnections });
  });
  const boundPort = await listen(server, { host, port }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });

  return {
    url: `postgres://postgres@${host}:${boundPort}/postgres`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await turns.settled();
      await engine.close();
    },
  };
}

/**
 * What Postgres says to a new client. Asked once: were each client's startup run by the engine, connecting would wait
 * for whatever transaction is open.
 */
async function greetingOf(engine: PGlite): Promise<Uint8Array> {
  return engine.execProtocolRaw(startupPacket({ user: 'postgres', database: 'postgres' }));
}

interface Service {
  turns: TakingTurns;
  greeting: Uint8Array;
  full: boolean;
}

function serve(socket: Socket, { turns, greeting, full }: Service): void {
  const stream = new FrontendStream();
  const party: Party = {
    answer: (bytes) => void socket.write(bytes),
    failed: () => socket.end(fatal('58000', 'the embedded Postgres failed; start again')),
  };
  socket.setNoDelay(true);
  // What broke a connection is the client's to report; `close` follows and cleans up.
  socket.on('error', () => undefined);
  socket.on('close', () => turns.leave(party));
  socket.on('data', (chunk) => {
    try {
      for (const event of stream.read(chunk)) {
        if (event.kind === 'tls?') socket.write('N');
        else if (event.kind === 'start' && !full) socket.write(greeting);
        else if (event.kind === 'unit' && !full) turns.submit(party, event.unit);
        else if (full) socket.end(fatal('53300', 'too many connections: raise maxConnections'));
        else socket.end();
      }
    } catch {
      socket.end(fatal('08P01', 'not the Postgres protocol'));
    }
  });
}

function listen(server: Server, address: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.removeListener('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port);
    });
  });
}
