import { z } from 'zod';
import { version } from '../version.ts';
import { problemDocument } from './problem.ts';
import { noBody, nothing, route, type Route } from './route.ts';

type Described = Omit<Route<never>, 'answer'>;

/** `GET /api/openapi.json`: the table, as the standard has it. What it says is made from what checks requests. */
export function openApiRoute(routes: () => readonly Described[]) {
  return route({
    method: 'GET',
    path: '/api/openapi.json',
    role: 'anybody',
    summary: 'This description of the API, OpenAPI 3.1.',
    params: nothing,
    query: z.looseObject({}),
    body: noBody,
    answers: { 200: z.looseObject({ openapi: z.string(), info: z.looseObject({ version: z.string() }) }) },
    run: () => Promise.resolve({ status: 200 as const, body: describe(routes()) }),
  });
}

/** The document for a table of routes. */
function describe(routes: readonly Described[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const row of routes) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operation(row) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Frontdesk',
      version,
      description:
        'Lists answer {items, nextCursor}; errors are problem documents (RFC 9457). Every role may do what those before it may: viewer, operator, admin.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'docs/api.md says where a token comes from.' },
      },
      schemas: { Problem: schemaOf(problemDocument, 'output') },
      responses: Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [status, { description, content: problem }]),
      ),
    },
  };
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const problems = {
  400: 'The body is no JSON.',
  401: 'No token, or not a valid one.',
  403: 'The role of the token is too low.',
  404: 'Nothing has this id.',
  409: 'It is not in the state for that, or the same command is still under way.',
  413: 'More than can be taken at once.',
  415: 'The body is of another type.',
  422: 'Fields are wrong, missing or unknown; `errors` names each.',
  429: 'Too many requests with this token. Wait for `Retry-After` seconds.',
  500: 'Our fault.',
  503: 'A part cannot be reached. Wait for `Retry-After` seconds.',
} as const;
type ProblemStatus = keyof typeof problems;

function operation(row: Described) {
  const isOpen = row.role === 'anybody';
  const own = Object.entries(row.answers).map(([status, schema]): [string, unknown] => [
    status,
    { description: said[status] ?? 'Done.', content: json(schemaOf(schema, 'output')) },
  ]);
  const refused = problemsOf(row).map((status): [string, unknown] => [
    String(status),
    { $ref: `#/components/responses/${status}` },
  ]);
  return {
    operationId: operationId(row),
    summary: row.summary,
    tags: [tagOf(row)],
    // Of a scheme without scopes the list names the roles that are needed.
    security: isOpen ? [] : [{ bearer: [row.role] }],
    parameters: parametersOf(row),
    ...(isSent(row) && { requestBody: { required: true, content: contentOf(row) } }),
    responses: Object.fromEntries([...refused, ...own]),
  };
}

const said: Readonly<Record<string, string>> = {
  201: 'Made.',
  202: 'Taken on: it takes a while.',
  503: 'Not up.',
};

function problemsOf(row: Described): ProblemStatus[] {
  const closed: ProblemStatus[] = row.role === 'anybody' ? [] : [401, 403, 429, 503];
  // A body may name something, too.
  const named: ProblemStatus[] = row.path.includes('{') || isSent(row) ? [404] : [];
  // Commands that take none look at what is sent all the same.
  const sent: ProblemStatus[] = row.method === 'GET' ? [] : [400, 413, 415];
  const commanded: ProblemStatus[] = takesKey(row) ? [409] : [];
  return [...new Set([...closed, ...named, ...sent, ...commanded, 422 as const, 500 as const])];
}

function parametersOf(row: Described): unknown[] {
  return [
    ...named('path', row.params),
    ...named('query', row.query),
    ...(takesKey(row) ? [idempotencyKey] : []),
  ];
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Any text of yours. Sent again with the same body, the first answer comes again; kept 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function named(place: 'path' | 'query', schema: z.ZodType): unknown[] {
  const { properties = {}, required = [] } = objectSchema.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, { description, ...its }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: its,
  }));
}

const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })).optional(),
  required: z.array(z.string()).optional(),
});

/** JSON Schema of the dialect that OpenAPI 3.1 has; of what is turned into something else, what was sent or answered. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...told } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override({ jsonSchema }) {
      // Every whole number has these; they tell nobody anything.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // The format says it; the pattern is a screenful.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return told;
}

function json(schema: object, example?: unknown) {
  return { 'application/json': { schema, ...(example !== undefined && { example }) } };
}

function hasBody({ body }: Described): boolean {
  return !Object.is(body, noBody);
}

function isSent(row: Described): boolean {
  return hasBody(row) || row.uploads.length > 0;
}

/** JSON, or files as they are. */
function contentOf(row: Described): Record<string, object> {
  const file = { type: 'string', format: 'binary' };
  const text = { type: 'string' };
  const validFrom = { ...text, format: 'date-time' };
  const form = {
    type: 'object',
    required: ['file'],
    properties: { file, title: text, source: text, validFrom },
    additionalProperties: false,
  };
  const files = Object.fromEntries<object>(
    row.uploads.map((type) => [type, { schema: type === 'multipart/form-data' ? form : file }]),
  );
  return { ...(hasBody(row) && json(schemaOf(row.body, 'input'), row.example)), ...files };
}

/** Commands of people and scripts. What other systems sign brings its own sign of a repetition. */
function takesKey({ method, role }: Described): boolean {
  return method === 'POST' && role !== 'anybody';
}

/** `POST /api/products/{id}/stock` becomes `postProductsByIdStock`. */
function operationId({ method, path }: Described): string {
  const words = path.replace(/^\/api\//, '/').replaceAll(/\{(\w+)\}/g, 'by/$1');
  const names = words.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  return [method.toLowerCase(), ...names.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join(
    '',
  );
}

function tagOf({ path }: Described): string {
  return (
    path
      .replace(/^\/api\//, '')
      .split('/')
      .find((word) => word !== '') ?? 'other'
  );
}
