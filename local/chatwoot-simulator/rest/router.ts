import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { notFound, Refusal, type World } from '../domain/world.ts';
import { botRoutes } from './agent-bots.ts';
import { contactRoutes } from './contacts.ts';
import { contactLinkRoutes } from './contact-links.ts';
import { conversationRoutes } from './conversations.ts';
import { conversationListRoutes } from './conversation-lists.ts';
import { inboxRoutes } from './inboxes.ts';
import { messageRoutes } from './messages.ts';
import { ownershipRoutes } from './ownership.ts';
import { peopleRoutes, profile } from './people.ts';
import { type Caller, ok, readBody, type RestAnswer, type Route } from './request.ts';
import { webhookRoutes } from './webhooks.ts';
import { wordRoutes } from './words.ts';

const routes: readonly Route[] = [
  ...conversationListRoutes,
  ...conversationRoutes,
  ...ownershipRoutes,
  ...messageRoutes,
  ...contactRoutes,
  ...contactLinkRoutes,
  ...inboxRoutes,
  ...botRoutes,
  ...webhookRoutes,
  ...peopleRoutes,
  ...wordRoutes,
];

const compiled = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(':id', '(\\d+)')}/?$`),
}));

/** Answers one REST request. `act` makes what it changes all or nothing. */
export async function answerRest(
  world: World,
  act: <T>(work: () => T) => T,
  request: IncomingMessage,
  url: URL,
): Promise<RestAnswer> {
  try {
    const caller = authenticate(world, request.headers);
    if (/^\/api\/v1\/profile\/?$/.test(url.pathname)) return ok(profile(world, caller));
    const path = belowAccount(world, url.pathname, caller);
    const found = compiled.find(
      ({ route, pattern }) => route.method === request.method && pattern.test(path),
    );
    if (caller.kind === 'bot' && found?.route.bots !== true) {
      throw new Refusal(401, { error: 'Access to this endpoint is not authorized for bots' });
    }
    if (found === undefined) throw notFound();
    if (found.route.admins === true && !(caller.kind === 'user' && caller.user.role === 'administrator')) {
      throw new Refusal(401, { error: 'You are not authorized to do this action' });
    }
    const ids = (found.pattern.exec(path) ?? []).slice(1).map(Number);
    const { body, files } = await readBody(request);
    const run = () => found.route.run(world, { query: url.searchParams, body, files, caller, ids });
    return request.method === 'GET' ? run() : act(run);
  } catch (error) {
    return refusalOf(world, request, url, error);
  }
}

function authenticate(world: World, headers: IncomingHttpHeaders): Caller {
  // Rails reads both spellings as the same variable.
  const token = headers['api_access_token'] ?? headers['api-access-token'];
  if (typeof token !== 'string' || token === '') {
    throw new Refusal(401, { errors: ['You need to sign in or sign up before continuing.'] });
  }
  const user = world.store.users.all().find((one) => one.token === token);
  if (user !== undefined) return { kind: 'user', user };
  const bot = world.store.bots.all().find((one) => one.token === token);
  if (bot !== undefined) return { kind: 'bot', bot };
  throw new Refusal(401, { error: 'Invalid Access Token' });
}

function belowAccount(world: World, path: string, caller: Caller): string {
  const match = /^\/api\/v1\/accounts\/(\d+)(\/.*)?$/.exec(path);
  if (match === null) throw notFound();
  if (Number(match[1]) !== world.account.id) {
    throw caller.kind === 'bot'
      ? new Refusal(401, { error: 'Bot is not authorized to access this account' })
      : new Refusal(401, { error: 'You are not authorized to access this account' });
  }
  return match[2] ?? '/';
}

function refusalOf(world: World, request: IncomingMessage, url: URL, error: unknown): RestAnswer {
  if (error instanceof Refusal) return { status: error.status, body: error.body };
  const message = error instanceof Error ? error.message : 'unknown';
  world.log({ event: 'request.failed', method: request.method ?? '', path: url.pathname, error: message });
  return { status: 500, body: { status: 500, error: 'Internal Server Error' } };
}
