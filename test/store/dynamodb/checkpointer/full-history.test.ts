import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Annotation, DeltaValue, END, START, StateGraph, StateSchema } from '@langchain/langgraph';
import {
  emptyCheckpoint,
  MemorySaver,
  uuid6,
  type CheckpointMetadata,
} from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable, type TestTable } from '../../../support/dynamodb.ts';
import { all } from './all.ts';
import { metered, reset } from './metered.ts';

const config = { configurable: { thread_id: '1:42' } };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };
const open = ({ dynamodb, tableName }: TestTable) =>
  new DynamoDbSaver({ client: dynamodb, tableName, history: 'all' });

const aCheckpoint = (channel_values: Record<string, unknown>, id = uuid6(0)) => ({
  ...emptyCheckpoint(),
  id,
  channel_values,
});

describe('the past of a thread', () => {
  const state = Annotation.Root({ price: Annotation<number>, offer: Annotation<string> });
  const haggle = (table: TestTable) =>
    new StateGraph(state)
      .addNode('lower', ({ price }) => ({ price: price - 10 }))
      .addNode('say', ({ price }) => ({ offer: `${price} is my last word` }))
      .addEdge(START, 'lower')
      .addEdge('lower', 'say')
      .addEdge('say', END)
      .compile({ checkpointer: open(table) });

  it('can be looked at, and gone back to', async () => {
    const table = await aTable();
    expect((await haggle(table).invoke({ price: 100 }, config)).offer).toBe('90 is my last word');
    const past = await all(haggle(table).getStateHistory(config));
    expect(past.map(({ next }) => next)).toEqual([[], ['say'], ['lower'], ['__start__']]);

    const before = past.find(({ next }) => next[0] === 'say')!;
    const fork = await haggle(table).updateState(before.config, { price: 50 });
    expect((await haggle(table).invoke(null, fork)).offer).toBe('50 is my last word');
    expect((await haggle(table).getState(past[0]!.config)).values).toMatchObject({
      offer: '90 is my last word',
    });
    expect((await haggle(table).getState(config)).values).toMatchObject({ offer: '50 is my last word' });
  });
});

describe('a value that does not change', () => {
  const catalogue = { text: 'x'.repeat(500) };

  async function aThread(table: TestTable, steps: number) {
    let place = await open(table).put(config, aCheckpoint({ catalogue }), metadata, { catalogue: 1 });
    for (let step = 1; step <= steps; step += 1) {
      // A new saver each time: another Lambda environment, which remembers nothing.
      place = await open(table).put(place, aCheckpoint({ catalogue, step: { step } }), metadata, { step });
    }
    return place;
  }

  it('is written once, and found by every later checkpoint', async () => {
    const table = await aTable();
    await aThread(table, 20);
    const { Items = [] } = await table.dynamodb.send(new ScanCommand({ TableName: table.tableName }));
    const bodies = Items.map(({ body }) => body?.B?.length ?? 0);
    expect(bodies.filter((length) => length > 500)).toHaveLength(1);
    for await (const { checkpoint } of open(table).list(config)) {
      expect(checkpoint.channel_values.catalogue).toEqual(catalogue);
    }
  });

  it('is written again before reading would take too many items', async () => {
    const table = await aTable();
    const names = Array.from({ length: 20 }, (_, index) => `channel ${index}`);
    const values = Object.fromEntries(names.map((name) => [name, { name }]));
    let place: Parameters<DynamoDbSaver['put']>[0] = config;
    for (const name of names)
      place = await open(table).put(place, aCheckpoint(values), metadata, { [name]: 1 });
    const meter = metered(table.dynamodb);
    expect((await open(table).getTuple(place))?.checkpoint.channel_values).toEqual(values);
    expect(meter.calls).toEqual(['Query', 'BatchGetItem']);
    expect(meter.readUnits).toBeLessThanOrEqual(6);
  });

  it('is missed, not made up, when the item that holds it is gone', async () => {
    const table = await aTable();
    await aThread(table, 3);
    const [first] = (await all(open(table).list(config))).reverse();
    const sk = { S: `#${first!.checkpoint.id}#C` };
    const Key = { pk: { S: 'cp#1:42' }, sk };
    await table.dynamodb.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
    await expect(open(table).getTuple(config)).rejects.toMatchObject({ name: 'IncompleteCheckpoint' });
  });

  it('is written again when the parent is gone altogether', async () => {
    const table = await aTable();
    const place = await aThread(table, 1);
    await open(table).deleteThread('1:42');
    const next = aCheckpoint({ catalogue, step: { step: 2 } });
    await open(table).put(place, next, metadata, { step: 2 });
    expect((await open(table).getTuple(config))?.checkpoint).toEqual(next);
  });
});

