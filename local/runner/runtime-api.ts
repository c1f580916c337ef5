import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** How an invocation ended. */
export type Outcome =
  { kind: 'answered'; payload: string } | { kind: 'failed'; errorType: string; message: string };

/** One event on its way to an instance. */
export interface Invocation {
  requestId: string;
  /** The event as JSON. */
  payload: string;
  /** Wall-clock time after which the instance is killed. */
  deadlineMs: number;
}

const largestAnswer = 6 * 1024 * 1024;

/**
 * The Lambda Runtime API (`/2018-06-01/runtime`) for one instance: hands out one invocation at a time and takes its
 * answer. The instance's first request for work says that its code is loaded.
 */
export class RuntimeApi {
  readonly #server: http.Server;
  readonly #functionArn: string;
  readonly #ready = Promise.withResolvers<Outcome | undefined>();
  #waiting: http.ServerResponse | undefined;
  #queued: Invocation | undefined;
  #current: { requestId: string; settle: (outcome: Outcome) => void } | undefined;

  constructor(functionArn: string) {
    this.#functionArn = functionArn;
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
    // Never hangs up first: an instance whose event loop was busy for longer than Node's 5 s, which loading models under
    // load takes, would write its answer into a closed connection and could only exit.
    this.#server.keepAliveTimeout = 0;
  }

  /** Starts listening on the loopback interface; answers `host:port`, the value of AWS_LAMBDA_RUNTIME_API. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${portOf(this.#server)}`;
  }

  /** Fulfilled when the instance asks for work (undefined) or reports that it could not start (the failure). */
  get ready(): Promise<Outcome | undefined> {
    return this.#ready.promise;
  }

  /** Hands an event to the instance. Only one may be under way. */
  invoke(invocation: Invocation): Promise<Outcome> {
    if (this.#current !== undefined) throw new Error('An instance takes one invocation at a time');
    return new Promise((settle) => {
      this.#current = { requestId: invocation.requestId, settle };
      if (this.#waiting === undefined) this.#queued = invocation;
      else this.#give(this.#waiting, invocation);
    });
  }

  /** Ends whatever is under way as failed and closes the API. */
  close(outcome: Outcome): void {
    this.#ready.resolve(outcome);
    this.#current?.settle(outcome);
    this.#current = undefined;
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const [, operation = ''] = /^\/2018-06-01\/runtime\/(.+)$/.exec(request.url ?? '') ?? [];
    if (operation === 'invocation/next') {
      this.#next(response);
      return;
    }
    const body = await read(request);
    response.writeHead(202).end();
    if (operation === 'init/error') this.#ready.resolve(failure(body));
    const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(operation) ?? [];
    if (requestId === undefined || requestId !== this.#current?.requestId) return;
    const { settle } = this.#current;
    this.#current = undefined;
    settle(kind === 'error' ? failure(body) : answer(body));
  }

  #next(response: http.ServerResponse): void {
    this.#ready.resolve(undefined);
    if (this.#queued === undefined) {
      this.#waiting = response;
      return;
    }
    const invocation = this.#queued;
    this.#queued = undefined;
    this.#give(response, invocation);
  }

  #give(response: http.ServerResponse, { requestId, payload, deadlineMs }: Invocation): void {
    this.#waiting = undefined;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': this.#functionArn,
      'lambda-runtime-trace-id': `Root=1-${requestId.replaceAll('-', '').replace(/^(.{8})/, '$1-')};Sampled=0`,
    });
    response.end(payload);
  }
}

/** The port a server listens on. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port');
  return address.port;
}

const errorSchema = z.looseObject({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
});

function failure(body: string): Outcome {
  const { errorType, errorMessage } = errorSchema.parse(JSON.parse(body));
  return { kind: 'failed', errorType, message: errorMessage };
}

function answer(body: string): Outcome {
  if (Buffer.byteLength(body) <= largestAnswer) return { kind: 'answered', payload: body };
  return {
    kind: 'failed',
    errorType: 'Function.ResponseSizeTooLarge',
    message: `Response payload size exceeded maximum allowed payload size (${largestAnswer} bytes).`,
  };
}

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
