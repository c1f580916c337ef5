import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface Meter {
  /** The commands sent, in order, without the word `Command`. */
  calls: string[];
  writeUnits: number;
  readUnits: number;
}

interface Consumed {
  CapacityUnits?: number;
}

/** Counts what a client sends and what DynamoDB would charge for it. */
export function metered(client: DynamoDBClient): Meter {
  const meter: Meter = { calls: [], writeUnits: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(args);
      const name = String(context.commandName).replace('Command', '');
      meter.calls.push(name);
      const consumed = (answer.output as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity ?? [];
      const units = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      if (name === 'PutItem' || name === 'BatchWriteItem') meter.writeUnits += units;
      else meter.readUnits += units;
      return answer;
    },
    { step: 'initialize', name: 'meter' },
  );
  return meter;
}

/** Starts to count afresh. */
export function reset(meter: Meter): void {
  Object.assign(meter, { calls: [], writeUnits: 0, readUnits: 0 });
}
