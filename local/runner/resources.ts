import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { SqsServer } from '../sqs-server/server.ts';
import { readProperties } from './properties.ts';
import type { Located, Resolver } from './resolve.ts';

/** Makes the queues that the templates declare; existing ones get the declared attributes and keep their messages. */
export function createQueues({
  queues,
  resolver,
}: {
  queues: Pick<SqsServer, 'ensureQueue'>;
  resolver: Resolver;
}): void {
  const declared = resolver.resources('AWS::SQS::Queue').map((located) => declaredQueue(resolver, located));
  // A queue can only name dead letters that exist.
  declared.sort((a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes));
  for (const { name, url, attributes } of declared) {
    const actual = queues.ensureQueue(name, attributes).url;
    if (actual !== url)
      throw new Error(`Queue ${name} answers at ${actual}, but functions would look at ${url}`);
  }
}

/** Makes the tables that the templates declare and waits until they can be used; existing ones keep their items. */
export async function createTables(deps: { dynamodb: DynamoDBClient; resolver: Resolver }): Promise<void> {
  const tables = deps.resolver.resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  await Promise.all(tables.map((located) => ensureTable(deps, located)));
}

/** Numbers, texts and switches as SQS takes them: all as text. */
const plain = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional();
const document = z
  .record(z.string(), z.unknown())
  .transform((value) => JSON.stringify(value))
  .optional();
const queueSchema = z.object({
  FifoQueue: plain,
  ContentBasedDeduplication: plain,
  DeduplicationScope: plain,
  FifoThroughputLimit: plain,
  VisibilityTimeout: plain,
  DelaySeconds: plain,
  MessageRetentionPeriod: plain,
  ReceiveMessageWaitTimeSeconds: plain,
  MaximumMessageSize: plain,
  RedrivePolicy: document,
  RedriveAllowPolicy: document,
});

interface DeclaredQueue {
  name: string;
  url: string;
  attributes: Record<string, string>;
}

function declaredQueue(resolver: Resolver, located: Located): DeclaredQueue {
  const { stack, logicalId } = located;
  const attributes = Object.entries(readProperties(resolver, located, queueSchema)).flatMap(
    ([name, value]) => (value === undefined ? [] : [[name, value] as const]),
  );
  return {
    name: String(resolver.resolve(stack, { 'Fn::GetAtt': [logicalId, 'QueueName'] })),
    url: String(resolver.resolve(stack, { Ref: logicalId })),
    attributes: Object.fromEntries(attributes),
  };
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
});

async function ensureTable(
  { dynamodb, resolver }: { dynamodb: DynamoDBClient; resolver: Resolver },
  located: Located,
): Promise<void> {
  const name = String(resolver.resolve(located.stack, { Ref: located.logicalId }));
  const declared = readProperties(resolver, located, tableSchema);
  let found = await describe(dynamodb, name);
  if (found === undefined) {
    await dynamodb.send(
      new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...declared }),
    );
    while ((found = await describe(dynamodb, name))?.status !== 'ACTIVE') await delay(20);
  }
  const missing = declared.GlobalSecondaryIndexes?.find(
    ({ IndexName }) => !found?.indexes.includes(IndexName),
  );
  if (missing !== undefined) {
    throw new Error(
      `Table ${name} of this data folder has no index ${missing.IndexName}: another version made it. Use a new folder.`,
    );
  }
}

async function describe(
  dynamodb: DynamoDBClient,
  name: string,
): Promise<{ status: string; indexes: string[] } | undefined> {
  try {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName ?? '');
    return { status: Table?.TableStatus ?? '', indexes };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
