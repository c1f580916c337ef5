import { z } from 'zod';

/** A JSON schema as both vendors take it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of a zod schema, in the part of the language that every vendor enforces: closed objects, all fields
 * required, no bounds. Bounds go into the descriptions, where a model reads them; our own parsing enforces them.
 * Throws TypeError naming the place when a schema cannot be said so, above all for `.optional()`.
 */
export function strictSchema(schema: z.ZodType, title: string): JsonSchema {
  const { type, ...rest } = strict(z.toJSONSchema(schema, { io: 'input' }), title);
  if (type !== 'object') refuse(title, 'is no object');
  return { type, title, ...rest };
}

const node = z.record(z.string(), z.unknown());
const nodes = z.array(node);
const fields = z.record(z.string(), node);

/** What holds for a vendor as it does for us. */
const kept = ['type', 'enum', 'const', '$ref'];
/** What says nothing about a value, and what is handled by itself. */
const handled = [
  ...['$schema', '$defs', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'oneOf'],
  'description',
];
const refused = ['allOf', 'not', 'prefixItems', 'propertyNames', 'patternProperties', 'default'];

function strict(given: unknown, at: string): Record<string, unknown> {
  const schema = node.parse(given);
  for (const keyword of refused)
    if (keyword in schema) refuse(at, `needs ${keyword}, which no vendor enforces`);
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (branches === undefined && !kept.some((keyword) => keyword in schema)) refuse(at, 'allows anything');
  return {
    ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => kept.includes(keyword))),
    ...describe(schema),
    ...(branches === undefined ? {} : { anyOf: nodes.parse(branches).map((one) => strict(one, at)) }),
    ...(schema['items'] === undefined ? {} : { items: strict(schema['items'], `${at}[]`) }),
    ...(schema['type'] === 'object' ? closed(schema, at) : {}),
    ...(schema['$defs'] === undefined ? {} : { $defs: each(fields.parse(schema['$defs']), at) }),
  };
}

function closed(schema: Record<string, unknown>, at: string): Record<string, unknown> {
  if (typeof schema['additionalProperties'] === 'object') refuse(at, 'has fields of any name');
  const properties = fields.parse(schema['properties'] ?? {});
  const required = z.array(z.string()).parse(schema['required'] ?? []);
  for (const name of Object.keys(properties)) {
    if (!required.includes(name))
      refuse(`${at}.${name}`, 'may be left out; use .nullable() instead of .optional()');
  }
  return { properties: each(properties, at), required: Object.keys(properties), additionalProperties: false };
}

function each(schemas: Record<string, unknown>, at: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, one]) => [name, strict(one, `${at}.${name}`)]),
  );
}

function describe(schema: Record<string, unknown>): { description?: string } {
  const bounds = Object.entries(schema)
    .filter(([keyword, value]) => ![...kept, ...handled].includes(keyword) && !isEveryInteger(value))
    .map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`);
  const said = typeof schema['description'] === 'string' ? schema['description'] : '';
  const description = [said, ...(bounds.length > 0 ? [`(${bounds.join(', ')})`] : [])].join(' ').trim();
  return description === '' ? {} : { description };
}

/** zod bounds every integer by what a number can hold; that tells a model nothing. */
function isEveryInteger(value: unknown): boolean {
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;
}

function refuse(at: string, why: string): never {
  throw new TypeError(`A model cannot be given this schema: ${at} ${why}.`);
}
