import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readModelRequest, type ModelRequest } from './model-request.ts';
import { aWire, embeddingsBody } from './model-wire.ts';

/** Tokens a reply reports; no token is counted twice. */
export interface ReportedTokens {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

/** How a provider can go wrong. */
export type Fault =
  /** An HTTP error; its body quotes the request, as providers' errors sometimes do. */
  | { status: number; retryAfterSeconds?: number }
  /** Takes the request and never answers. */
  | 'hang'
  /** The connection is cut before, or in the middle of, the answer. */
  | 'cut'
  | 'cut-in-answer'
  /** Cut off at the longest allowed length. */
  | 'truncated'
  | 'refusal'
  /** A 200 that is no JSON, said to be JSON, or said to be a page. */
  | 'no-json'
  | 'html';

/** What the model says: JSON, a text as it is, calls of tools (a string as input is sent as it is), or something wrong. */
export type ModelReply = (
  | { json: unknown }
  | { text: string }
  | { calls: readonly { name: string; input: unknown }[] }
  | { fault: Fault }
) & { usage?: Partial<ReportedTokens>; afterMs?: number };

/** Thinks of a reply to what is asked. */
export type Brain = (request: ModelRequest) => ModelReply | Promise<ModelReply>;

/**
 * A server on loopback that speaks to the real SDKs as Anthropic (`/v1/messages`) and OpenAI (`/v1/responses`,
 * `/v1/embeddings`) do, with an empty list of models for both (`/v1/models`). Scripted replies go first, one per request; then the brain thinks. `latencyMs` is waited for
 * before each reply. Recording, latencies, statuses, hangs and cuts are our own HTTP; the rest see model-wire.ts.
 */
export async function aModelServer({ brain, latencyMs }: { brain?: Brain; latencyMs?: Latency } = {}) {
  const requests: ModelRequest[] = [];
  const scripted: ModelReply[] = [];
  const lists = { status: 200, asked: 0 };
  const open = new Set<ServerResponse>();
  const wire = await aWire();
  const server = createServer((request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    answer(request, response).catch((error: unknown) =>
      send(response, 500, JSON.stringify({ error: String(error) })),
    );
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'GET' && request.url?.split('?')[0] === '/v1/models') {
      lists.asked += 1;
      send(response, lists.status, JSON.stringify({ object: 'list', data: [], has_more: false }));
      return;
    }
    const body = JSON.parse(await textOf(request));
    if (request.url === '/v1/embeddings') {
      send(response, 200, embeddingsBody(body));
      return;
    }
    const vendor = vendorOf(request.url);
    if (vendor === undefined) {
      send(response, 404, '{}');
      return;
    }
    const seen = readModelRequest(vendor, request.headers, body);
    requests.push(seen);
    const reply = scripted.shift() ?? (await (brain ?? speechless)(seen));
    await new Promise((resolve) => setTimeout(resolve, (latencyMs?.(seen) ?? 0) + (reply.afterMs ?? 0)));
    if ('fault' in reply && reply.fault !== 'truncated' && reply.fault !== 'refusal') {
      fail(response, reply.fault, body);
      return;
    }
    send(response, 200, await wire.bodyOf(seen, reply));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    /** Base URLs as the settings of these names take them. */
    env: { ANTHROPIC_BASE_URL: url, OPENAI_BASE_URL: `${url}/v1` },
    /** Everything that was asked, in order; embeddings left out. */
    requests,
    script: (...replies: ModelReply[]) => void scripted.push(...replies),
    /** How the list of models is answered, and how often it was asked for. */
    lists,
    /** Requests that somebody still waits for. */
    open: () => open.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await wire.close();
    },
  };
}
export type ModelServer = Awaited<ReturnType<typeof aModelServer>>;
type Latency = (request: ModelRequest) => number;

/** A final answer to a customer, in the form both adapters ask for. */
export function anAnswer(text: string | null, more: Record<string, unknown> = {}): ModelReply {
  const claims: { text: string; recordId: string }[] = [];
  return {
    json: { text, claims, confidence: 0.9, asksBack: false, promisesAlert: false, reason: null, ...more },
  };
}

function speechless(): ModelReply {
  throw new Error('The test neither scripted a reply nor gave a brain.');
}

function vendorOf(url: string | undefined): ModelRequest['vendor'] | undefined {
  if (url === '/v1/messages') return 'anthropic';
  return url === '/v1/responses' ? 'openai' : undefined;
}

function fail(response: ServerResponse, fault: Exclude<Fault, 'truncated' | 'refusal'>, body: unknown) {
  if (typeof fault === 'object') {
    const error = { type: 'an_error', message: `Cannot do this: ${JSON.stringify(body)}` };
    const after = fault.retryAfterSeconds;
    send(response, fault.status, JSON.stringify({ type: 'error', error }), {
      ...(after === undefined ? {} : { 'retry-after': String(after) }),
    });
    return;
  }
  switch (fault) {
    case 'hang':
      return;
    case 'cut':
      return void response.destroy();
    case 'cut-in-answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      return void response.write('{"id": "', () => response.destroy());
    case 'no-json': {
      send(response, 200, '<html>');
      return;
    }
    case 'html': {
      send(response, 200, '<html>', { 'content-type': 'text/html' });
      return;
    }
  }
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
