import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from './core.ts';
import type { RestFault } from './faults.ts';
import type { RestAnswer } from './rest/request.ts';
import { answerRest } from './rest/router.ts';
import { answerUi } from './ui/routes.ts';
import { pageFile, pagePolicy } from './ui/static.ts';
import { namesLoopback } from './ui/loopback.ts';

const prefix = '/sandbox';

/**
 * Answers everything below `/sandbox`; false when a request is not for the simulator. With `onLoopback` whatever needs
 * no token is for those only who call this machine by a name of its own.
 */
export async function handleRequest(
  { core, onLoopback }: { core: Core; onLoopback: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = URL.parse(request.url ?? '/', 'http://simulator');
  if (url === null || !(url.pathname === prefix || url.pathname.startsWith(`${prefix}/`))) return false;
  url.pathname = url.pathname.slice(prefix.length);
  // A URL's path is never empty, so the bare prefix shows as "/".
  const path = url.pathname;
  if (path.startsWith('/api/')) await restAnswer(core, request, response, url);
  else if (onLoopback && !namesLoopback(request.headers.host)) send(response, misdirected);
  else if (path === '/ui/events') streamChanges(core, response);
  else if (path.startsWith('/ui/')) send(response, await answerUi(core, request, path));
  else if (path.startsWith('/files/')) sendStored(core, response, path);
  else if (toConversation.test(path)) redirect(response, path.replace(toConversation, `${prefix}#c$1`));
  else await sendPage(response, path);
  return true;
}

/** Where Chatwoot shows a conversation to its people; here the page shows it to everybody. */
const toConversation = /^\/app\/accounts\/\d+\/conversations\/(\d+)$/;

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

const misdirected: RestAnswer = {
  status: 421,
  body: { error: 'The sandbox answers on this machine only: call it localhost or 127.0.0.1.' },
};

async function restAnswer(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const fault = core.faults.take(request.method ?? '', url.pathname);
  if (fault !== undefined && fault.after !== true) {
    request.resume();
    return sabotage(response, fault);
  }
  const answer = await answerRest(core.world, core.act, request, url);
  if (fault !== undefined) return sabotage(response, fault);
  send(response, answer);
}

async function sabotage(response: ServerResponse, fault: RestFault['kind']): Promise<void> {
  if ('hangMs' in fault) await sleep(fault.hangMs, undefined, { ref: false });
  if (!('status' in fault)) {
    response.destroy();
    return;
  }
  if (fault.retryAfterSeconds !== undefined)
    response.setHeader('retry-after', String(fault.retryAfterSeconds));
  const body =
    fault.status === 429 ? 'Retry later\n' : { status: fault.status, error: 'Internal Server Error' };
  send(response, { status: fault.status, body });
}

function send(response: ServerResponse, { status, body }: RestAnswer): void {
  if (response.destroyed) return;
  const text = typeof body === 'string';
  response.writeHead(status, {
    'content-type': text ? 'text/plain' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body === undefined ? '' : text ? body : JSON.stringify(body));
}

/** Server-sent events: that something changed, and who is typing. The page asks for the rest. */
function streamChanges(core: Core, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  const leave = core.audience.listen(
    (change) => response.write(`data: ${JSON.stringify(change)}\n\n`),
    () => response.end(),
  );
  const beat = setInterval(() => response.write(': still here\n\n'), 20_000);
  beat.unref();
  response.on('close', () => {
    clearInterval(beat);
    leave();
  });
}

function sendStored(core: Core, response: ServerResponse, path: string): void {
  const id = /^\/files\/(\d+)\//.exec(path)?.[1];
  const file = id === undefined ? undefined : core.world.store.file(Number(id));
  if (file === undefined) {
    send(response, { status: 404, body: { error: 'Resource could not be found' } });
    return;
  }
  response.writeHead(200, {
    'content-type': file.type === '' ? 'application/octet-stream' : file.type,
    'x-content-type-options': 'nosniff',
    // A customer's file must not run anything on our own origin.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(file.bytes);
}

async function sendPage(response: ServerResponse, path: string): Promise<void> {
  const file = await pageFile(path);
  if (file === undefined) {
    send(response, { status: 404, body: { error: 'There is no such page.' } });
    return;
  }
  response.writeHead(200, {
    'content-type': file.type,
    'content-security-policy': pagePolicy,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(file.bytes);
}
