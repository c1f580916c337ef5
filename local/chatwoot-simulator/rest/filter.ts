import { z } from 'zod';
import { unprocessable } from '../domain/world.ts';
import { read } from './request.ts';

/** The value behind a key; undefined when there is no such key. */
export type FilterField =
  string | number | boolean | null | Date | readonly string[] | { custom: unknown } | undefined;

const condition = z.object({
  attribute_key: z.string(),
  filter_operator: z.string(),
  values: z.array(z.unknown()).nullish(),
  query_operator: z.string().nullish(),
});
const filterBody = z.object({ payload: z.array(condition).min(1) });
const day = 86_400_000;
type Condition = z.infer<typeof condition>;

const operators: readonly string[] = [
  'equal_to',
  'not_equal_to',
  'contains',
  'does_not_contain',
  'starts_with',
  'is_present',
  'is_not_present',
  'is_greater_than',
  'is_less_than',
  'days_before',
];

/** Whether something fits a filter of Chatwoot: conditions joined by AND and OR, AND first. */
export function matchesFilter(body: unknown, field: (key: string) => FilterField, now: number): boolean {
  const { payload } = read(filterBody, body);
  let any = false;
  let all = true;
  payload.forEach((one, index) => {
    all = matches(one, field(one.attribute_key), now) && all;
    const joined = one.query_operator?.toUpperCase() ?? null;
    const last = index === payload.length - 1;
    if (last !== (joined === null)) throw unprocessable('Query operator must be either "AND" or "OR".');
    if (last || joined === 'OR') {
      any = any || all;
      all = true;
    }
  });
  return any;
}

function matches(one: Condition, field: FilterField, now: number): boolean {
  if (field === undefined) {
    throw unprocessable(
      `Invalid attribute key - [${one.attribute_key}]. The key should be one of the standard ones or a defined custom attribute.`,
    );
  }
  if (!operators.includes(one.filter_operator)) {
    throw unprocessable(
      `Invalid operator. The allowed operators for ${one.attribute_key} are [${operators.join(',')}].`,
    );
  }
  const have = valuesOf(field);
  if (one.filter_operator === 'is_present') return have.length > 0;
  if (one.filter_operator === 'is_not_present') return have.length === 0;
  const wanted = (one.values ?? []).map((value) => String(value).toLowerCase());
  const [first] = wanted;
  if (first === undefined)
    throw unprocessable(`Invalid value. The values provided for ${one.attribute_key} are invalid`);
  if (one.filter_operator === 'days_before')
    return have.some((value) => order(value) < now - Number(first) * day);
  return compare(one.filter_operator, have, wanted, first);
}

function compare(operator: string, have: string[], wanted: string[], first: string): boolean {
  switch (operator) {
    case 'equal_to':
      return have.some((value) => wanted.includes(value));
    case 'not_equal_to':
      return !have.some((value) => wanted.includes(value));
    case 'contains':
      return have.some((value) => wanted.some((part) => value.includes(part)));
    case 'does_not_contain':
      return !have.some((value) => wanted.some((part) => value.includes(part)));
    case 'starts_with':
      return have.some((value) => value.replace(/^\+/, '').startsWith(first.replace(/^\+/, '')));
    case 'is_greater_than':
      return have.some((value) => order(value) > order(first));
    case 'is_less_than':
      return have.some((value) => order(value) < order(first));
    default:
      return false;
  }
}

const order = (value: string): number => (Number.isNaN(Number(value)) ? Date.parse(value) : Number(value));

function valuesOf(field: Exclude<FilterField, undefined>): string[] {
  if (field === null) return [];
  if (field instanceof Date) return [field.toISOString().toLowerCase()];
  if (typeof field !== 'object') return [String(field).toLowerCase()].filter((value) => value !== '');
  if ('custom' in field) return customValues(field.custom);
  return field.map((value) => value.toLowerCase());
}

function customValues(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.toLowerCase()];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
