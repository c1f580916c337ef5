import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeTableCommand, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { startDynamoDb, type DynamoDb } from '../../local/dynamodb.ts';
import { aClient, createTable } from '../support/dynamodb.ts';

const started: DynamoDb[] = [];
const children: ChildProcess[] = [];
const folders: string[] = [];

async function start(path: string | undefined): Promise<DynamoDb> {
  const dynamodb = await startDynamoDb({ path });
  started.push(dynamodb);
  return dynamodb;
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  folders.push(folder);
  return join(folder, 'not-there-yet');
}

afterEach(async () => {
  for (const dynamodb of started.splice(0)) await dynamodb.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const TableName = 'front-desk';
const Item = { pk: { S: 'conversation#1:42' }, sk: { S: 'ledger' }, state: { S: 'día 😀' } };
const Key = { pk: Item.pk, sk: Item.sk };

describe('DynamoDB on this machine', () => {
  it('listens on this machine only, and makes a table at once', async () => {
    const { url } = await start(undefined);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = aClient(url);
    await createTable(client, TableName);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(
      Table?.GlobalSecondaryIndexes?.map(({ IndexName, IndexStatus }) => [IndexName, IndexStatus]),
    ).toEqual([['due', 'ACTIVE']]);
  });

  it('has everything again after a stop', async () => {
    const path = await aFolder();
    const first = await startDynamoDb({ path });
    await createTable(aClient(first.url), TableName);
    await aClient(first.url).send(new PutItemCommand({ TableName, Item }));
    await first.close();
    const { url } = await start(path);
    expect((await aClient(url).send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Item);
  });

  it('has everything it answered after it was killed in the middle of writing', async () => {
    const path = await aFolder();
    const child = await inAnotherProcess(path);
    await createTable(aClient(child.url), TableName);
    const client = aClient(child.url);
    let answered = 0;
    const writing = (async () => {
      for (let n = 1; ; n += 1) {
        await client.send(new PutItemCommand({ TableName, Item: { ...Item, sk: { S: String(n) } } }));
        answered = n;
        if (n === 200) child.kill();
      }
    })();
    await expect(writing).rejects.toThrow(/ECONNRESET|ECONNREFUSED|socket hang up/);
    await child.ended;

    const { url } = await start(path);
    for (let n = 1; n <= answered; n += 1) {
      const { Item: found } = await aClient(url).send(
        new GetItemCommand({ TableName, Key: { ...Key, sk: { S: String(n) } } }),
      );
      expect(found?.state).toEqual(Item.state);
    }
    expect(answered).toBeGreaterThanOrEqual(200);
  });

  it('has an index of what its items are after it was killed in the middle of writing', async () => {
    const path = await aFolder();
    const child = await inAnotherProcess(path);
    await createTable(aClient(child.url), TableName);
    const client = aClient(child.url);
    const writing = Array.from({ length: 40 }, async (_, n) => {
      for (let dueAt = 1; ; dueAt += 1) {
        const due = { dueBucket: { S: 'ledger' }, dueAt: { N: String(dueAt) } };
        const more = dueAt % 2 === 0 ? due : {};
        await client.send(
          new PutItemCommand({ TableName, Item: { ...Item, sk: { S: String(n) }, ...more } }),
        );
        if (n === 0 && dueAt === 20) child.kill();
      }
    });
    await Promise.allSettled(writing);
    await child.ended;

    const { url } = await start(path);
    const [items, index] = [new ScanCommand({ TableName }), new ScanCommand({ TableName, IndexName: 'due' })];
    const dueOf = async (command: ScanCommand) => {
      const { Items = [] } = await aClient(url).send(command);
      return Items.flatMap(({ sk, dueAt }) => (dueAt === undefined ? [] : [`${sk?.S} ${dueAt.N}`])).sort();
    };
    expect(await dueOf(index)).toEqual(await dueOf(items));
  });

  it('says so when another one has the folder, in this process or another, and harms neither', async () => {
    const path = await aFolder();
    const first = await start(path);
    await expect(startDynamoDb({ path })).rejects.toThrow(/is in use: stop the other process/);
    await createTable(aClient(first.url), TableName);
    await first.close();
    started.length = 0;

    const child = await inAnotherProcess(path);
    await expect(startDynamoDb({ path })).rejects.toThrow(/is in use: stop the other process/);
    child.kill();
    await child.ended;
    await start(path);
  });

  it('says so when the port is taken, and leaves the folder free', async () => {
    const path = await aFolder();
    const { url } = await start(undefined);
    await expect(startDynamoDb({ path, port: Number(new URL(url).port) })).rejects.toThrow(/EADDRINUSE/);
    await start(path);
  });
});

/** Starts DynamoDB in a process of its own, to kill it as a machine does: without a word. */
async function inAnotherProcess(path: string) {
  const source = fileURLToPath(new URL('../../local/dynamodb.ts', import.meta.url));
  const script = `
    const { startDynamoDb } = await import(${JSON.stringify(source)});
    const { url } = await startDynamoDb({ path: ${JSON.stringify(path)} });
    console.log(url);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (words: Buffer) => resolve(words.toString().trim()));
    child.on('exit', (code) => reject(new Error(`DynamoDB ended with code ${code}`)));
  });
  return { url, ended, kill: () => child.kill('SIGKILL') };
}
