import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { replyAnswer, replyForm } from '../../../lib/models/provider/reply.ts';
import { strictSchema } from '../../../lib/models/provider/strict-schema.ts';

describe('a schema for every vendor', () => {
  it('is closed, and asks for every field', () => {
    const schema = z.object({ query: z.string(), size: z.enum(['S', 'M']).nullable() });
    expect(strictSchema(schema, 'search')).toEqual({
      type: 'object',
      title: 'search',
      properties: {
        query: { type: 'string' },
        size: { anyOf: [{ type: 'string', enum: ['S', 'M'] }, { type: 'null' }] },
      },
      required: ['query', 'size'],
      additionalProperties: false,
    });
  });

  it('tells bounds in words, since no vendor enforces all of them', () => {
    const schema = z.strictObject({
      query: z.string().min(1).max(200).describe('Search words.'),
      count: z.number().int().min(1),
      list: z.array(z.string()).max(3),
      whole: z.number().int(),
    });
    expect(strictSchema(schema, 'search')['properties']).toEqual({
      query: { type: 'string', description: 'Search words. (minLength: 1, maxLength: 200)' },
      count: { type: 'integer', description: '(minimum: 1)' },
      list: { type: 'array', items: { type: 'string' }, description: '(maxItems: 3)' },
      whole: { type: 'integer' },
    });
  });

  it('asks for what is given, whatever is made of it', () => {
    const schema = z
      .strictObject({
        reason: z
          .string()
          .transform((text) => text.slice(0, 3))
          .describe('Why.'),
        language: z
          .string()
          .transform((tag) => tag.toLowerCase())
          .pipe(z.string().max(12)),
        share: z.number().transform((value) => Math.min(1, value)),
        tidied: z.preprocess((given) => given, z.string()),
      })
      .transform((all) => ({ ...all, more: 1 }));
    expect(strictSchema(schema, 'verdict')).toEqual({
      type: 'object',
      title: 'verdict',
      properties: {
        reason: { type: 'string', description: 'Why.' },
        language: { type: 'string' },
        share: { type: 'number' },
        tidied: { type: 'string' },
      },
      required: ['reason', 'language', 'share', 'tidied'],
      additionalProperties: false,
    });
  });

  it.each([
    ['search.query', 'may be left out', z.object({ query: z.string().optional() })],
    ['search.query', 'may be left out', z.object({ query: z.string().default('x') })],
    [
      'search.list[].name',
      'may be left out',
      z.object({ list: z.array(z.object({ name: z.string().optional() })) }),
    ],
    ['search.map', 'needs propertyNames', z.object({ map: z.record(z.string(), z.string()) })],
    ['search.pair', 'needs prefixItems', z.object({ pair: z.tuple([z.string(), z.string()]) })],
    ['search.any', 'allows anything', z.object({ any: z.unknown().nonoptional() })],
    ['search', 'is no object', z.string()],
    ['search', 'is no object', z.union([z.object({}), z.object({ a: z.string() })])],
  ])('is refused where %s %s', (place, why, schema) => {
    expect(() => strictSchema(schema, 'search')).toThrow(`${place} ${why}`);
  });

  it('keeps names of fields that are keywords elsewhere', () => {
    const schema = z.strictObject({ type: z.string(), default: z.string(), items: z.array(z.string()) });
    expect(strictSchema(schema, 'odd')['required']).toEqual(['type', 'default', 'items']);
  });

  const nested = z.strictObject({
    kind: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), price: z.number().min(0).max(9).nullable() }),
      z.strictObject({ kind: z.literal('b'), many: z.array(z.string().min(2)).min(2) }),
    ]),
    answer: replyAnswer,
  });

  it.each([
    ['the reply', replyForm],
    ['a nested one', strictSchema(nested, 'nested')],
  ])('leaves the helpers of both vendors nothing to change: %s', (_name, form) => {
    const anthropic = jsonSchemaOutputFormat({ ...form, type: 'object' } as const);
    // Anthropic's leaves out the types of enums and constants, which say the same.
    expect(anthropic.schema).toEqual(withoutLiteralTypes(form));
    const openAi = zodTextFormat(z.fromJSONSchema(form as any), 'form');
    expect(openAi.schema).toMatchObject(withoutTitle(form));
  });
});

function withoutLiteralTypes(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (value?.enum === undefined && value?.const === undefined) return value;
    const { type: _type, ...rest } = value;
    return rest;
  });
}

function withoutTitle({ title: _title, ...rest }: Readonly<Record<string, unknown>>) {
  return rest;
}
