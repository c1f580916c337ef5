import {
  deltaChannelHistoryTests,
  validate,
  type CheckpointSaverTestInitializer,
} from '@langchain/langgraph-checkpoint-validation';
import { expect, it } from 'vitest';
import { DynamoDbSaver } from '../../../../lib/store/dynamodb/checkpointer/dynamodb-saver.ts';
import { aTable } from '../../../support/dynamodb.ts';
import { testsBeside } from './tests-beside.ts';

/** LangGraph's own conformance suite: 718 tests, and the 8 for delta channels that a saver may opt in to. */
const initializer: CheckpointSaverTestInitializer<DynamoDbSaver> = {
  checkpointerName: "DynamoDbSaver with history 'all'",
  async createCheckpointer() {
    const { dynamodb, tableName } = await aTable();
    return new DynamoDbSaver({ client: dynamodb, tableName, history: 'all' });
  },
};

validate(initializer);
deltaChannelHistoryTests(initializer);

it('has all tests the suite had when they were last counted', ({ task }) => {
  expect(testsBeside(task)).toBe(718 + 8);
});
