import type { Renew } from '../session/renewing.ts';
import type { Session } from '../session/session.ts';
import type { CommandKeys } from './command-keys.ts';
import type { Contract } from './contract.ts';
import { ApiProblem, problemFrom } from './problem.ts';
import { reached } from './reach.ts';
import { packedBody } from './request-body.ts';

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

/**
 * Calls a route of the API. Throws ApiProblem when it refuses and Unreachable when nobody answers; a token that is not
 * taken, and cannot be renewed, ends the session.
 */
export type Call = <Route extends keyof Contract>(
  route: Route,
  input?: CallInput<Route>,
) => Promise<Contract[Route]['answer']>;

export interface CallDeps {
  readonly base: string;
  readonly session: Session;
  readonly renew: Renew;
  readonly keys: CommandKeys;
}

/** The API as the pages see it. */
export function apiAt({ base, session, renew, keys }: CallDeps): Call {
  return async (route, { params = {}, query = {}, body, signal, alsoAnswers } = {}) => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const address = base + withParams(path, params) + queryText(query);
    const { sent, type, name } = await packedBody(body);
    const isCommand = method !== 'GET';
    const command = name === undefined ? undefined : `${method} ${address}\n${name}`;
    // One for all tries of the call: what was carried out once is not carried out again.
    const key = isCommand && { 'idempotency-key': keys.keyOf(command) };
    const send = (token: string | undefined) =>
      reached(address, {
        method,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...type, ...key },
        body: sent,
        cache: 'no-store',
        signal: signal ?? null,
      });
    const token = session.token();
    let response = await send(token);
    if (response.status === 401 && (await renew(token))) response = await send(session.token());
    if (response.status === 401) session.end('refused');
    if (!response.ok && response.status !== alsoAnswers) throw await problemFrom(response);
    if (isCommand) keys.carriedOut();
    return answerOf(route, response);
  };
}

/** The API's own tests hold every answer to the schema its type is made from; here it need only be an answer at all. */
async function answerOf<Route extends keyof Contract>(
  route: Route,
  response: Response,
): Promise<Contract[Route]['answer']> {
  const answer: unknown = await response.json().catch((cause: unknown) => {
    if (cause instanceof SyntaxError) throw notAnAnswer(response, cause);
    throw cause;
  });
  if (!isAnswer(answer, route)) throw notAnAnswer(response);
  return answer;
}

function isAnswer<Route extends keyof Contract>(
  answer: unknown,
  _: Route,
): answer is Contract[Route]['answer'] {
  return typeof answer === 'object' && answer !== null;
}

/** A page where JSON should be: the address leads to something else than the API. */
function notAnAnswer({ status }: Response, cause?: unknown): ApiProblem {
  const sentence = 'What came back is no answer of Frontdesk. Check what stands between it and this browser.';
  return new ApiProblem(status, sentence, [], { cause });
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
