import { z } from 'zod';
import type { HttpRequest, HttpResponse, RoutedRequest } from '../http.ts';
import { mediaType, readJson } from './body.ts';
import { check } from './field-errors.ts';
import { invalid, notFound, Problem, problemResponse } from './problem.ts';
import { callerId, type Role, roleOf } from './roles.ts';

/** One route, as its slice declares it: everything a caller can know about it, and what it does. */
export interface RouteSpec<Deps, Params, Query, Body, Answers extends Readonly<Record<number, z.ZodType>>> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/products/{id}`: a name in braces is one segment. */
  readonly path: string;
  /** The least role that may; `anybody` needs no token. */
  readonly role: Role | 'anybody';
  /** One sentence that says what it does. */
  readonly summary: string;
  /** What does not fit is a 404: such an id is nobody's. */
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  /** `noBody` for a route that reads none. */
  readonly body: z.ZodType<Body>;
  /** A body as somebody might send it, for whoever reads the description of the API. */
  readonly example?: unknown;
  /** What it answers with, by status. */
  readonly answers: Answers;
  /** Bodies that are no JSON, where the route takes some: handed over as they were sent. */
  readonly upload?: {
    readonly types: readonly string[];
    readonly run: (
      deps: Deps,
      sent: { readonly contentType: string; readonly type: string; readonly bytes: Buffer },
    ) => Promise<AnswerOf<Answers> | Problem>;
  };
  readonly run: (
    deps: Deps,
    input: { readonly params: Params; readonly query: Query; readonly body: Body; readonly caller: Caller },
  ) => Promise<AnswerOf<Answers> | Problem>;
}

type AnswerOf<Answers> = {
  [Status in keyof Answers]: { readonly status: Status; readonly body: z.infer<Answers[Status]> };
}[keyof Answers];

/** Who asks. */
export interface Caller {
  /** As the user pool knows them, for a record of who did what. */
  readonly id: string;
  /** What they may do; undefined for whoever came without a token, or with one of no group. */
  readonly role: Role | undefined;
}

/** A route whatever it takes and gives: what the table holds. */
export interface Route<Deps> extends Pick<
  RouteSpec<Deps, unknown, unknown, unknown, Readonly<Record<number, z.ZodType>>>,
  'method' | 'path' | 'role' | 'summary' | 'params' | 'query' | 'body' | 'example' | 'answers'
> {
  /** Types of bodies it takes besides JSON. */
  readonly uploads: readonly string[];
  readonly answer: (deps: Deps, received: Received) => Promise<HttpResponse>;
}

/** A request that reached its route. */
export interface Received extends HttpRequest {
  readonly claims: RoutedRequest['claims'];
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** For routes without ids in their path, or without parameters. */
export const nothing = z.strictObject({});
/** For routes that read no body: nothing may be sent, or `{}`. */
export const noBody = z.undefined();

/** A row of the table: checks what comes in, runs, and says what is wrong as a problem document. */
export function route<Deps, Params, Query, Body, Answers extends Readonly<Record<number, z.ZodType>>>({
  run,
  upload,
  ...spec
}: RouteSpec<Deps, Params, Query, Body, Answers>): Route<Deps> {
  const outcome = async (deps: Deps, received: Received) => {
    const params = spec.params.safeParse(received.params);
    if (!params.success) return notFound('Nothing has this id. Check the path.');
    const query = check(spec.query, queryObject(received.query));
    if (query.kind === 'wrong') return invalid(query.errors);
    const type = mediaType(received);
    if (type !== undefined && upload?.types.includes(type)) {
      const contentType = received.headers['content-type'] ?? type;
      return upload.run(deps, { contentType, type, bytes: received.rawBody });
    }
    const takesNone = Object.is(spec.body, noBody);
    // Of a GET nobody expects that a body is read; whoever sends files is told so by the route itself.
    const mayHaveNone = takesNone && spec.method !== 'GET' && upload === undefined;
    const refused = mayHaveNone ? refuseBody(received) : undefined;
    if (refused !== undefined) return refused;
    const sent = takesNone ? { json: undefined } : readJson(received);
    if (sent instanceof Problem) return sent;
    const body = check(spec.body, sent.json);
    if (body.kind === 'wrong') return invalid(body.errors);
    return run(deps, {
      params: params.data,
      query: query.value,
      body: body.value,
      caller: { id: callerId(received.claims), role: received.claims && roleOf(received.claims) },
    });
  };
  return {
    ...spec,
    uploads: upload?.types ?? [],
    async answer(deps, received) {
      const answered = await outcome(deps, received);
      if (answered instanceof Problem) return problemResponse(answered);
      return { status: Number(answered.status), body: answered.body };
    },
  };
}

/** A command that takes nothing takes no field that its sender believes in. */
function refuseBody(received: Received): Problem | undefined {
  if (received.rawBody.length === 0) return undefined;
  const sent = readJson(received);
  if (sent instanceof Problem) return sent;
  const fields = check(nothing, sent.json);
  return fields.kind === 'wrong' ? invalid(fields.errors) : undefined;
}

/** A parameter given twice becomes a list, which no schema takes for the one value it wants. */
function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...more] = query.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}
