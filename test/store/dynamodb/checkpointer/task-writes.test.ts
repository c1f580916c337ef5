import { emptyCheckpoint, type CheckpointMetadata, type PendingWrite } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';
import { metered } from './metered.ts';

const config = { configurable: { thread_id: '1:42' } };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };

async function aCheckpoint(history: 'all' | 'latest') {
  const { dynamodb, tableName } = await aTable();
  const saver = new DynamoDbSaver({ client: dynamodb, tableName, history });
  const saved = await saver.put(config, emptyCheckpoint(), metadata, {});
  const pending = async () => (await saver.getTuple(config))?.pendingWrites;
  const write = (writes: PendingWrite[], task = 'task', path?: string) =>
    saver.putWrites(saved, writes, task, path);
  return { dynamodb, write, pending };
}

describe.each(['all', 'latest'] as const)("what tasks wrote (history '%s')", (history) => {
  it('stays as it was written first when a task runs again', async () => {
    const { write, pending } = await aCheckpoint(history);
    await write([
      ['reply', 'first'],
      ['tags', ['a']],
    ]);
    await write([
      ['reply', 'second'],
      ['tags', ['b']],
    ]);
    expect(await pending()).toEqual([
      ['task', 'reply', 'first'],
      ['task', 'tags', ['a']],
    ]);
  });

  it('grows when the task wrote more the second time', async () => {
    const { write, pending } = await aCheckpoint(history);
    await write([['reply', 'first']]);
    await write([
      ['reply', 'second'],
      ['tags', ['b']],
    ]);
    await write([
      ['reply', 'third'],
      ['tags', ['c']],
      ['note', undefined],
    ]);
    expect(await pending()).toEqual([
      ['task', 'reply', 'first'],
      ['task', 'tags', ['b']],
      ['task', 'note', undefined],
    ]);
  });

  it('loses nothing when the same task is saved by many at once', async () => {
    const { write, pending } = await aCheckpoint(history);
    const lengths = [1, 2, 3];
    await Promise.all(
      lengths.map((length) =>
        write(Array.from({ length }, (_, index): PendingWrite => [`c${index}`, index])),
      ),
    );
    expect(await pending()).toEqual([
      ['task', 'c0', 0],
      ['task', 'c1', 1],
      ['task', 'c2', 2],
    ]);
  });

  it('replaces errors, interrupts and answers to them, and keeps the rest', async () => {
    const { write, pending } = await aCheckpoint(history);
    await write([
      ['reply', 'kept'],
      ['__error__', 'first'],
      ['__interrupt__', ['price?']],
    ]);
    await write([
      ['__error__', 'second'],
      ['__resume__', [30]],
    ]);
    expect(await pending()).toEqual([
      ['task', '__resume__', [30]],
      ['task', '__interrupt__', ['price?']],
      ['task', '__error__', 'second'],
      ['task', 'reply', 'kept'],
    ]);
  });

  it('is ordered by the path of the task, then its id, as in the run itself', async () => {
    const { write, pending } = await aCheckpoint(history);
    await write([['a', 1]], 'zebra', 'path 1');
    await write([['a', 2]], 'ape', 'path 2');
    await write([['a', 3]], 'bear', 'path 2');
    await write([['a', 4]], 'lion');
    expect((await pending())?.map(([task]) => task)).toEqual(['lion', 'zebra', 'ape', 'bear']);
  });

  it('is one item for all ordinary writes of a task', async () => {
    const { dynamodb, write } = await aCheckpoint(history);
    const meter = metered(dynamodb);
    await write(Array.from({ length: 12 }, (_, index): PendingWrite => [`channel ${index}`, index]));
    expect(meter).toMatchObject({ calls: ['PutItem'], writeUnits: 1 });
  });

  it('may have no writes at all', async () => {
    const { dynamodb, write, pending } = await aCheckpoint(history);
    const meter = metered(dynamodb);
    await write([]);
    expect(meter.calls).toEqual([]);
    expect(await pending()).toEqual([]);
  });
});
