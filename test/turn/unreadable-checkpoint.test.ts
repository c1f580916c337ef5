import { randomBytes } from 'node:crypto';
import { BatchWriteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint';
import { expect, it } from 'vitest';
import { DynamoDbSaver } from '../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

/** A checkpoint too large for one item, of which a part is gone. */
async function aTornCheckpoint(world: Awaited<ReturnType<typeof aTurnWorld>>, conversationId: number) {
  const { dynamodb, tableName } = world.table;
  const noise = randomBytes(600 * 1024).toString('base64');
  const checkpoint = {
    ...emptyCheckpoint(),
    id: uuid6(0),
    channel_values: { reason: noise },
    channel_versions: { reason: 1 },
  };
  const config = { configurable: { thread_id: `1:${conversationId}` } };
  const saver = new DynamoDbSaver({ client: dynamodb, tableName, history: 'latest' });
  await saver.put(config, checkpoint, { source: 'loop', step: 0, parents: {} }, checkpoint.channel_versions);
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: tableName }));
  const parts = Items.filter(({ sk }) => sk?.S?.includes('#P#'));
  expect(parts.length).toBeGreaterThan(0);
  const gone = parts.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk: pk!, sk: sk! } } }));
  await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: gone } }));
  await expect(saver.getTuple(config)).rejects.toMatchObject({ name: 'IncompleteCheckpoint' });
}

it('a checkpoint that cannot be read whole any more costs the customer nothing, and is mended', async () => {
  const world = await aTurnWorld();
  const customer = world.customer();
  const { conversationId } = world.simulator.customerWrites(customer, 'How much is the oak table lamp?');
  await aTornCheckpoint(world, conversationId);
  expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  expect(world.logged).toMatchObject([
    { event: 'checkpoint.discarded', conversationId },
    { event: 'message.sent' },
  ]);
  world.simulator.customerWrites(customer, 'Thank you. And how much is the brass wall lamp?');
  expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  expect(world.logged.filter(({ event }) => event === 'checkpoint.discarded')).toHaveLength(1);
  expect(world.said(conversationId)).toHaveLength(2);
});
