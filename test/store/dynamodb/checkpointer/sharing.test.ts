import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { emptyCheckpoint, type CheckpointMetadata } from '@langchain/langgraph-checkpoint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { parseSortKey, Partitions, sortKeys } from '../../../../lib/store/dynamodb/checkpointer/keys.ts';
import { aTable } from '../../../support/dynamodb.ts';
import { all } from './all.ts';

const metadata: CheckpointMetadata = { source: 'loop', step: 0, parents: {} };
const thread = (thread_id: string) => ({ configurable: { thread_id } });

describe('a table shared with others', () => {
  it('keeps the threads of tenants apart, whatever they are called', async () => {
    const { dynamodb, tableName } = await aTable();
    const shared = { client: dynamodb, tableName, history: 'all' as const };
    const nobodys = new DynamoDbSaver(shared);
    const acmes = new DynamoDbSaver({ ...shared, tenant: 'acme' });
    await acmes.put(thread('1'), emptyCheckpoint(), metadata, {});

    expect(await nobodys.getTuple(thread('acme#1'))).toBeUndefined();
    expect(await all(nobodys.list({ configurable: {} }))).toEqual([]);
    await nobodys.deleteThread('acme#1');
    const [found, ...others] = await all(acmes.list({ configurable: {} }));
    expect(found?.config.configurable?.thread_id).toBe('1');
    expect(others).toEqual([]);
  });

  it('leaves items of other kinds alone', async () => {
    const { dynamodb, tableName } = await aTable();
    const ledger = { pk: { S: 'conversation#1:42' }, sk: { S: 'ledger' } };
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: ledger }));
    const saver = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
    await saver.put(thread('1:42'), emptyCheckpoint(), metadata, {});
    expect(await all(saver.list({ configurable: {} }))).toHaveLength(1);
    await saver.deleteThread('1:42');
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
    expect(Items).toEqual([ledger]);
  });

  it('writes keys that say what they are', async () => {
    const { dynamodb, tableName } = await aTable();
    const saver = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest', tenant: 'acme' });
    const saved = await saver.put(thread('1:42'), emptyCheckpoint(), metadata, {});
    await saver.putWrites(
      saved,
      [
        ['a', 1],
        ['__error__', 'no'],
      ],
      'task-1',
    );
    const { Items } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
    const id = saved.configurable?.checkpoint_id as string;
    expect(Items?.map(({ pk, sk }) => [pk?.S, sk?.S]).sort()).toEqual([
      ['cp#acme#1:42', `#${id}#W#task-1#r`],
      ['cp#acme#1:42', `#${id}#W#task-1#s1`],
      ['cp#acme#1:42', '#H'],
    ]);
  });
});

describe('keys', () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'H', 'C', 'W', 'P', 'r', '#', '%', '2', '3', '|', ':'),
  });

  it('can be read back, whatever namespaces, checkpoints and tasks are called', () => {
    fc.assert(
      fc.property(name, name, name, (namespace, id, task) => {
        const written = sortKeys.task(namespace, id, task, 'r');
        const kept = { namespace, checkpointId: id };
        expect(parseSortKey(sortKeys.checkpoint(namespace, id))).toEqual({ kind: 'checkpoint', ...kept });
        expect(parseSortKey(written)).toEqual({ kind: 'writes', ...kept });
        expect(parseSortKey(sortKeys.part(written, 'digest', 1))).toEqual({ kind: 'part', ...kept });
        const head = sortKeys.head(namespace);
        expect(parseSortKey(head)).toEqual({ kind: 'head', namespace, checkpointId: '' });
        expect(parseSortKey(sortKeys.part(head, 'digest', 1))).toMatchObject({
          kind: 'part',
          checkpointId: '',
        });
      }),
    );
  });

  it('never meet, for two tenants with any threads', () => {
    fc.assert(
      fc.property(
        fc.option(name, { nil: undefined }),
        name,
        fc.option(name, { nil: undefined }),
        name,
        (a, x, b, y) => {
          fc.pre(a !== b);
          const mine = new Partitions('cp#', a);
          expect(mine.threadOf(mine.of(x))).toBe(x);
          expect(mine.of(x)).not.toBe(new Partitions('cp#', b).of(y));
          expect(mine.threadOf(new Partitions('cp#', b).of(y))).toBeUndefined();
        },
      ),
    );
  });
});

describe('a config without what is needed', () => {
  it.each([
    ['no thread', {}, /thread_id is missing/],
    ['an empty thread', { thread_id: '' }, /thread_id is empty/],
    ['a number for a thread', { thread_id: 42 }, /thread_id must be a text, not number/],
    [
      'a list for a namespace',
      { thread_id: '1', checkpoint_ns: [] },
      /checkpoint_ns must be a text, not a list/,
    ],
  ])('is refused with words that help: %s', async (_, configurable, words) => {
    const { dynamodb, tableName } = await aTable();
    const saver = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
    await expect(saver.put({ configurable }, emptyCheckpoint(), metadata, {})).rejects.toThrow(words);
  });
});
