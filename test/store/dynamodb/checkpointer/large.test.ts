import { randomBytes } from 'node:crypto';
import { DeleteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { emptyCheckpoint, uuid6, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable, type TestTable } from '../../../support/dynamodb.ts';
import { all } from './all.ts';

const config = { configurable: { thread_id: '1:42' } };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };
const kilobyte = 1024;

/** Text that does not compress below three quarters. */
const noise = (kilobytes: number) => randomBytes((kilobytes * kilobyte * 3) / 4).toString('base64');

const checkpointWith = (channel_values: Record<string, unknown>) => ({
  ...emptyCheckpoint(),
  id: uuid6(0),
  channel_values,
  channel_versions: Object.fromEntries(Object.keys(channel_values).map((channel) => [channel, 1])),
});

async function itemsIn({ dynamodb, tableName }: TestTable) {
  const pages = await all(paginateScan({ client: dynamodb }, { TableName: tableName }));
  return pages.flatMap(({ Items = [] }) => Items);
}

describe.each(['all', 'latest'] as const)("a state larger than an item may be (history '%s')", (history) => {
  const open = ({ dynamodb, tableName }: TestTable) =>
    new DynamoDbSaver({ client: dynamodb, tableName, history });

  it('comes back whole, over several pages too', async () => {
    const table = await aTable();
    const checkpoint = checkpointWith({ catalogue: noise(2_000), small: [1] });
    const saved = await open(table).put(config, checkpoint, metadata, checkpoint.channel_versions);
    expect((await itemsIn(table)).length).toBeGreaterThan(3);
    expect((await open(table).getTuple(config))?.checkpoint).toEqual(checkpoint);
    expect((await open(table).getTuple(saved))?.checkpoint).toEqual(checkpoint);
    const [listed] = await all(open(table).list(config));
    expect(listed?.checkpoint).toEqual(checkpoint);
  });

  it('is one item when it compresses well', async () => {
    const table = await aTable();
    const checkpoint = checkpointWith({ catalogue: 'shoes '.repeat(200 * kilobyte) });
    await open(table).put(config, checkpoint, metadata, checkpoint.channel_versions);
    expect(await itemsIn(table)).toHaveLength(1);
    expect((await open(table).getTuple(config))?.checkpoint).toEqual(checkpoint);
  });

  it('may also be what one task wrote', async () => {
    const table = await aTable();
    const saved = await open(table).put(config, checkpointWith({}), metadata, {});
    const text = noise(900);
    await open(table).putWrites(saved, [['catalogue', text]], 'task', 'path');
    await open(table).putWrites(saved, [['catalogue', 'too late']], 'task', 'path');
    expect((await open(table).getTuple(config))?.pendingWrites).toEqual([['task', 'catalogue', text]]);
  });

  it('is not given back in part', async () => {
    const table = await aTable();
    const checkpoint = checkpointWith({ catalogue: noise(900) });
    await open(table).put(config, checkpoint, metadata, checkpoint.channel_versions);
    const part = (await itemsIn(table)).find(({ sk }) => sk?.S?.includes('#P#'))!;
    const Key = { pk: part.pk!, sk: part.sk! };
    await table.dynamodb.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
    await expect(open(table).getTuple(config)).rejects.toMatchObject({ name: 'IncompleteCheckpoint' });
  });

  it('goes when the thread is deleted', async () => {
    const table = await aTable();
    const checkpoint = checkpointWith({ catalogue: noise(2_000) });
    await open(table).put(config, checkpoint, metadata, checkpoint.channel_versions);
    await open(table).deleteThread('1:42');
    expect(await itemsIn(table)).toEqual([]);
  });
});

it("leaves no parts of earlier versions behind with history 'latest'", async () => {
  const table = await aTable();
  const saver = new DynamoDbSaver({ client: table.dynamodb, tableName: table.tableName, history: 'latest' });
  const first = await saver.put(config, checkpointWith({ catalogue: noise(900) }), metadata, {});
  const second = await saver.put(first, checkpointWith({ catalogue: noise(900) }), metadata, {});
  expect(await itemsIn(table)).toHaveLength(2);
  await saver.put(second, checkpointWith({ catalogue: 'sold out' }), metadata, {});
  expect(await itemsIn(table)).toHaveLength(1);
});

it("reads again when another run replaces a large state between two pages, with history 'latest'", async () => {
  const table = await aTable();
  const open = () =>
    new DynamoDbSaver({ client: table.dynamodb, tableName: table.tableName, history: 'latest' });
  const writer = open();
  const first = await writer.put(config, checkpointWith({ catalogue: noise(2_500) }), metadata, {});
  const next = checkpointWith({ catalogue: noise(2_500) });
  let replaced = false;
  table.dynamodb.middlewareStack.add(
    (send, context) => async (args) => {
      const answer = await send(args);
      if (context.commandName === 'QueryCommand' && !replaced) {
        replaced = true;
        await writer.put(first, next, metadata, {});
      }
      return answer;
    },
    { step: 'initialize' },
  );
  expect((await open().getTuple(config))?.checkpoint).toEqual(next);
  expect(replaced).toBe(true);
});
