import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { MalformedInput, UpstreamUnavailable } from '../../runtime/errors.ts';

/** How far a piece of long work is. */
export const jobRecord = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['import-products']),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  /** 0 … 1. */
  progress: z.number().min(0).max(1),
  /** What came of it, as figures; null until it is done. */
  result: z.record(z.string(), z.number()).nullable(),
  /** Why it failed and what to do about it. */
  error: z.string().nullable(),
  /** What is wrong with which line of the file it was about. Left out where it is about none: older versions know none. */
  errors: z
    .array(z.strictObject({ line: z.number().int(), path: z.string(), message: z.string() }))
    .optional(),
  /** How often whoever did it was killed in the middle. */
  killed: z.number().int(),
  createdAt: z.iso.datetime(),
  /** The last sign of life. */
  movedAt: z.iso.datetime(),
});
export type JobRecord = z.infer<typeof jobRecord>;

/** Where jobs are looked up. Both throw UpstreamUnavailable when DynamoDB cannot be reached. */
export interface JobStore {
  /** Consistent read; undefined for a job that never was or is long over. */
  read(id: string): Promise<JobRecord | undefined>;
  write(job: JobRecord): Promise<void>;
}

/** Nobody asks after a job of last month. */
const keepSeconds = 30 * 24 * 3600;

/**
 * Jobs in DynamoDB and not in Postgres, because what they do holds Postgres for a while: how far they are must be told
 * meanwhile, from outside their transaction.
 */
export function dynamoJobs({
  dynamodb,
  tableName,
}: {
  dynamodb: DynamoDBClient;
  tableName: string;
}): JobStore {
  return {
    async read(id) {
      const command = new GetItemCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true });
      const { Item } = await reach(() => dynamodb.send(command));
      return Item === undefined ? undefined : parseItem(Item);
    },
    async write(job) {
      const expiresAt = Math.floor(Date.parse(job.createdAt) / 1000) + keepSeconds;
      const Item = {
        ...keyOf(job.id),
        job: { S: JSON.stringify(job) },
        expiresAt: { N: String(expiresAt) },
      };
      await reach(() => dynamodb.send(new PutItemCommand({ TableName: tableName, Item })));
    },
  };
}

function keyOf(id: string) {
  return { pk: { S: `job#${id}` }, sk: { S: 'job' } };
}

const jobItem = z.object({ job: z.object({ S: z.string() }).transform(({ S }) => S) });

function parseItem(item: unknown): JobRecord {
  const parsed = jobRecord.safeParse(JSON.parse(jobItem.parse(item).job));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new MalformedInput(`A job in DynamoDB has another form than ours (${places})`);
}

async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}
