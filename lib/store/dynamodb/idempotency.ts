import { createHash } from 'node:crypto';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { UpstreamUnavailable } from '../../runtime/errors.ts';

/** A command that may come twice. */
export interface RepeatedCommand {
  /** Who sends it: two callers may choose the same key. */
  readonly caller: string;
  readonly key: string;
  /** What is asked for: the same key must not mean two things. */
  readonly request: string | Uint8Array;
}

/** What a key stands for. */
export type Claim =
  /** Nobody did it yet, and nobody else will while the claim lasts. `keep` remembers the answer, `drop` the claim only. */
  | { kind: 'ours'; keep: (answer: string) => Promise<void>; drop: () => Promise<void> }
  | { kind: 'answered'; answer: string }
  | { kind: 'under-way' }
  | { kind: 'other-request' };

export interface CommandStore {
  /** Throws UpstreamUnavailable when DynamoDB cannot be reached. */
  claim(command: RepeatedCommand): Promise<Claim>;
}

export interface CommandStoreDeps {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly now: () => Date;
}

const keepSeconds = 24 * 3600;
/** The function has ended by then, one way or the other. */
const underWaySeconds = 30;

/** Remembers the answers to commands for a day, so that a command sent twice is carried out once. */
export function dynamoCommands({ dynamodb, tableName: TableName, now }: CommandStoreDeps): CommandStore {
  return {
    async claim({ caller, key, request }) {
      // Hashed: nobody's key, perhaps an e-mail address, lies in our table.
      const id = { pk: { S: `command#${hashOf(JSON.stringify([caller, key]))}` }, sk: { S: 'answer' } };
      const fingerprint = hashOf(request);
      const seconds = Math.floor(now().getTime() / 1000);
      const item = {
        ...id,
        fingerprint: { S: fingerprint },
        expiresAt: { N: String(seconds + keepSeconds) },
      };
      const put = new PutItemCommand({
        TableName,
        Item: { ...item, lockedUntil: { N: String(seconds + underWaySeconds) } },
        // DynamoDB removes what is past its time when it finds the time.
        ConditionExpression: 'attribute_not_exists(pk) or expiresAt <= :now or lockedUntil <= :now',
        ExpressionAttributeValues: { ':now': { N: String(seconds) } },
      });
      if (!(await isOurs(dynamodb, put))) {
        const read = new GetItemCommand({ TableName, Key: id, ConsistentRead: true });
        return claimOf((await reach(() => dynamodb.send(read))).Item, fingerprint);
      }
      return {
        kind: 'ours',
        async keep(answer) {
          const Item = { ...item, answer: { S: answer } };
          await reach(() => dynamodb.send(new PutItemCommand({ TableName, Item })));
        },
        async drop() {
          await reach(() => dynamodb.send(new DeleteItemCommand({ TableName, Key: id })));
        },
      };
    },
  };
}

async function isOurs(dynamodb: DynamoDBClient, put: PutItemCommand): Promise<boolean> {
  try {
    await dynamodb.send(put);
    return true;
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ConditionalCheckFailedException') return false;
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}

const text = z.object({ S: z.string() }).transform((attribute) => attribute.S);
const knownCommand = z.object({ fingerprint: text, answer: text.optional() });

function claimOf(item: unknown, fingerprint: string): Claim {
  // Dropped between the two calls: the other one failed just now, and this one may be sent again.
  if (item === undefined) return { kind: 'under-way' };
  const known = knownCommand.parse(item);
  if (known.fingerprint !== fingerprint) return { kind: 'other-request' };
  return known.answer === undefined ? { kind: 'under-way' } : { kind: 'answered', answer: known.answer };
}

function hashOf(given: string | Uint8Array): string {
  return createHash('sha256').update(given).digest('hex');
}

async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}
