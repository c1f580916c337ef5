import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../../lib/runtime/api/routes.ts';
import { aDashboardApi } from './a-dashboard-api.ts';

/** The parts of OpenAPI 3.1 that we use, as https://spec.openapis.org/oas/v3.1.1.html has them; nothing else may stand there. */
const jsonSchema = z.union([z.boolean(), z.looseObject({})]);
const reference = z.strictObject({ $ref: z.string().startsWith('#/components/') });
const content = z.record(
  z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  z.strictObject({ schema: z.union([reference, jsonSchema]), example: z.unknown().optional() }),
);
const response = z.strictObject({ description: z.string().min(1), content: content.optional() });
const parameter = z
  .strictObject({
    name: z.string().min(1),
    in: z.enum(['path', 'query', 'header']),
    description: z.string().optional(),
    required: z.boolean().optional(),
    schema: jsonSchema,
  })
  .refine((given) => given.in !== 'path' || given.required === true, 'a path parameter is required');
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z0-9]+$/),
  summary: z.string().min(10),
  tags: z.array(z.string()),
  security: z.array(z.record(z.literal('bearer'), z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.union([reference, response])),
});
const document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  components: z.strictObject({
    securitySchemes: z.strictObject({ bearer: z.looseObject({ type: z.literal('http') }) }),
    schemas: z.record(z.string().regex(/^[\w.-]+$/), jsonSchema),
    responses: z.record(z.string().regex(/^[\w.-]+$/), response),
  }),
});

let body: any;
beforeAll(async () => {
  const api = await aDashboardApi();
  body = (await api.call('GET', '/api/openapi.json', { as: 'nobody' })).body;
}, 60_000);

const operations = () =>
  Object.entries<any>(body.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, its]) => ({ path, method, ...its })),
  );

describe('the description of the API', () => {
  it('is there for anybody, and is OpenAPI 3.1', () => {
    expect(document.safeParse(body).error?.issues).toBeUndefined();
  });

  it('tells every route there is, each with the role it needs', () => {
    const told = operations().map(({ method, path, security }) => [
      `${method.toUpperCase()} ${path}`,
      security[0]?.bearer[0] ?? 'anybody',
    ]);
    expect(told).toEqual(
      expect.arrayContaining(routes.map(({ method, path, role }) => [`${method} ${path}`, role])),
    );
    expect(told).toHaveLength(routes.length);
  });

  it('names each operation once, and each parameter of a path as the path does', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, parameters } of operations()) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one: any) => one.in === 'path').map((one: any) => one.name)).toEqual(named);
    }
  });

  it('lets every list be read page by page', () => {
    const lists = operations().filter(
      ({ responses }) => responses[200]?.content['application/json'].schema.properties?.nextCursor,
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const { path, parameters } of lists) {
      const taken = parameters.filter((one: any) => ['limit', 'cursor'].includes(one.name));
      expect([path, taken]).toMatchObject([
        path,
        [{ schema: { minimum: 1, maximum: 200, default: 50 } }, { required: false }],
      ]);
    }
  });

  it('points at nothing that is not there', () => {
    const pointers = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(pointers.length).toBeGreaterThan(0);
    for (const pointer of pointers) {
      const found = pointer.split('/').reduce<any>((place, step) => place?.[step], body);
      expect([pointer, found]).toEqual([pointer, expect.anything()]);
    }
  });

  it('has schemas that another program can read, and examples that fit them', () => {
    for (const { requestBody, responses, parameters } of operations()) {
      const told = requestBody?.content['application/json'];
      if (told?.example !== undefined) {
        expect(z.fromJSONSchema(told.schema).safeParse(told.example).error?.issues).toBeUndefined();
      }
      const schemas = [
        ...parameters.map(({ schema }: any) => schema),
        ...Object.values<any>(responses).map((one) => one.content?.['application/json']?.schema ?? true),
      ];
      for (const schema of schemas) expect(() => z.fromJSONSchema(schema)).not.toThrow();
    }
  });
});
