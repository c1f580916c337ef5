import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamUnavailable } from '../../../lib/runtime/errors.ts';
import { createDb, type Database, type DbOptions } from '../../../lib/store/postgres/pool.ts';
import { aDb, anotherConnection, postgresUrl } from '../../support/postgres.ts';
import { databaseContract } from './pool.contract.ts';

function opened(options: DbOptions): Database {
  const db = createDb(options);
  onTestFinished(() => db.close());
  return db;
}

/** A server that is not Postgres: `greet` says what it does with a connection. Returns its address. */
async function aServer(greet: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    greet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `postgres://frontdesk@127.0.0.1:${(server.address() as AddressInfo).port}/frontdesk`;
}

/** The way to a Postgres through a wire that can be cut. */
async function aWireTo(url: string): Promise<{ url: string; cut: () => void }> {
  const { port } = new URL(url);
  const wires: Socket[] = [];
  const through = await aServer((socket) => {
    const onward = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    wires.push(socket, onward);
    socket.pipe(onward).pipe(socket);
  });
  return { url: through, cut: () => wires.splice(0).forEach((socket) => void socket.resetAndDestroy()) };
}

describe('a database', () => {
  databaseContract(aDb);
});

describe('a database out of reach', () => {
  it('is worth another attempt when nobody listens', async () => {
    const db = opened({ url: 'postgres://frontdesk@127.0.0.1:1/frontdesk', auth: 'url' });
    await expect(db.query('select 1')).rejects.toThrow(UpstreamUnavailable);
  });

  it('is worth another attempt when it does not answer in time', async () => {
    const url = await aServer(() => undefined);
    const db = opened({ url, auth: 'url', connectTimeoutMs: 50 });
    await expect(db.query('select 1')).rejects.toThrow(UpstreamUnavailable);
  });

  it('does not bring the process down while nobody asks it, and answers again when it is back', async () => {
    const wire = await aWireTo(await postgresUrl());
    const db = opened({ url: wire.url, auth: 'url' });
    await db.query('select 1');
    wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await db.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
  });

  it('loses the transaction it was in, and says that another attempt may succeed', async () => {
    const wire = await aWireTo(await postgresUrl());
    const db = opened({ url: wire.url, auth: 'url' });
    await db.query('create temporary table lamps (name text)');
    const selling = db.transaction(async (inside) => {
      await inside.query(`insert into lamps values ('oak')`);
      wire.cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await inside.query(`insert into lamps values ('ash')`);
    });
    await expect(selling).rejects.toThrow(UpstreamUnavailable);
    expect((await db.query('select from lamps')).rowCount).toBe(0);
  });

  it('is given up when a statement gets no answer in time', async () => {
    const busy = await anotherConnection();
    const waiting = await anotherConnection({ statementTimeoutMs: 20 });
    await busy.transaction(async () => {
      await expect(waiting.query('select 1')).rejects.toThrow(UpstreamUnavailable);
    });
  });
});

describe('signing in by IAM', () => {
  it('never sends the token to a server without TLS', async () => {
    const heard: Buffer[] = [];
    const url = await aServer((socket) => {
      socket.on('data', (chunk) => {
        heard.push(chunk);
        socket.write('N');
      });
    });
    const db = opened({ url, auth: 'iam' });
    await expect(db.query('select 1')).rejects.toThrow(UpstreamUnavailable);
    expect(Buffer.concat(heard).length).toBe(8); // the question for TLS, nothing after it
  });
});
