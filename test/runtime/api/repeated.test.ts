import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoCommands } from '../../../lib/store/dynamodb/idempotency.ts';
import { dynamoRateLimit } from '../../../lib/store/dynamodb/rate.ts';
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

  it('waits for one under way, and goes on without it when it must have died', async () => {
    const { dynamodb, tableName } = await aTable();
    let now = Date.parse('2026-05-01T12:00:00Z');
    const commands = dynamoCommands({ dynamodb, tableName, now: () => new Date(now) });
    expect((await commands.claim(command)).kind).toBe('ours');
    expect((await commands.claim(command)).kind).toBe('under-way');
    now += 31_000;
    const second = await commands.claim(command);
    expect(second.kind).toBe('ours');
    if (second.kind === 'ours') await second.keep('done');
    now += 23 * 3_600_000;
    expect(await commands.claim(command)).toEqual({ kind: 'answered', answer: 'done' });
    now += 2 * 3_600_000;
    expect((await commands.claim(command)).kind).toBe('ours');
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
