import fc from 'fast-check';
import { example, exampleNames } from './chatwoot-fixtures.ts';

interface Damage {
  steps: number[];
  value: unknown;
  remove: boolean;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  steps: fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }),
  value: fc.oneof(
    fc.constant(null),
    fc.jsonValue(),
    fc.integer(),
    fc.string({ maxLength: 50 }),
    fc.constant(undefined),
  ),
  remove: fc.boolean(),
});

/** Replaces or removes one place of a JSON value, found by walking down it. */
function apply(value: unknown, { steps, value: replacement, remove }: Damage): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return replacement;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return replacement;
  const copy: any = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length === 0 && remove) Reflect.deleteProperty(copy, key);
  else copy[key] = apply(copy[key], { steps: rest, value: replacement, remove });
  return copy;
}

/** One of the example payloads with one to four places replaced by anything or removed. */
export const aDamagedExample = fc
  .tuple(fc.constantFrom(...exampleNames), fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([name, damages]) => damages.reduce<unknown>((value, one) => apply(value, one), example(name)));
