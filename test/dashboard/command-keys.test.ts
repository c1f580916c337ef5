import { expect, it } from 'vitest';
import { commandKeys } from '../../dashboard/src/api/command-keys.ts';

function aKeyring() {
  const clock = { ms: 0 };
  let made = 0;
  const keys = commandKeys({ newKey: () => `key-${(made += 1)}`, now: () => clock.ms });
  return { keys, clock };
}

it('is another for every command', () => {
  const { keys } = aKeyring();
  expect([keys.keyOf('take over 7'), keys.keyOf('take over 8')]).toEqual(['key-1', 'key-2']);
});

it('is the same for who presses again because no answer came', () => {
  const { keys, clock } = aKeyring();
  const first = keys.keyOf('take over 7');
  clock.ms += 20_000;
  expect(keys.keyOf('take over 7')).toBe(first);
});

it('is new for the same again after it was carried out', () => {
  const { keys } = aKeyring();
  const first = keys.keyOf('take over 7');
  keys.carriedOut();
  expect(keys.keyOf('take over 7')).not.toBe(first);
});

it('is new when something else was carried out meanwhile: it may have undone the first', () => {
  const { keys } = aKeyring();
  const lost = keys.keyOf('take over 7');
  keys.keyOf('release 7');
  keys.carriedOut();
  expect(keys.keyOf('take over 7')).not.toBe(lost);
});

it('is new after a while: somebody else may have undone the first', () => {
  const { keys, clock } = aKeyring();
  const lost = keys.keyOf('take over 7');
  clock.ms += 60_000;
  expect(keys.keyOf('take over 7')).not.toBe(lost);
});

it('is never shared by two files', () => {
  const { keys } = aKeyring();
  expect(keys.keyOf(undefined)).not.toBe(keys.keyOf(undefined));
});
