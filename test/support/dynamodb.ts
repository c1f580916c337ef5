import { setTimeout as wait } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll } from 'vitest';
import { startDynamoDb, type DynamoDb } from '../../local/dynamodb.ts';

export interface TestTable {
  dynamodb: DynamoDBClient;
  tableName: string;
  /** Where this DynamoDB answers, for tests that put something in between. */
  url: string;
}

let running: Promise<DynamoDb> | undefined;
let tables = 0;
const clients: DynamoDBClient[] = [];

/**
 * A fresh, empty table like the deployed one: `pk` and `sk`, and the sparse index `due`. All tables of a test file lie
 * in one DynamoDB in memory, which starts with the first of them and stops after the file.
 */
export async function aTable(): Promise<TestTable> {
  const { url } = await (running ??= startDynamoDb({ path: undefined }));
  const dynamodb = aClient(url);
  tables += 1;
  const tableName = `table-${tables}`;
  await createTable(dynamodb, tableName);
  return { dynamodb, tableName, url };
}

/** A client of a DynamoDB on this machine; closed after the test file. */
export function aClient(url: string): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  clients.push(client);
  return client;
}

/** Makes a table with the keys and the index of the deployed one, and waits until it may be used. */
export async function createTable(dynamodb: DynamoDBClient, tableName: string): Promise<void> {
  const command = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'dueBucket', AttributeType: 'S' },
      { AttributeName: 'dueAt', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'dueBucket', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  await dynamodb.send(command);
  while (!(await isActive(dynamodb, tableName))) await wait(2);
}

/** dynalite makes a table active a moment after it has answered, also without any delay set. */
async function isActive(dynamodb: DynamoDBClient, TableName: string): Promise<boolean> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  return Table?.TableStatus === 'ACTIVE';
}

afterAll(async () => {
  for (const client of clients) client.destroy();
  await (await running)?.close();
});
