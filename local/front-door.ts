import { once } from 'node:events';
import http from 'node:http';
import { CannotStart } from './cannot-start.ts';
import { type HttpAnswer, problem } from './runner/http-answer.ts';
import { portOf } from './runner/runtime-api.ts';

/** Handles one request completely. */
export type Serve = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/** The one address behind which everything of a local system answers. */
export interface FrontDoor {
  /** Base address without a slash at the end. */
  url: string;
  /** Answers with this from now on; until then every request gets a 503 that asks to try again. */
  serve(serve: Serve): void;
  close(): Promise<void>;
}

/** Takes the address before anything else is started. Throws CannotStart when it is not free. */
export async function openFrontDoor({ host, port }: { host: string; port: number }): Promise<FrontDoor> {
  let current: Serve = starting;
  const server = http.createServer((request, response) => {
    current(request, response).catch((error: unknown) => failed(response, error));
  });
  // The longest a function may take to answer is half of this.
  server.requestTimeout = 60_000;
  await listen(server, host, port);
  return {
    url: `http://${reachable(host)}:${portOf(server)}`,
    serve(serve) {
      current = serve;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Writes an answer; to a HEAD request without its body. */
export function send(response: http.ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

async function starting(_request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const answer = problem(503, 'Starting', 'Frontdesk is starting. Try again in a moment.');
  send(response, { ...answer, headers: { ...answer.headers, 'retry-after': '1' } });
  return Promise.resolve();
}

function failed(response: http.ServerResponse, error: unknown): void {
  console.error(error);
  if (response.headersSent) response.destroy();
  else
    send(
      response,
      problem(500, 'Internal error', 'The local system failed on this request; its log says why.'),
    );
}

async function listen(server: http.Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why = new Map<unknown, string>([
      [
        'EADDRINUSE',
        `PORT: ${host}:${port} is in use already. Stop what listens there, or set PORT to another port.`,
      ],
      ['EACCES', `PORT: ${port} may not be used by this user. Set PORT to one above 1023.`],
      ['EADDRNOTAVAIL', 'HOST: this machine does not have that address. Leave HOST unset for 127.0.0.1.'],
      ['ENOTFOUND', 'HOST: no such host. Leave HOST unset for 127.0.0.1.'],
    ]).get(code);
    throw why === undefined ? cause : new CannotStart(why, { cause });
  }
}

/** "All addresses" is no address to go to. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
