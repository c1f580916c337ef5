import type { z } from 'zod';
import type { FieldError } from './problem.ts';

/** More tell nobody more, and whoever sends a thousand wrong fields gets no thousand sentences. */
const mostErrors = 20;
const longestName = 100;

/** What a schema makes of something that was sent: the parsed value, or what is wrong with which field. */
export function check<T>(
  schema: z.ZodType<T>,
  given: unknown,
): { kind: 'fits'; value: T } | { kind: 'wrong'; errors: readonly FieldError[] } {
  const parsed = schema.safeParse(given, { error: sentence });
  const errors = parsed.success ? unusableTexts(parsed.data, []) : parsed.error.issues.flatMap(fieldErrors);
  if (parsed.success && errors.length === 0) return { kind: 'fits', value: parsed.data };
  return { kind: 'wrong', errors: errors.slice(0, mostErrors) };
}

/** An unknown field is an error of its own place, so that a misspelt name is found where it was written. */
function fieldErrors({ path, message, ...issue }: z.core.$ZodIssue): FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: placeOf(path), message }];
  return issue.keys.map((key) => ({ path: placeOf([...path, nameOf(key)]), message }));
}

/** A schema's own words come first; this says the rest, without the value that was sent. */
function sentence(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing; send it';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds.get(issue.expected) ?? 'of another type'}`;
    case 'too_big':
      return `must ${issue.inclusive === false ? 'be below' : 'be at most'} ${amount(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `must ${issue.inclusive === false ? 'be above' : 'be at least'} ${amount(issue.origin, issue.minimum)}`;
    case 'invalid_format':
      return formats.get(issue.format) ?? 'has another form than this field has';
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'is no field of this request; leave it out';
    default:
      return 'does not fit this field';
  }
}

const kinds: ReadonlyMap<unknown, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a JSON object'],
]);

const formats: ReadonlyMap<unknown, string> = new Map([
  ['url', 'must be an address that begins with http:// or https://'],
  ['uuid', 'must be an id as the API gives it'],
  ['datetime', 'must be an instant such as 2026-05-01T09:00:00Z'],
]);

function amount(origin: unknown, size: unknown): string {
  switch (origin) {
    case 'string':
      return `${String(size)} characters long`;
    case 'array':
      return `${String(size)} items long`;
    default:
      return String(size);
  }
}

/** Postgres keeps neither NUL nor half a character, in whatever field it stands. Runs on what a schema let through. */
function unusableTexts(value: unknown, path: readonly PropertyKey[]): FieldError[] {
  if (typeof value === 'string') {
    const usable = !value.includes('\0') && value.isWellFormed();
    return usable ? [] : [{ path: placeOf(path), message: 'must hold no NUL and no half of a character' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unusableTexts(inner, [...path, key]));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** A name is told back so that it can be found; not a megabyte of it. */
function nameOf(key: string): string {
  return key.slice(0, longestName).toWellFormed();
}
