import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import dynalite from 'dynalite';
import { mendIndexes } from './mend-indexes.ts';

export interface DynamoDbOptions {
  /** Folder to keep the tables in; undefined keeps them in memory. One process at a time may use a folder. */
  path: string | undefined;
  /** @default 127.0.0.1 */
  host?: string | undefined;
  /** @default any that is free */
  port?: number | undefined;
}

export interface DynamoDb {
  url: string;
  /** Finishes the requests under way, then closes the store. */
  close(): Promise<void>;
}

/**
 * Starts a DynamoDB for one machine (dynalite). It answers no transactions and no calls about time to live: expired
 * items stay. A new table takes a moment to become ACTIVE, as on AWS. What it has answered survives a kill of the
 * process, in its indexes too; a power failure may lose the last writes.
 */
export async function startDynamoDb({ path, host, port }: DynamoDbOptions): Promise<DynamoDb> {
  const release = path === undefined ? () => undefined : await holdFolder(path);
  const delays = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite(path === undefined ? delays : { ...delays, path });
  try {
    await listening(server, port ?? 0, host ?? '127.0.0.1');
  } catch (error) {
    // dynalite has opened the store already and closes it only with a server that listens.
    await listening(server, 0, '127.0.0.1');
    await closed(server).finally(release);
    throw error;
  }
  return { url: urlOf(server), close: () => closed(server).finally(release) };
}

/**
 * Takes the folder for this process, and mends it if the last one that had it was killed. dynalite itself would end a
 * second process that opens it, at its first request and with a misleading error. SQLite's lock on a file goes with the
 * process, however it ends; a file that says it is open stays, unless it was closed.
 */
async function holdFolder(path: string): Promise<() => void> {
  await mkdir(path, { recursive: true });
  const lock = new DatabaseSync(join(path, 'in-use.sqlite'));
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    throw new Error(
      `The DynamoDB folder ${path} is in use: stop the other process or choose another folder`,
      {
        cause,
      },
    );
  }
  const stillOpen = join(path, 'still-open');
  try {
    if (existsSync(stillOpen)) await mendIndexes(path);
    writeFileSync(stillOpen, '');
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => {
    rmSync(stillOpen, { force: true });
    lock.close();
  };
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('DynamoDB listens on no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