describe('delta channels', () => {
  const state = new StateSchema({
    said: new DeltaValue(z.array(z.string()).default([]), {
      inputSchema: z.array(z.string()),
      reducer: (known, added) => [...known, ...added.flat()],
      snapshotFrequency: 30,
    }),
  });
  const chat = (checkpointer: DynamoDbSaver | MemorySaver) =>
    new StateGraph(state)
      .addNode('hear', () => ({}))
      .addNode('answer', ({ said }) => ({ said: [`answer ${said.length}`] }))
      .addEdge(START, 'hear')
      .addEdge('hear', 'answer')
      .addEdge('answer', END)
      .compile({ checkpointer });

  it.each(['exit', 'sync'] as const)(
    "hold what LangGraph's own saver holds, over many turns ('%s')",
    async (durability) => {
      const table = await aTable();
      const memory = new MemorySaver();
      for (let turn = 0; turn < 20; turn += 1) {
        const input = { said: [`question ${turn}`] };
        const expected = await chat(memory).invoke(input, { ...config, durability });
        expect(await chat(open(table)).invoke(input, { ...config, durability })).toEqual(expected);
      }
    },
  );

  it('are put together with one query over a hundred checkpoints', async () => {
    const table = await aTable();
    const saver = open(table);
    let place = await saver.put(config, aCheckpoint({ said: ['start'] }), metadata, { said: 1 });
    for (let step = 0; step < 100; step += 1) {
      await saver.putWrites(place, [['said', [step]]], 'task');
      if (step === 50) await saver.put(place, aCheckpoint({ other: 'branch' }), metadata, { other: 1 });
      place = await saver.put(place, aCheckpoint({}), metadata, {});
    }
    const meter = metered(table.dynamodb);
    reset(meter);
    const { said, never } = await open(table).getDeltaChannelHistory({
      config: place,
      channels: ['said', 'never'],
    });
    expect(meter.calls).toEqual(['Query']);
    expect(said?.seed).toEqual(['start']);
    expect(said?.writes.map(([, , value]) => value)).toEqual(
      Array.from({ length: 100 }, (_, step) => [step]),
    );
    expect(never).toEqual({ writes: [] });
    const latest = await open(table).getDeltaChannelHistory({ config, channels: ['said'] });
    expect(latest.said).toEqual(said);
  });

  it('find an ancestor whose machine had a clock that was ahead', async () => {
    const table = await aTable();
    const saver = open(table);
    const [earlier, later] = [uuid6(0), uuid6(0)];
    const parent = await saver.put(config, aCheckpoint({ said: ['start'] }, later), metadata, { said: 1 });
    await saver.putWrites(parent, [['said', ['more']]], 'task');
    const child = await saver.put(parent, aCheckpoint({}, earlier), metadata, {});
    const { said } = await open(table).getDeltaChannelHistory({ config: child, channels: ['said'] });
    expect(said).toEqual({ seed: ['start'], writes: [['task', 'said', ['more']]] });
  });

  it('do not start from nothing when an ancestor is gone', async () => {
    const table = await aTable();
    const saver = open(table);
    const parent = await saver.put(config, aCheckpoint({ said: ['start'] }), metadata, { said: 1 });
    const child = await saver.put(parent, aCheckpoint({}), metadata, {});
    const Key = { pk: { S: 'cp#1:42' }, sk: { S: `#${parent.configurable?.checkpoint_id as string}#C` } };
    await table.dynamodb.send(new DeleteItemCommand({ TableName: table.tableName, Key }));
    const history = saver.getDeltaChannelHistory({ config: child, channels: ['said'] });
    await expect(history).rejects.toMatchObject({ name: 'IncompleteCheckpoint' });
  });
});
