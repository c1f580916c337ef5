import { DeleteTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dynamoCommands } from '../../../lib/store/dynamodb/idempotency.ts';
import { dynamoRateLimit } from '../../../lib/store/dynamodb/rate.ts';
import type { LogEvent } from '../../../lib/runtime/telemetry.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { aTable } from '../../support/dynamodb.ts';
import { aDashboardApi, type Call } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
}, 60_000);

describe('a command with a key', () => {
  const post = (key: string, json: unknown, given: Call = {}) =>
    api.call('POST', '/api/products', { json, sub: 'ana', headers: { 'idempotency-key': key }, ...given });

  it('that comes again gets the first answer, and is not carried out again', async () => {
    const lamp = aProduct({ sku: 'TWICE' });
    const first = await post('k1', lamp);
    await api.db.query(`update products set name = 'Changed since' where sku = 'TWICE'`);
    const again = await post('k1', lamp);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await api.call('GET', '/api/products/TWICE')).body.name).toBe('Changed since');
  });

  it('that asks for something else is refused', async () => {
    await post('k2', aProduct({ sku: 'ONE' }));
    const other = await post('k2', aProduct({ sku: 'OTHER' }));
    expect(other).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
    const elsewhere = await api.call('POST', '/api/products/ONE/stock', {
      json: { stock: 1 },
      sub: 'ana',
      headers: { 'idempotency-key': 'k2' },
    });
    expect(elsewhere.status).toBe(422);
    expect((await api.call('GET', '/api/products/OTHER')).status).toBe(404);
  });

  it('that was refused may be sent again, corrected, under the same key', async () => {
    expect((await post('k3', aProduct({ sku: 'FIXED', stock: -1 }))).status).toBe(422);
    expect((await post('k3', aProduct({ sku: 'FIXED' }))).status).toBe(201);
  });

  it('is nobody else’s, though they chose the same key', async () => {
    await post('k4', aProduct({ sku: 'HERS' }));
    expect((await post('k4', aProduct({ sku: 'HIS' }), { sub: 'ben' })).status).toBe(201);
  });

  it('sent ten times at once is carried out once; the others get its answer or are asked to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('k5', aProduct({ sku: 'TEN' }))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 409).every((status) => status === 201)).toBe(true);
    expect(statuses).toContain(201);
  });

  it.each(['', 'x'.repeat(256), 'ключ'])('that is no key is refused: %.10s', async (key) => {
    expect((await post(key, aProduct({ sku: 'NOKEY' }))).body.errors).toEqual([
      { path: 'Idempotency-Key', message: expect.any(String) },
    ]);
  });
});

describe('the memory of commands', () => {
  const command = { caller: 'ana', key: 'k', request: 'body' };
  const done = async () => ({ answer: 'done', keep: true });
  afterEach(() => vi.useRealTimers());

  async function aMemory() {
    const table = await aTable();
    const lines: LogEvent[] = [];
    const commands = dynamoCommands({ ...table, log: (line) => lines.push(line) });
    await commands.timing.before?.({ context: { getRemainingTimeInMillis: () => 29_000 } } as never);
    return { commands, lines, table };
  }

  it('waits for one under way, and goes on without it when it must have died', async () => {
    const { commands } = await aMemory();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-01T12:00:00Z') });
    const died = new Promise<never>(() => undefined);
    void commands.once(command, () => died);
    await expect.poll(() => commands.once(command, done)).toEqual({ kind: 'under-way' });
    vi.advanceTimersByTime(28_000);
    expect((await commands.once(command, done)).kind).toBe('under-way');
    vi.advanceTimersByTime(2_000);
    expect(await commands.once(command, done)).toEqual({ kind: 'done', answer: 'done' });
    vi.advanceTimersByTime(23 * 3_600_000);
    expect(await commands.once(command, done)).toEqual({ kind: 'replayed', answer: 'done' });
    vi.advanceTimersByTime(2 * 3_600_000);
    expect((await commands.once(command, done)).kind).toBe('done');
  });

  it('keeps nobody’s key', async () => {
    const { commands, table } = await aMemory();
    await commands.once({ caller: 'ana@shop.example', key: 'mail to ben@home.example', request: 'x' }, done);
    const { Items } = await table.dynamodb.send(new ScanCommand({ TableName: table.tableName }));
    expect(Items).toHaveLength(1);
    expect(JSON.stringify(Items)).not.toMatch(/ana|ben/);
  });

  it('answers all the same when it cannot remember, and says so in the log', async () => {
    const { commands, lines, table } = await aMemory();
    const gone = async () => {
      await table.dynamodb.send(new DeleteTableCommand({ TableName: table.tableName }));
      return { answer: 'done', keep: true };
    };
    expect(await commands.once(command, gone)).toEqual({ kind: 'done', answer: 'done' });
    expect(lines).toMatchObject([{ event: 'command.not-remembered' }]);
    await expect(commands.once(command, done)).rejects.toThrow('DynamoDB did not answer');
  });

  it('lets what failed be done again', async () => {
    const { commands } = await aMemory();
    const failing = commands.once(command, () => Promise.reject(new Error('no database')));
    await expect(failing).rejects.toThrow('no database');
    expect((await commands.once(command, done)).kind).toBe('done');
  });
});

/** As if a caller had asked so often in this moment's window, and in those that come while the test runs. */
async function askedBefore(caller: string, times: number): Promise<void> {
  const current = Math.floor(Date.now() / 2000);
  for (let window = current; window < current + 15; window += 1) {
    await api.table.dynamodb.send(
      new PutItemCommand({
        TableName: api.table.tableName,
        Item: { pk: { S: `rate#${caller}` }, sk: { S: String(window) }, requests: { N: String(times) } },
      }),
    );
  }
}

describe('too many requests', () => {
  it('of one token are told to wait, and nobody else is', async () => {
    const ask = (sub: string) => api.call('GET', '/api/products/NONE', { sub });
    await askedBefore('eager', 200);
    const { status, body, headers } = await ask('eager');
    expect([status, body.title]).toEqual([429, 'Too Many Requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await ask('patient')).status).toBe(404);
  });

  it('are counted anew in the next window', async () => {
    const { dynamodb, tableName } = await aTable();
    let now = Date.parse('2026-05-01T12:00:00Z');
    const limit = { most: 2, windowSeconds: 2 };
    const passage = dynamoRateLimit({ dynamodb, tableName, now: () => new Date(now), ...limit });
    expect(await Promise.all([passage('a'), passage('a')])).toEqual([{ kind: 'pass' }, { kind: 'pass' }]);
    expect(await passage('a')).toEqual({ kind: 'wait', seconds: 2 });
    now += 2000;
    expect(await passage('a')).toEqual({ kind: 'pass' });
  });
});
