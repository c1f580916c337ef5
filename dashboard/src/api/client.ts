import type { Session } from '../session/session.ts';
import type { Contract } from './contract.ts';
import { problemFrom } from './problem.ts';

/** What a call may bring along. */
export interface CallInput<Route extends keyof Contract> {
  /** Fills the names in braces. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Contract[Route]['body'];
  readonly signal?: AbortSignal;
  /** A status besides success whose body is an answer too. */
  readonly alsoAnswers?: number;
}

/** Calls a route of the API. Throws ApiProblem when it refuses; a token that is not taken ends the session. */
export type Call = <Route extends keyof Contract>(
  route: Route,
  input?: CallInput<Route>,
) => Promise<Contract[Route]['answer']>;

export interface CallDeps {
  readonly base: string;
  readonly session: Session;
}

/** The API as the pages see it. */
export function apiAt({ base, session }: CallDeps): Call {
  return async (route, { params = {}, query = {}, body, signal, alsoAnswers } = {}) => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const token = session.token();
    const response = await fetch(base + withParams(path, params) + queryText(query), {
      method,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...contentType(body) },
      body: bodyText(body),
      cache: 'no-store',
      signal: signal ?? null,
    });
    if (response.status === 401) session.end('refused');
    if (!response.ok && response.status !== alsoAnswers) throw await problemFrom(response);
    // The API's own tests hold its answers to the schemas these types are made from; the browser need not check again.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    return response.json();
  };
}

function withParams(path: string, params: Readonly<Record<string, string | number>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Forms and files say themselves what they are; everything else is JSON. */
function contentType(body: unknown): Record<string, string> {
  return body === undefined || isSentAsItIs(body) ? {} : { 'content-type': 'application/json' };
}

function bodyText(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  return isSentAsItIs(body) ? body : JSON.stringify(body);
}

function isSentAsItIs(body: unknown): body is FormData | Blob {
  return body instanceof FormData || body instanceof Blob;
}
