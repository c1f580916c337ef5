import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';
import { aConversation, words } from './a-conversation.ts';
import { metered, reset } from './metered.ts';

/** The input, seven nodes and the start are a step each; all but the input are tasks. */
const checkpoints = 9;
const tasks = 8;

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
  return { ...meter, stateText: JSON.stringify(state) };
}

describe('what the tenth message of a conversation costs', () => {
  it("takes one read and one write of at most 6 units with history 'latest' and durability 'exit'", async () => {
    const { calls, writeUnits, readUnits, stateText } = await tenthTurn('latest', 'exit');
    expect(calls).toEqual(['Query', 'PutItem']);
    expect(writeUnits).toBeLessThanOrEqual(6);
    expect(readUnits).toBeLessThanOrEqual(2);
    // It was no toy: a state of the size that was measured for the design, which compresses as people's words do.
    expect(stateText.length).toBeGreaterThan(14_000);
    expect(deflateRawSync(stateText).length).toBeGreaterThan(4_500);
  });

  it("takes as few calls with history 'all' and durability 'exit'", async () => {
    const { calls, writeUnits } = await tenthTurn('all', 'exit');
    expect(calls).toEqual(['Query', 'PutItem']);
    expect(writeUnits).toBeLessThanOrEqual(6);
  });

  it("writes what changed, once, when every step is kept (history 'all', durability 'sync')", async () => {
    const { calls, writeUnits } = await tenthTurn('all', 'sync');
    expect(calls.filter((call) => call === 'PutItem')).toHaveLength(checkpoints + tasks);
    expect(calls.length).toBeLessThanOrEqual(checkpoints + tasks + 2);
    expect(writeUnits).toBeLessThanOrEqual(36);
  });

  it("is much more when every step overwrites the whole (history 'latest', durability 'sync')", async () => {
    const { calls, writeUnits } = await tenthTurn('latest', 'sync');
    expect(calls.filter((call) => call === 'PutItem')).toHaveLength(checkpoints + tasks);
    expect(writeUnits).toBeGreaterThan(36);
  });
});
