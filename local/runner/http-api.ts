import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RouteDeclaration } from './declared-events.ts';
import { type FunctionPool, poolOf } from './function-pool.ts';
import { fromResult, type HttpAnswer, plainAnswer, problem } from './http-answer.ts';
import { type ReceivedRequest, toEvent } from './http-event.ts';

/** Who a bearer token belongs to, as the claims of the deployed user pool have it; undefined for no or a wrong token. */
export type Authorize = (authorization: string | undefined) => Record<string, string> | undefined;

export interface HttpApiDeps {
  routes: readonly RouteDeclaration[];
  pools: ReadonlyMap<string, FunctionPool>;
  authorize: Authorize;
  /** Told about every request that a function failed to answer. */
  failed: (functionName: string, what: string) => void;
}

/** The HTTP API of the templates. */
export interface HttpApi {
  /** Whether the path belongs to the API: what is not a route there is a 404 and never a page of the site. */
  owns(pathname: string): boolean;
  answer(request: ReceivedRequest): Promise<HttpAnswer>;
}

/** The dashboard has no pages below these, whether the API has routes there yet or not. */
const alwaysOurs = ['api', 'l'];

/** The HTTP API takes no larger body. */
export const largestBody = 10 * 1024 * 1024;

/** Routes requests to functions as API Gateway does: limits, time-outs and its own short answers included. */
export function createHttpApi({ routes, pools, authorize, failed }: HttpApiDeps): HttpApi {
  const compiled = routes.map(compile).sort((a, b) => b.specificity - a.specificity);
  const firstSegments = new Set([...alwaysOurs, ...routes.map(({ routeKey }) => routeKey.split(/[ /]+/)[1])]);
  return {
    owns: (pathname) => firstSegments.has(pathname.split('/')[1]),
    async answer(request) {
      const found = findRoute(compiled, request);
      if (found === undefined) return plainAnswer(404, 'Not Found');
      const { route, parameters } = found;
      const pool = poolOf(pools, route.target);
      const claims = route.authorized ? authorize(headerOf(request, 'authorization')) : undefined;
      if (route.authorized && claims === undefined) return unauthorized();
      if (request.body.length > largestBody) return plainAnswer(413, 'Request Entity Too Large');
      const stamp = { apiId: 'local', requestId: randomUUID(), receivedAt: new Date() };
      const matched = { routeKey: route.routeKey, pathParameters: parameters, ...(claims && { claims }) };
      return run(pool, toEvent(request, matched, stamp), route.timeoutMs, (what) =>
        failed(pool.declaration.name, what),
      );
    },
  };
}

async function run(
  pool: FunctionPool,
  event: unknown,
  timeoutMs: number,
  failed: (what: string) => void,
): Promise<HttpAnswer> {
  const timer = new AbortController();
  const late = delay(timeoutMs, { kind: 'late' } as const, { signal: timer.signal });
  const result = await Promise.race([pool.invoke(event), late]);
  late.catch(() => undefined);
  timer.abort();
  switch (result.kind) {
    case 'answered':
      return fromResult(result.payload);
    case 'failed':
      // The caller's doing, not the function's: anybody could fill the log with it.
      if (result.errorType === 'RequestEntityTooLarge') return plainAnswer(413, 'Request Entity Too Large');
      failed(`${result.errorType}: ${result.message}`);
      return plainAnswer(500, 'Internal Server Error');
    case 'throttled':
      failed('refused: its reserved concurrency is used up');
      return plainAnswer(503, 'Service Unavailable');
    case 'late':
      failed(`no answer within ${timeoutMs / 1_000} s`);
      return plainAnswer(503, 'Service Unavailable');
  }
}

/** The gateway's authorizer answers before any function runs; our documents say problem+json, so this does too. */
function unauthorized(): HttpAnswer {
  const answer = problem(
    401,
    'Unauthorized',
    'Send a bearer token of the dashboard in the Authorization header.',
  );
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer' } };
}

interface CompiledRoute {
  route: RouteDeclaration;
  method: string;
  pattern: RegExp;
  names: string[];
  specificity: number;
}

/** API Gateway prefers a full match, then a greedy one, then `$default`; a named method comes before ANY. */
function compile(route: RouteDeclaration): CompiledRoute {
  if (route.routeKey === '$default') return { route, method: 'ANY', pattern: /^/, names: [], specificity: 0 };
  const [method = 'ANY', template = ''] = route.routeKey.split(' ');
  const names: string[] = [];
  const source = template.split(/(\{[^}]+\})/).map((part) => {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  const pattern = new RegExp(`^${source.join('')}$`);
  const fixedSegments = template
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{')).length;
  const shape = template.includes('+}') ? 1_000 : 100_000;
  return {
    route,
    method,
    pattern,
    names,
    specificity: shape + fixedSegments * 10 + Number(method !== 'ANY'),
  };
}

function findRoute(
  routes: readonly CompiledRoute[],
  request: ReceivedRequest,
): { route: RouteDeclaration; parameters: Record<string, string> } | undefined {
  const pathname = request.url.split('?')[0] ?? '/';
  for (const { route, method, pattern, names } of routes) {
    const match = method === 'ANY' || method === request.method ? pattern.exec(pathname) : null;
    if (match === null) continue;
    return {
      route,
      parameters: Object.fromEntries(names.map((name, index) => [name, decoded(match[index + 1] ?? '')])),
    };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function headerOf({ rawHeaders }: ReceivedRequest, name: string): string | undefined {
  const index = rawHeaders.findIndex((entry, position) => position % 2 === 0 && entry.toLowerCase() === name);
  return index === -1 ? undefined : rawHeaders[index + 1];
}
