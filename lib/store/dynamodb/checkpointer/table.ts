import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { inBatches, type Pause } from './batches.ts';
import type { ItemKey } from './keys.ts';

export type Item = Record<string, AttributeValue>;

export interface Condition {
  expression: string;
  values?: Record<string, AttributeValue>;
}

export interface Range {
  partition: string;
  /** Only sort keys that begin with this. */
  beginsWith?: string;
  /** Only sort keys up to and including this; with `beginsWith`, from there on. */
  upTo?: string | undefined;
  newestFirst?: boolean;
  /** How many items the first page may hold, doubled for each next one; up to 1 MB each when left out. */
  firstPage?: number;
  keysOnly?: boolean;
}

/** The one table, in the few ways the saver uses it. Every read is strongly consistent. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;
  readonly #pause: Pause;

  constructor(client: DynamoDBClient, name: string, pause: Pause) {
    this.#client = client;
    this.#name = name;
    this.#pause = pause;
  }

  async get({ partition, sortKey }: ItemKey): Promise<Item | undefined> {
    const Key = { pk: { S: partition }, sk: { S: sortKey } };
    const command = new GetItemCommand({ TableName: this.#name, Key, ConsistentRead: true });
    const { Item } = await this.#client.send(command);
    return Item;
  }

  /** Writes one item. False when the condition did not hold; then nothing was written. */
  async put(item: Item, condition?: Condition): Promise<boolean> {
    const command = new PutItemCommand({
      TableName: this.#name,
      Item: item,
      ConditionExpression: condition?.expression,
      ExpressionAttributeValues: condition?.values,
    });
    try {
      await this.#client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** The items of a range, page by page as DynamoDB gives them. */
  async *pages(range: Range): AsyncGenerator<Item[]> {
    let after: Item | undefined;
    let limit = range.firstPage;
    do {
      const command = new QueryCommand({
        TableName: this.#name,
        ...keyCondition(range),
        ScanIndexForward: range.newestFirst !== true,
        ConsistentRead: true,
        Limit: limit,
        ProjectionExpression: range.keysOnly === true ? 'pk, sk' : undefined,
        ExclusiveStartKey: after,
      });
      const page = await this.#client.send(command);
      yield page.Items ?? [];
      after = page.LastEvaluatedKey;
      if (limit !== undefined) limit *= 2;
    } while (after !== undefined);
  }

  async all(range: Range): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages(range)) items.push(...page);
    return items;
  }

  /** Those of the items that exist, in any order. */
  async getAll(keys: ItemKey[]): Promise<Item[]> {
    const found: Item[] = [];
    const wanted = keys.map(({ partition, sortKey }): Item => ({ pk: { S: partition }, sk: { S: sortKey } }));
    await inBatches(wanted, 100, this.#pause, async (Keys) => {
      const RequestItems = { [this.#name]: { Keys, ConsistentRead: true } };
      const answer = await this.#client.send(new BatchGetItemCommand({ RequestItems }));
      found.push(...(answer.Responses?.[this.#name] ?? []));
      return answer.UnprocessedKeys?.[this.#name]?.Keys ?? [];
    });
    return found;
  }

  async putAll(items: Item[]): Promise<void> {
    await this.#write(items.map((Item) => ({ PutRequest: { Item } })));
  }

  async removeAll(keys: ItemKey[]): Promise<void> {
    await this.#write(
      keys.map(({ partition, sortKey }) => ({
        DeleteRequest: { Key: { pk: { S: partition }, sk: { S: sortKey } } },
      })),
    );
  }

  /** Every partition of the table that begins with `prefix`. Reads the whole table. */
  async partitions(prefix: string): Promise<string[]> {
    const found = new Set<string>();
    let after: Item | undefined;
    do {
      const command = new ScanCommand({
        TableName: this.#name,
        FilterExpression: 'begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': { S: prefix } },
        ProjectionExpression: 'pk',
        ConsistentRead: true,
        ExclusiveStartKey: after,
      });
      const page = await this.#client.send(command);
      for (const { pk } of page.Items ?? []) if (pk?.S !== undefined) found.add(pk.S);
      after = page.LastEvaluatedKey;
    } while (after !== undefined);
    return [...found];
  }

  #write(requests: WriteRequest[]): Promise<void> {
    return inBatches(requests, 25, this.#pause, async (batch) => {
      const command = new BatchWriteItemCommand({ RequestItems: { [this.#name]: batch } });
      const { UnprocessedItems } = await this.#client.send(command);
      return UnprocessedItems?.[this.#name] ?? [];
    });
  }
}

function keyCondition({ partition, beginsWith, upTo }: Range) {
  const values: Record<string, AttributeValue> = { ':pk': { S: partition } };
  if (beginsWith !== undefined) values[':from'] = { S: beginsWith };
  if (upTo !== undefined) values[':to'] = { S: upTo };
  let expression = 'pk = :pk';
  if (upTo !== undefined) expression += ' and sk between :from and :to';
  else if (beginsWith !== undefined) expression += ' and begins_with(sk, :from)';
  return { KeyConditionExpression: expression, ExpressionAttributeValues: values };
}
