import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createChanges } from './changes.ts';
import { ensureQueue, type AttributeValues } from './create-queue.ts';
import { openDatabase } from './database.ts';
import { depth, idle, type IdleOptions } from './idle.ts';
import { createLongPoll } from './long-poll.ts';
import type { Depth } from './message-store.ts';
import type { SqsDeps } from './operation.ts';
import { operations } from './operations.ts';
import { operationName, readBody, sendError, sendJson } from './protocol.ts';
import { SqsError } from './sqs-error.ts';
import { openStores } from './stores.ts';

/** How to start a queue server. */
export interface SqsServerOptions {
  /** Where the queues are kept; `:memory:` keeps them until the server ends. One server per file. */
  readonly file: string;
  /** @default '127.0.0.1': there are no credentials to check, so nobody else may reach it */
  readonly host?: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** The clock of visibility, delay, deduplication and retention, in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default '000000000000' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
}

/** A running queue server. */
export interface SqsServer {
  /** The endpoint to give the SDK. */
  readonly url: string;
  /**
   * Makes the queue be there with exactly these attributes, keeping its messages; to be called for each queue of the
   * template at every start, dead-letter queues first. Throws what SQS would answer to wrong attributes.
   */
  ensureQueue(name: string, attributes?: AttributeValues): { url: string; arn: string };
  /** How many messages one queue holds, or all of them together. */
  depth(queueName?: string): Depth;
  /** Resolves once every queue (dead letters aside) is empty, nothing delayed and nothing in flight. */
  idle(options?: IdleOptions): Promise<void>;
  /** Answers who waits, then closes connections and file. */
  close(): Promise<void>;
}

/**
 * Starts a server of the SQS JSON protocol for one machine. It keeps its messages on disk, and follows AWS's documents
 * as far as one process can: it has no credentials, no throttling, no duplicate delivery and no limit on what is in flight.
 */
export async function startSqsServer(options: SqsServerOptions): Promise<SqsServer> {
  const { file, host = '127.0.0.1', port = 0, now = Date.now } = options;
  const { accountId = '000000000000', region = 'us-east-1' } = options;
  const arnPrefix = `arn:aws:sqs:${region}:${accountId}:`;
  const database = openDatabase(file);
  const stores = openStores(database, arnPrefix, now);
  const changes = createChanges();
  const longPoll = createLongPoll({ stores, changes });
  let url = '';
  const deps: SqsDeps = {
    stores,
    changes,
    longPoll,
    urlOf: (queue) => `${url}/${accountId}/${queue.name}`,
    arnOf: (name) => arnPrefix + name,
    moveTasks: [],
  };
  const http = createServer((request, response) => void answer(deps, request, response));
  // The SDK keeps connections; one that we closed first would cost it a retry.
  http.keepAliveTimeout = 120_000;
  try {
    url = await listen(http, host, port);
  } catch (error) {
    database.close();
    throw error;
  }
  const closing = new AbortController();
  const shutDown = async () => {
    closing.abort(new Error('The queue server was closed.'));
    longPoll.close();
    await stop(http);
    database.close();
  };
  let closed: Promise<void> | undefined;
  return {
    url,
    ensureQueue(name, attributes = {}) {
      const queue = ensureQueue(deps, name, attributes);
      return { url: deps.urlOf(queue), arn: queue.arn };
    },
    depth: (queueName) => depth(stores, queueName),
    idle: (idleOptions) => idle(stores, changes, closing.signal, idleOptions),
    close: () => (closed ??= shutDown()),
  };
}

async function answer(deps: SqsDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const connection = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) connection.abort();
  });
  try {
    const name = operationName(request);
    const run = operations.get(name);
    if (!run) throw new SqsError('UnknownOperation', `The local queue server has no operation ${name}.`);
    const body = await readBody(request);
    const result = await run(deps, body, { gone: connection.signal });
    if (!connection.signal.aborted) sendJson(response, 200, result);
  } catch (error) {
    if (connection.signal.aborted || request.socket.destroyed) return;
    if (!(error instanceof SqsError)) console.error('The local queue server failed:', error);
    sendError(response, error);
  }
}

function listen(http: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      const address = http.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Waiters were just sent away empty-handed: give their answers a moment to leave before connections are cut. */
function stop(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    setImmediate(() => http.closeIdleConnections());
    setTimeout(() => http.closeAllConnections(), 100).unref();
  });
}
