import { createHash } from 'node:crypto';
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyInconsistentStateError,
  IdempotencyItemNotFoundError,
  IdempotencyPersistenceLayerError,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MiddlewareObj } from '@middy/core';
import { UpstreamUnavailable } from '../../runtime/errors.ts';
import { failureOf, type Log } from '../../runtime/telemetry.ts';

/** A command that may come twice. */
export interface RepeatedCommand {
  /** Who sends it: two callers may choose the same key. */
  readonly caller: string;
  readonly key: string;
  /** What is asked for: the same key must not mean two things. */
  readonly request: string | Uint8Array;
}

/** What a command did. `keep`: it is done, and whoever sends it again gets this answer; else it may be done again. */
export interface Done {
  readonly answer: string;
  readonly keep: boolean;
}

/** What became of a command. */
export type Repeated =
  | { kind: 'done'; answer: string }
  /** It was done before; this is the answer it had then. */
  | { kind: 'replayed'; answer: string }
  | { kind: 'under-way' }
  | { kind: 'other-request' };

export interface CommandStore {
  /** Does a command unless it was done. Throws what `run` throws, and UpstreamUnavailable when DynamoDB cannot be asked. */
  once(command: RepeatedCommand, run: () => Promise<Done>): Promise<Repeated>;
  /** Tells how long an invocation may still take: what it leaves unfinished counts as under way for so long. */
  readonly timing: MiddlewareObj;
}

export interface CommandStoreDeps {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly log: Log;
}

const keepSeconds = 24 * 3600;

/** Remembers the answers to commands for a day, so that a command sent twice is carried out once. */
export function dynamoCommands({ dynamodb, tableName, log }: CommandStoreDeps): CommandStore {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'command',
    payloadValidationJmesPath: 'request',
    expiresAfterSeconds: keepSeconds,
    hashFunction: 'sha256',
  });
  const persistenceStore = new DynamoDBPersistenceLayer({
    ...{ tableName, awsSdkV3Client: dynamodb },
    ...{ keyAttr: 'pk', staticPkValue: 'commands', sortKeyAttr: 'sk', expiryAttr: 'expiresAt' },
  });
  return {
    async once({ caller, key, request }, run) {
      let ran: Done | undefined;
      const runOnce = makeIdempotent(
        async (_identity: Identity) => {
          ran = await run();
          // Only what is thrown is not remembered.
          if (!ran.keep) throw new NotKept();
          return ran.answer;
        },
        { persistenceStore, config, keyPrefix: 'command' },
      );
      try {
        // Keys are hashed once more before they are stored: somebody's may be an e-mail address.
        const answer = await runOnce({ command: [caller, key], request: hashOf(request) });
        return { kind: ran === undefined ? 'replayed' : 'done', answer };
      } catch (error) {
        if (ran === undefined) return whyNot(error);
        // It is done: that it could not be remembered is nothing the caller could mend.
        if (!(error instanceof NotKept)) log({ event: 'command.not-remembered', failure: failureOf(error) });
        return { kind: 'done', answer: ran.answer };
      }
    },
    timing: { before: ({ context }) => config.registerLambdaContext(context) },
  };
}

/** What makes two requests the same command. */
interface Identity {
  command: string[];
  request: string;
}

class NotKept extends Error {
  override readonly name = 'NotKept';
}

function whyNot(error: unknown): Repeated {
  if (error instanceof IdempotencyValidationError) return { kind: 'other-request' };
  if (underWay.some((type) => error instanceof type)) return { kind: 'under-way' };
  if (error instanceof IdempotencyPersistenceLayerError)
    throw new UpstreamUnavailable('DynamoDB did not answer', { cause: error });
  throw error;
}

/** The last two: it failed between two calls of ours, and may be sent again. */
const underWay = [
  IdempotencyAlreadyInProgressError,
  IdempotencyInconsistentStateError,
  IdempotencyItemNotFoundError,
];

function hashOf(given: string | Uint8Array): string {
  return createHash('sha256').update(given).digest('hex');
}
