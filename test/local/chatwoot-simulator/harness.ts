import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  type ChatwootSimulator,
  type SimulatorOptions,
  startChatwootSimulator,
} from '../../../local/chatwoot-simulator/simulator.ts';

/** Foreign JSON, looked into without ceremony. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: Json;
  readonly at: number;
}

/** Somebody who receives webhooks. `answer` decides the status of each; a negative one closes the connection. */
export async function startReceiver(answer: (received: Received) => number = () => 200, thinkMs = 0) {
  const received: Received[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const one = { headers: request.headers, raw, body: JSON.parse(raw), at: Date.now() };
      received.push(one);
      const status = answer(one);
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        if (status < 0) response.destroy();
        else if (status > 0) response.writeHead(status).end('{}');
      }, thinkMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/chatwoot`;
  return {
    url,
    received,
    mostAtOnce: () => mostAtOnce,
    of: (event: string) => received.filter((one) => one.body.event === event).map((one) => one.body),
  };
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** Talks to the simulator as a client of Chatwoot does. */
export function client(base: string, token: string) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${base}/api/v1${path === '/profile' ? '' : '/accounts/1'}${path}`, {
      method,
      headers: {
        'Api-Access-Token': token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
}

/** A clock a test can move. */
function movableClock(start = '2026-06-18T09:15:00.412Z') {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const hour = 3_600_000;

/** A simulator on a port of its own, its channels as quick as possible, both tokens at hand. */
export async function startSimulator(
  options: Partial<SimulatorOptions> & { webhookUrl?: () => string | undefined } = {},
) {
  const clock = movableClock();
  const lines: unknown[] = [];
  const simulator: ChatwootSimulator = await startChatwootSimulator({
    file: ':memory:',
    now: clock.now,
    webhookUrl: () => undefined,
    apiToken: 'administrator-token',
    log: (line) => lines.push(line),
    sending: { send: 5, delivered: 5, read: 5 },
    ...options,
    delivery: { botRetryMs: 20, timeoutMs: 500, ...options.delivery },
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await simulator.close();
    open = false;
  };
  onTestFinished(close);
  const base = await simulator.listen();
  const inboxId = (name: string): number => {
    const found = simulator.inboxes().find((inbox) => inbox.name === name);
    if (found === undefined) throw new Error(`no inbox ${name}`);
    return found.id;
  };
  return {
    simulator,
    clock,
    base,
    lines,
    close,
    inboxId,
    admin: client(base, 'administrator-token'),
    bot: client(base, simulator.credentials.botToken),
    /** A customer who has just written on a channel. */
    talkOn: (inbox: string, text = 'Do you have a reading lamp?') => {
      const customer = simulator.newCustomer({ name: 'Ana Costa', inboxId: inboxId(inbox) });
      return { ...customer, ...simulator.customerWrites(customer.contactInboxId, text) };
    },
  };
}
