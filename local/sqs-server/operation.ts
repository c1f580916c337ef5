import type { z } from 'zod';
import type { Changes } from './changes.ts';
import type { MoveTask } from './dead-letters.ts';
import type { LongPoll } from './long-poll.ts';
import { parseInput } from './protocol.ts';
import type { Queue } from './queue-store.ts';
import { SqsError } from './sqs-error.ts';
import type { SqsStores } from './stores.ts';

/** What operations work with. */
export interface SqsDeps {
  readonly stores: SqsStores;
  readonly changes: Changes;
  readonly longPoll: LongPoll;
  readonly urlOf: (queue: Queue) => string;
  readonly arnOf: (queueName: string) => string;
  /** The message move tasks of this run, the latest first. */
  readonly moveTasks: MoveTask[];
}

/** The connection a request came over. */
export interface Connection {
  /** Aborted when it closes before we have answered. */
  readonly gone: AbortSignal;
}

/** One action of the API: from the unchecked body of a request to the body of the answer. */
export type Operation = (deps: SqsDeps, body: unknown, connection: Connection) => object | Promise<object>;

/** An operation whose input is checked first. */
export function operation<Input>(
  schema: z.ZodType<Input>,
  run: (deps: SqsDeps, input: Input, connection: Connection) => object | Promise<object>,
): Operation {
  return (deps, body, connection) => run(deps, parseInput(schema, body), connection);
}

/** The queue a URL names. Only its last part counts: the port may have changed since the URL was handed out. */
export function queueOf({ stores }: SqsDeps, url: string): Queue {
  return queueNamed(stores, url.slice(url.lastIndexOf('/') + 1));
}

/** The queue of this name. */
export function queueNamed({ queues }: SqsStores, name: string): Queue {
  const queue = queues.byName(name);
  if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
}
