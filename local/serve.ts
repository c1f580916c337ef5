import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatwootSimulator } from './chatwoot-simulator/simulator.ts';
import { send, type Serve } from './front-door.ts';
import { localRun, type RoleOf } from './local-run.ts';
import { plainAnswer, problem } from './runner/http-answer.ts';
import { largestBody } from './runner/http-api.ts';
import type { Runner } from './runner/runner.ts';
import { siteAnswer } from './runner/site.ts';

export interface ServeDeps {
  runner: Runner;
  /** Undefined when a real Chatwoot is used. */
  simulator: Pick<ChatwootSimulator, 'handle'> | undefined;
  roleOf: RoleOf;
}

/** Everything behind the one address: schedules by hand, the simulator, the HTTP API, the dashboard. */
export function serveSystem(deps: ServeDeps): Serve {
  const { runner, simulator } = deps;
  const site = { ...runner.site, config: { stage: 'local', apiBase: '', sandbox: simulator !== undefined } };
  return async (request, response) => {
    const pathname = request.url?.split('?')[0] ?? '/';
    if (pathname.startsWith('/local/run/')) return runSchedule(deps, pathname, request, response);
    if (isBelow(pathname, '/sandbox')) return sandbox(simulator, request, response);
    if (runner.api.owns(pathname)) return callApi(runner, request, response);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    send(response, isRead ? await siteAnswer(site, pathname) : plainAnswer(404, 'Not Found'));
  };
}

async function runSchedule(
  deps: ServeDeps,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = pathname.slice('/local/run/'.length);
  send(
    response,
    await localRun(deps, {
      method: request.method ?? '',
      name,
      authorization: request.headers.authorization,
    }),
  );
}

async function sandbox(
  simulator: ServeDeps['simulator'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (simulator === undefined) {
    send(
      response,
      problem(404, 'No simulator', 'CHATWOOT_URL is set: a real Chatwoot is used, so there is no sandbox.'),
    );
  } else if (!(await simulator.handle(request, response))) {
    send(response, plainAnswer(404, 'Not Found'));
  }
}

async function callApi(runner: Runner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const answer = await runner.api.answer({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    rawHeaders: request.rawHeaders,
    body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  });
  // The rest of a body that is too large is not read: the connection ends with the answer.
  if (body.length > largestBody) response.setHeader('connection', 'close');
  send(response, answer);
}

/** Reads at most one byte more than is allowed: enough to see that it is too much. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > largestBody) break;
  }
  return Buffer.concat(chunks);
}

function isBelow(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}
