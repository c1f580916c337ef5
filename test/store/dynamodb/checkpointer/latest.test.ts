import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { END, ReducedValue, START, StateGraph, StateSchema } from '@langchain/langgraph';
import { emptyCheckpoint, uuid6, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { StaleCheckpoint } from '../../../../lib/store/dynamodb/checkpointer/errors.ts';
import { aTable, type TestTable } from '../../../support/dynamodb.ts';
import { all } from './all.ts';

const config = { configurable: { thread_id: '1:42' }, durability: 'exit' as const };
const sync = { ...config, durability: 'sync' as const };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };

const notes = new StateSchema({
  notes: new ReducedValue(z.array(z.string()).default([]), {
    reducer: (known, added) => [...known, ...added],
  }),
});

/** A conversation that adds what it is told; `during` happens in the middle of a turn. */
function aNotebook(saver: DynamoDbSaver, during: () => Promise<void> = async () => undefined) {
  return new StateGraph(notes)
    .addNode('think', async () => {
      await during();
      return {};
    })
    .addNode('answer', ({ notes: known }) => ({ notes: [`answer ${known.length}`] }))
    .addEdge(START, 'think')
    .addEdge('think', 'answer')
    .addEdge('answer', END)
    .compile({ checkpointer: saver });
}

function latest({ dynamodb, tableName }: TestTable): DynamoDbSaver {
  return new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
}

async function sortKeysIn({ dynamodb, tableName }: TestTable): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
  return Items.map(({ sk }) => sk!.S!).sort();
}

/** Resolves for all once `count` have come. */
function aMeeting(count: number): () => Promise<void> {
  const { promise: everybody, resolve: open } = Promise.withResolvers<undefined>();
  let come = 0;
  return async () => {
    come += 1;
    if (come === count) open(undefined);
    await everybody;
  };
}

describe('two turns on one thread at once', () => {
  it.each([
    ['on a thread with a past', ['hello']],
    ['on a new thread', []],
  ])('lets one through and sends the other back, %s', async (_, past) => {
    const table = await aTable();
    for (const note of past) await aNotebook(latest(table)).invoke({ notes: [note] }, config);
    const before = past.flatMap((note) => [note, 'answer 1']);

    const meet = aMeeting(2);
    const words = ['red?', 'blue?'];
    const turns = words.map((word) => aNotebook(latest(table), meet).invoke({ notes: [word] }, config));
    const outcomes = await Promise.allSettled(turns);

    const refused = outcomes.findIndex(({ status }) => status === 'rejected');
    const [winner, loser] = refused === 0 ? ['blue?', 'red?'] : ['red?', 'blue?'];
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { reason } = outcomes[refused] as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(StaleCheckpoint);
    expect(reason).toMatchObject({ name: 'StaleCheckpoint', retryable: true });

    const again = await aNotebook(latest(table)).invoke({ notes: [loser] }, config);
    const first = before.length + 1;
    expect(again.notes).toEqual([...before, winner, `answer ${first}`, loser, `answer ${first + 2}`]);
  });

  it('does not bring a thread back that was deleted during the turn', async () => {
    const table = await aTable();
    await aNotebook(latest(table)).invoke({ notes: ['hello'] }, config);
    const forgetful = aNotebook(latest(table), () => latest(table).deleteThread('1:42'));
    await expect(forgetful.invoke({ notes: ['red?'] }, config)).rejects.toThrow(StaleCheckpoint);
    expect(await sortKeysIn(table)).toEqual([]);
  });

  it('lets a save through that is repeated because its answer was lost', async () => {
    const saver = latest(await aTable());
    const checkpoint = { ...emptyCheckpoint(), channel_values: { a: 1 } };
    await saver.put(config, checkpoint, metadata, { a: 1 });
    await saver.put(config, checkpoint, metadata, { a: 1 });
    expect((await saver.getTuple(config))?.checkpoint).toEqual(checkpoint);
  });
});

