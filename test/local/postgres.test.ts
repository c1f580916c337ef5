import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDb, type Database } from '../../lib/store/postgres/pool.ts';
import { startPostgres } from '../../local/postgres.ts';
import { anotherConnection, mostConnections, postgresUrl } from '../support/postgres.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-postgres-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'data');
}

describe('the Postgres of this machine', () => {
  let url: string;
  beforeAll(async () => {
    url = await postgresUrl();
  });

  it('knows vectors', async () => {
    const db = await anotherConnection();
    await db.query('create extension if not exists vector');
    const { rows } = await db.query(`select '[1,0]'::halfvec <=> '[0,1]'::halfvec as distance`);
    expect(rows).toEqual([{ distance: 1 }]);
  });

  it('gives each of several clients its own answer, also beside transactions and mistakes', async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, () => anotherConnection()));
    const wrong: unknown[] = [];
    const asking = clients.map(async (client, me) => {
      for (let turn = 0; turn < 60; turn += 1) {
        if (me < 3) await oneTransaction(client, turn).catch((error: unknown) => wrong.push(error));
        else if (turn % 10 === 0)
          await client.query(`select $1::int/0 as mine${me}`, [turn]).catch(() => undefined);
        else {
          const { rows } = await client.query(`select $1::int as turn, ${me} as me`, [turn]);
          if (JSON.stringify(rows) !== JSON.stringify([{ turn, me }])) wrong.push(rows);
        }
      }
    });
    await Promise.all(asking);
    expect(wrong).toEqual([]);
  });

  /** Open long enough for others to queue up behind it. */
  async function oneTransaction(client: Database, turn: number): Promise<void> {
    await client.transaction(async (inside) => {
      await inside.query('select $1::int', [turn]);
      await pause(1);
    });
  }

  it('rolls back for a client that vanished in the middle of a transaction', async () => {
    const vanishing = new pg.Client({ connectionString: url });
    vanishing.on('error', () => undefined);
    await vanishing.connect();
    await vanishing.query('create table wishes (text text)');
    await vanishing.query('begin');
    await vanishing.query(`insert into wishes values ('lamp')`);
    (vanishing as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await (await anotherConnection()).query('select * from wishes')).rows).toEqual([]);
  });

  it('lets a client connect while another is in a transaction', async () => {
    const [busy, coming] = [await anotherConnection(), new pg.Client({ connectionString: url })];
    await busy.transaction(() => coming.connect());
    await coming.end();
  });

  it('says no to one client too many, in words a client understands', async () => {
    const connected: pg.Client[] = [];
    onTestFinished(async () => {
      await Promise.all(connected.map((client) => client.end()));
    });
    const crowd = async (): Promise<void> => {
      while (connected.length <= mostConnections) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        connected.push(client);
      }
    };
    await expect(crowd()).rejects.toMatchObject({ code: '53300' });
    expect((await connected[0]!.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('survives somebody who speaks another protocol', async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.resume().on('error', () => undefined);
    await ended;
    expect((await (await anotherConnection()).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('its data', () => {
  it(
    'outlives the process when that is killed, as far as it was committed, and a restart',
    { timeout: 60_000 },
    async () => {
      const dataDir = await aFolder();
      await killedWhileWriting(dataDir);
      await withDb(dataDir, async (db) => {
        const { rows } = await db.query('select count(*)::int as count, min(number) as least from wishes');
        expect(rows).toEqual([{ count: 300, least: 1 }]);
        await db.query('insert into wishes values (301)');
      });
      await withDb(dataDir, async (db) => {
        expect((await db.query('select max(number) as most from wishes')).rows).toEqual([{ most: 301 }]);
      });
    },
  );

  async function killedWhileWriting(dataDir: string): Promise<void> {
    const script = fileURLToPath(new URL('postgres-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const chunk of child.stdout) {
      if (String(chunk).includes('row 300')) child.kill('SIGKILL');
    }
    await exited;
  }

  async function withDb(dataDir: string, work: (db: Database) => Promise<void>): Promise<void> {
    const postgres = await startPostgres({ dataDir, maxConnections: 1 });
    const db = createDb({ url: postgres.url, auth: 'url' });
    try {
      await work(db);
    } finally {
      await db.close();
      await postgres.close();
    }
  }
});
