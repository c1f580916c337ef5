import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { Conflict, MalformedInput, NotStorable, UpstreamUnavailable } from '../../runtime/errors.ts';

export interface VersionedItemDeps {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
}

/** Partition and sort key. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** A state that counts its moves, so that nobody overwrites what they have not seen. */
export interface Versioned<State> {
  /** 0 = nothing is stored. */
  readonly version: number;
  readonly state: State;
}

export interface VersionedItems<State, Key> {
  /** Consistent. Undefined where nothing is stored. Throws UpstreamUnavailable, or MalformedInput for another form. */
  read(key: Key): Promise<Versioned<State> | undefined>;
  /** Writes if `version` is still what is stored. Throws Conflict when it is not, NotStorable, or UpstreamUnavailable. */
  write(key: Key, next: Versioned<unknown>, attributes?: Record<string, AttributeValue>): Promise<void>;
}

/** Items that hold one state each as JSON; `what` names it in errors. `attributes` are kept beside it, for indexes. */
export function versionedItems<State, Key>(
  { dynamodb, tableName }: VersionedItemDeps,
  { what, schema, keyOf }: { what: string; schema: z.ZodType<State>; keyOf: (key: Key) => ItemKey },
): VersionedItems<State, Key> {
  const attributesOf = (key: Key) => {
    const { pk, sk } = keyOf(key);
    return { pk: { S: pk }, sk: { S: sk } };
  };
  return {
    async read(key) {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: attributesOf(key),
        ConsistentRead: true,
      });
      const { Item } = await reach(what, () => dynamodb.send(command));
      return Item === undefined ? undefined : parse(what, schema, Item);
    },
    async write(key, { version, state }, attributes = {}) {
      const command = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...attributesOf(key),
          ...attributes,
          version: { N: String(version + 1) },
          state: { S: JSON.stringify(state) },
        },
        ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
        ...(version === 0 ? {} : { ExpressionAttributeValues: { ':version': { N: String(version) } } }),
      });
      await reach(what, () => dynamodb.send(command));
    },
  };
}

const item = z.object({
  version: z.object({ N: z.coerce.number() }),
  state: z.object({ S: z.string() }),
});

function parse<State>(what: string, schema: z.ZodType<State>, stored: unknown): Versioned<State> {
  const read = item.safeParse(stored);
  if (!read.success) throw new MalformedInput(`A ${what} in DynamoDB is no item of ours`);
  const state = schema.safeParse(JSON.parse(read.data.state.S));
  if (state.success) return { version: read.data.version.N, state: state.data };
  const places = state.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new MalformedInput(`A ${what} in DynamoDB has another form than ours (${places})`);
}

/**
 * Calls DynamoDB. Throws Conflict when a condition does not hold, NotStorable when what is to be written is refused for
 * what it is, UpstreamUnavailable for everything else.
 */
export async function reach<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ConditionalCheckFailedException') {
      throw new Conflict(`The ${what} moved on since it was read`, { cause });
    }
    if (cause instanceof Error && cause.name === 'ValidationException') {
      throw new NotStorable(`DynamoDB takes no such ${what}: above 400 KB, or of a form it does not know`, {
        cause,
      });
    }
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause });
  }
}
