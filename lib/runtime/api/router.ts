import { UpstreamUnavailable } from '../errors.ts';
import type { HttpResponse, RoutedRequest } from '../http.ts';
import { failureOf, type Log } from '../telemetry.ts';
import type { CommandStore } from '../../store/dynamodb/idempotency.ts';
import type { RateLimit } from '../../store/dynamodb/rate.ts';
import { onceOnly } from './once-only.ts';
import { notFound, Problem, problemResponse } from './problem.ts';
import { callerId, reaches, type Role, roleOf } from './roles.ts';
import type { Route } from './route.ts';

/** What every request of the API needs, whatever its route. */
export interface RouterDeps {
  readonly log: Log;
  /** Commands that were carried out, by their `Idempotency-Key`. */
  readonly commands: Pick<CommandStore, 'once'>;
  /** Whether a caller may ask once more. */
  readonly passage: RateLimit;
}

/**
 * Answers requests by a table of routes: who asks, may they, is there such a route, then the route itself. Each request
 * leaves one line that knows the route's pattern and never the path.
 */
export function router<Deps extends RouterDeps>(routes: readonly Route<Deps>[]) {
  return async (deps: Deps, request: RoutedRequest): Promise<HttpResponse> => {
    const started = performance.now();
    const role = request.claims && roleOf(request.claims);
    const found = find(routes, request);
    const name = found instanceof Problem ? 'no route' : `${found.route.method} ${found.route.path}`;
    const response = await respond(deps, { request, found, role, name });
    const ms = Math.round(performance.now() - started);
    deps.log({ event: 'request.done', route: name, status: response.status, ms, role: role ?? null });
    return response;
  };
}

interface Asked<Deps> {
  readonly request: RoutedRequest;
  readonly found: Found<Deps> | Problem;
  readonly role: Role | undefined;
  readonly name: string;
}

async function respond<Deps extends RouterDeps>(
  deps: Deps,
  { request, found, role, name }: Asked<Deps>,
): Promise<HttpResponse> {
  const isOpen = !(found instanceof Problem) && found.route.role === 'anybody';
  // The gateway has checked the token; without it nobody was asked, and nobody is told which routes there are.
  if (!isOpen && request.claims === undefined) return problemResponse(unauthorized);
  if (found instanceof Problem) return problemResponse(found);
  const { route, params } = found;
  const tooMany = request.claims && (await slowedDown(deps, name, callerId(request.claims)));
  if (tooMany) return problemResponse(tooMany);
  if (route.role !== 'anybody' && (role === undefined || !reaches(role, route.role))) {
    return problemResponse(forbidden(route.role));
  }
  try {
    return await onceOnly(deps.commands, request, () => route.answer(deps, { ...request, params }));
  } catch (error) {
    deps.log({ event: 'request.failed', route: name, failure: failureOf(error) });
    return problemResponse(failed(error));
  }
}

async function slowedDown(
  { passage, log }: RouterDeps,
  name: string,
  caller: string,
): Promise<Problem | undefined> {
  try {
    const verdict = await passage(caller);
    if (verdict.kind === 'pass') return undefined;
    return new Problem(429, `Too many requests with this token. Try again in ${verdict.seconds} seconds.`, {
      headers: { 'retry-after': String(verdict.seconds) },
    });
  } catch (error) {
    // Counting is there to protect the answers; without it they are given all the same.
    log({ event: 'request.failed', route: name, failure: failureOf(error) });
    return undefined;
  }
}

interface Found<Deps> {
  readonly route: Route<Deps>;
  readonly params: Readonly<Record<string, string>>;
}

function find<Deps>(routes: readonly Route<Deps>[], { method, path }: RoutedRequest): Found<Deps> | Problem {
  const here = routes.flatMap((route) => {
    const params = match(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  // `/api/leads/export` is no lead: a fixed word is meant before any id.
  const fewest = Math.min(...here.map(({ params }) => Object.keys(params).length));
  const meant = here.filter(({ params }) => Object.keys(params).length === fewest);
  if (meant.length === 0) return notFound('The API has no such path.');
  const allowed = meant.map(({ route }) => route.method);
  return (
    meant.find(({ route }) => route.method === method) ??
    new Problem(405, `Here the API knows ${allowed.join(', ')}.`, { headers: { allow: allowed.join(', ') } })
  );
}

/** What stands at the names in braces; undefined for another path. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== text : text === '') return undefined;
    if (name !== undefined) params[name] = text;
  }
  return params;
}

const unauthorized = new Problem(401, 'Send a bearer token in the Authorization header.', {
  headers: { 'www-authenticate': 'Bearer' },
});

function forbidden(needed: Role): Problem {
  return new Problem(403, `This needs the role ${needed}. An administrator puts people into a role's group.`);
}

/** Long enough for a database to fail over, short enough for a script to wait. */
const retryAfterSeconds = 5;

function failed(error: unknown): Problem {
  if (!(error instanceof UpstreamUnavailable)) {
    return new Problem(
      500,
      'Something went wrong here, not in the request. The log of dashboard-api says what.',
    );
  }
  const seconds = Math.ceil(error.retryAfterSeconds ?? retryAfterSeconds);
  return new Problem(503, `A part of Frontdesk cannot be reached. Try again in ${seconds} seconds.`, {
    headers: { 'retry-after': String(seconds) },
  });
}
