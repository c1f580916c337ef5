import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { emptyCheckpoint, uuid6, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable, type TestTable } from '../../../support/dynamodb.ts';
import { all } from './all.ts';

const config = { configurable: { thread_id: '1:42' } };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };
const day = 24 * 3600;
const start = Date.parse('2026-03-01T10:00:00Z') / 1000;

/** A saver that keeps threads for four days, on a day of our choice. */
function aSaver({ dynamodb, tableName }: TestTable, history: 'all' | 'latest') {
  const clock = { days: 0 };
  const now = () => new Date((start + clock.days * day) * 1000);
  const saver = () => new DynamoDbSaver({ client: dynamodb, tableName, history, ttlSeconds: 4 * day, now });
  return { clock, saver };
}

async function itemsIn({ dynamodb, tableName }: TestTable) {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
  return Items.map(({ sk, id, holders, expiresAt }) => ({
    sortKey: sk!.S!,
    id: id?.S,
    holders: Object.keys(JSON.parse(holders?.S ?? '{}')),
    endsOnDay: (Number(expiresAt?.N) - start) / day,
  }));
}

const aCheckpoint = (channel_values: Record<string, unknown> = {}) => ({
  ...emptyCheckpoint(),
  id: uuid6(0),
  channel_values,
});

describe('a thread nobody writes in', () => {
  it.each([
    ['latest', 4],
    ['all', 5],
  ] as const)("ends with all its items (history '%s')", async (history, last) => {
    const table = await aTable();
    const { saver } = aSaver(table, history);
    const saved = await saver().put(config, aCheckpoint(), metadata, {});
    await saver().putWrites(saved, [['a', 1]], 'task');
    expect((await itemsIn(table)).map(({ endsOnDay }) => endsOnDay)).toEqual([last, last]);
  });

  it.each(['latest', 'all'] as const)(
    "is not shown any more although DynamoDB still has it ('%s')",
    async (history) => {
      const table = await aTable();
      const { clock, saver } = aSaver(table, history);
      const old = await saver().put(config, aCheckpoint(), metadata, {});
      clock.days = 3.9;
      expect(await saver().getTuple(config)).toBeDefined();
      clock.days = 5.1;
      expect(await saver().getTuple(config)).toBeUndefined();
      expect(await saver().getTuple(old)).toBeUndefined();
      expect(await all(saver().list(config))).toEqual([]);

      const fresh = aCheckpoint({ a: 1 });
      await saver().put(config, fresh, metadata, { a: 1 });
      expect((await saver().getTuple(config))?.checkpoint).toEqual(fresh);
    },
  );
});

it('keeps for ever what no end was set for', async () => {
  const table = await aTable();
  const saver = new DynamoDbSaver({ client: table.dynamodb, tableName: table.tableName, history: 'latest' });
  await saver.put(config, aCheckpoint(), metadata, {});
  expect((await itemsIn(table)).map(({ endsOnDay }) => endsOnDay)).toEqual([Number.NaN]);
});

it('never lets a checkpoint outlive one it refers to, nor end too soon', async () => {
  const table = await aTable();
  const { clock, saver } = aSaver(table, 'all');
  const catalogue = { text: 'unchanged' };
  let place = await saver().put(config, aCheckpoint({ catalogue }), metadata, { catalogue: 1 });
  for (let step = 1; step <= 40; step += 1) {
    clock.days = step / 2.5;
    place = await saver().put(place, aCheckpoint({ catalogue, step: { step } }), metadata, { step });
  }
  const items = await itemsIn(table);
  const endOf = new Map(items.map(({ id, endsOnDay }) => [id, endsOnDay]));
  for (const [index, { holders, endsOnDay }] of items.entries()) {
    expect(endsOnDay).toBeGreaterThanOrEqual(index / 2.5 + 4);
    for (const holder of holders) expect(endOf.get(holder)).toBeGreaterThanOrEqual(endsOnDay);
  }
  // The catalogue is kept again now and then, and referred to otherwise.
  const keeping = items.filter(({ holders }) => holders.length === 1).length;
  expect(keeping).toBeGreaterThan(10);
  expect(keeping).toBeLessThan(30);
  expect((await saver().getTuple(config))?.checkpoint.channel_values).toEqual({
    catalogue,
    step: { step: 40 },
  });
});