describe('what a thread leaves in the table', () => {
  it('is one item, also after a turn that saved every step', async () => {
    const table = await aTable();
    await aNotebook(latest(table)).invoke({ notes: ['hello'] }, sync);
    await aNotebook(latest(table)).invoke({ notes: ['red?'] }, sync);
    expect(await sortKeysIn(table)).toEqual(['#H']);
  });

  it('is cleared of what a run left that was killed', async () => {
    const table = await aTable();
    const killed = latest(table);
    const saved = await killed.put(config, emptyCheckpoint(), metadata, {});
    await killed.putWrites(saved, [['notes', ['half done']]], 'task');
    expect(await sortKeysIn(table)).toHaveLength(2);

    const next = latest(table);
    const read = await next.getTuple(config);
    expect(read?.pendingWrites).toEqual([['task', 'notes', ['half done']]]);
    await next.put(read!.config, { ...emptyCheckpoint(), id: uuid6(0) }, metadata, {});
    expect(await sortKeysIn(table)).toEqual(['#H']);
  });

  it('is nothing once the thread is deleted, subgraphs included', async () => {
    const table = await aTable();
    const saver = latest(table);
    const inner = { configurable: { thread_id: '1:42', checkpoint_ns: 'sub:1' } };
    for (const place of [config, inner]) {
      const saved = await saver.put(place, emptyCheckpoint(), metadata, {});
      await saver.putWrites(saved, [['a', 1]], 'task');
    }
    await saver.deleteThread('1:42');
    expect(await sortKeysIn(table)).toEqual([]);
  });
});

describe('earlier checkpoints', () => {
  it('are not there any more', async () => {
    const saver = latest(await aTable());
    const first = await saver.put(config, emptyCheckpoint(), metadata, {});
    const second = await saver.put(first, { ...emptyCheckpoint(), id: uuid6(0) }, metadata, {});
    expect(await saver.getTuple(first)).toBeUndefined();
    expect((await saver.getTuple(second))?.parentConfig).toEqual(first);
  });

  it('are not listed: there is one for each namespace', async () => {
    const saver = latest(await aTable());
    const first = await saver.put(config, emptyCheckpoint(), metadata, {});
    const second = await saver.put(
      first,
      { ...emptyCheckpoint(), id: uuid6(0) },
      { ...metadata, step: 1 },
      {},
    );
    const inner = { configurable: { thread_id: '1:42', checkpoint_ns: 'sub:1' } };
    const third = await saver.put(inner, { ...emptyCheckpoint(), id: uuid6(0) }, metadata, {});
    const listed = async (...args: Parameters<DynamoDbSaver['list']>) =>
      (await all(saver.list(...args))).map((tuple) => tuple.config);
    const thread = { configurable: { thread_id: '1:42' } };
    expect(await listed(thread)).toEqual([second, third]);
    expect(await listed(thread, { limit: 1 })).toEqual([second]);
    expect(await listed(thread, { filter: { step: 1 } })).toEqual([second]);
    expect(await listed(thread, { before: third })).toEqual([second]);
    expect(await listed({ configurable: { ...thread.configurable, checkpoint_ns: 'sub:1' } })).toEqual([
      third,
    ]);
    expect(await listed(first)).toEqual([]);
    expect(await listed({ configurable: {} })).toEqual([second, third]);
  });

  it('would be needed for delta channels, which are refused', async () => {
    const saver = latest(await aTable());
    const counting = { ...metadata, counters_since_delta_snapshot: { notes: [1, 1] as [number, number] } };
    await expect(saver.put(config, emptyCheckpoint(), counting, {})).rejects.toThrow(
      /history 'latest'.*use 'all'/,
    );
    await expect(saver.getDeltaChannelHistory({ config, channels: ['notes'] })).rejects.toThrow(/use 'all'/);
  });

  it('are never overwritten by a saver that was set up the other way', async () => {
    const { dynamodb, tableName } = await aTable();
    const all = new DynamoDbSaver({ client: dynamodb, tableName, history: 'all' });
    const one = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
    const other = { configurable: { thread_id: '1:43' } };
    await all.put(config, emptyCheckpoint(), metadata, {});
    await one.put(other, emptyCheckpoint(), metadata, {});
    await expect(one.getTuple(config)).rejects.toThrow(/another keyPrefix or delete the thread/);
    await expect(all.getTuple(other)).rejects.toThrow(/another keyPrefix or delete the thread/);
  });
});

it('refuses a history it does not know, by name', () => {
  const { history } = JSON.parse('{"history":"lastest"}');
  const options = { client: new DynamoDBClient(), tableName: 'table', history };
  expect(() => new DynamoDbSaver(options)).toThrow("history must be 'latest' or 'all'");
});
