import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';
import { aConversation, words } from './a-conversation.ts';
import { metered, reset } from './metered.ts';

/** The tenth turn of a conversation with seven nodes: what one message costs in the long run. */
async function tenthTurn(history: 'all' | 'latest', durability: 'exit' | 'sync') {
  const { dynamodb, tableName } = await aTable();
  const saver = new DynamoDbSaver({ client: dynamodb, tableName, history });
  const graph = aConversation(saver);
  const config = { configurable: { thread_id: '1:42' }, durability };
  for (let turn = 1; turn < 10; turn += 1) await graph.invoke({ text: words(25, turn) }, config);
  const meter = metered(dynamodb);
  reset(meter);
  const state = await graph.invoke({ text: words(25, 10) }, config);
  console.log({ history, durability, calls: meter.calls.length, w: meter.writeUnits, r: meter.readUnits });
  return { ...meter, stateText: JSON.stringify(state) };
}

describe('what the tenth message of a conversation costs', () => {
  it("takes one read and one write of at most 6 units with history 'latest' and durability 'exit'", async () => {
    const { calls, writeUnits, readUnits, stateText } = await tenthTurn('latest', 'exit');
    expect(calls).toEqual(['Query', 'PutItem']);
    expect(writeUnits).toBeLessThanOrEqual(6);
    expect(readUnits).toBeLessThanOrEqual(2);
    // A state of about the size that was measured for the design, and not one that compresses to nothing.
    expect(stateText.length).toBeGreaterThan(14_000);
    expect(deflateRawSync(stateText).length).toBeGreaterThan(stateText.length / 3);
    console.log(stateText.length, deflateRawSync(stateText).length);
  });

  it("takes 2 calls also with history 'all' and durability 'exit'", async () => {
    const { calls, writeUnits } = await tenthTurn('all', 'exit');
    expect(calls).toEqual(['Query', 'PutItem']);
    expect(writeUnits).toBeLessThanOrEqual(6);
  });

  it("writes at most 40 units when every step is kept (history 'all', durability 'sync')", async () => {
    const { calls, writeUnits } = await tenthTurn('all', 'sync');
    const steps = 9; // the input, seven nodes, the end
    const tasks = 8;
    expect(calls.filter((call) => call === 'PutItem')).toHaveLength(steps + tasks);
    expect(calls.length).toBeLessThanOrEqual(steps + tasks + 2);
    expect(writeUnits).toBeLessThanOrEqual(40);
  });

  it("keeps nothing of earlier steps with history 'latest' and durability 'sync'", async () => {
    const { calls, writeUnits } = await tenthTurn('latest', 'sync');
    console.log(calls.length, writeUnits);
  });
});
