import type {
  BatchGetItemCommandOutput,
  BatchWriteItemCommandOutput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { emptyCheckpoint, uuid6, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { doublingPause } from '../../../../lib/store/dynamodb/checkpointer/batches.ts';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';

const config = { configurable: { thread_id: '1:42' } };
const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };

/** DynamoDB that does only the first `done` of each batch and leaves the rest. Returns how many batches came. */
function throttle(client: DynamoDBClient, tableName: string, done: number): { batches: number } {
  const seen = { batches: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as { RequestItems?: Record<string, unknown> };
      if (input.RequestItems === undefined) return next(args);
      seen.batches += 1;
      const isRead = context.commandName === 'BatchGetItemCommand';
      const batch = input.RequestItems[tableName] as { Keys: unknown[] } | unknown[];
      const all = Array.isArray(batch) ? batch : batch.Keys;
      const left = all.slice(done);
      const now = all.slice(0, done);
      const unprocessed =
        left.length === 0 ? {} : { [tableName]: Array.isArray(batch) ? left : { ...batch, Keys: left } };
      const rest = { [isRead ? 'UnprocessedKeys' : 'UnprocessedItems']: unprocessed };
      if (now.length === 0) {
        return { output: { $metadata: {}, ...rest } as BatchGetItemCommandOutput, response: {} };
      }
      const RequestItems = { [tableName]: Array.isArray(batch) ? now : { ...batch, Keys: now } };
      const answer = await next({ ...args, input: { ...args.input, RequestItems } });
      const output = { ...(answer.output as BatchWriteItemCommandOutput), ...rest };
      return { ...answer, output };
    },
    { step: 'initialize' },
  );
  return seen;
}

async function aThread(checkpoints: number) {
  const { dynamodb, tableName } = await aTable();
  const pauses: number[] = [];
  const pause = (attempt: number) => Promise.resolve(pauses.push(attempt));
  const open = () => new DynamoDbSaver({ client: dynamodb, tableName, history: 'all', pause });
  const saver = open();
  let place = config as Parameters<typeof saver.put>[0];
  for (let step = 0; step < checkpoints; step += 1) {
    const values = Object.fromEntries(
      ['a', 'b', 'c'].map((name, index) => [name, { value: Math.min(index, step) }]),
    );
    const changed = step < 3 ? { [['a', 'b', 'c'][step]!]: step } : {};
    place = await saver.put(
      place,
      { ...emptyCheckpoint(), id: uuid6(0), channel_values: values },
      metadata,
      changed,
    );
  }
  return { dynamodb, tableName, open, pauses };
}

describe('a table that DynamoDB throttles', () => {
  it('is written in the end: a thread is deleted although each batch does a part only', async () => {
    const { dynamodb, tableName, open, pauses } = await aThread(30);
    const seen = throttle(dynamodb, tableName, 7);
    await open().deleteThread('1:42');
    expect(seen.batches).toBe(5); // 25 = 7+7+7+4, then the last 5
    expect(pauses).toEqual([1, 2, 3]);
    expect(await open().getTuple(config)).toBeUndefined();
  });

  it('is read in the end: values that lie in other items are asked for again', async () => {
    const { dynamodb, tableName, open, pauses } = await aThread(12);
    const before = await open().getTuple(config);
    const seen = throttle(dynamodb, tableName, 1);
    const after = await open().getTuple(config);
    expect(after).toEqual(before);
    expect(after?.checkpoint.channel_values).toEqual({ a: { value: 0 }, b: { value: 1 }, c: { value: 2 } });
    expect(seen.batches).toBeGreaterThan(1);
    expect(pauses).toHaveLength(seen.batches - 1);
  });

  it('gives up after a while with an error that says what happened', async () => {
    const { dynamodb, tableName, open, pauses } = await aThread(3);
    throttle(dynamodb, tableName, 0);
    const deleting = open().deleteThread('1:42');
    await expect(deleting).rejects.toThrow(/left 3 of 3 items unprocessed after 8 attempts/);
    await expect(deleting).rejects.toMatchObject({ name: 'BatchNotFinished', retryable: true });
    expect(pauses).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is asked again after a pause that grows, and not by everybody at once', async () => {
    const timed = async (attempt: number, random: number) => {
      const start = performance.now();
      await doublingPause(() => random)(attempt);
      return performance.now() - start;
    };
    expect(await timed(1, 0)).toBeGreaterThanOrEqual(24);
    expect(await timed(1, 1)).toBeGreaterThanOrEqual(49);
    expect(await timed(2, 1)).toBeGreaterThanOrEqual(99);
  });
});
