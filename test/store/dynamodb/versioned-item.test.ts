import { expect, it } from 'vitest';
import { z } from 'zod';
import { isWorthAnotherTry } from '../../../lib/runtime/errors.ts';
import { versionedItems } from '../../../lib/store/dynamodb/versioned-item.ts';
import { aTable } from '../../support/dynamodb.ts';

const key = { pk: 'note#1', sk: 'note' };

async function notes() {
  const keyOf = (one: typeof key) => one;
  return versionedItems(await aTable(), { what: 'note', schema: z.string(), keyOf });
}

it('says that an item is larger than DynamoDB takes, and that trying again is useless', async () => {
  const items = await notes();
  const failure = await items
    .write(key, { version: 0, state: 'a'.repeat(401 * 1024) })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'NotStorable',
    message: expect.stringMatching(/such note: above 400 KB/),
  });
  expect(isWorthAnotherTry(failure)).toBe(false);
  expect(await items.read(key)).toBeUndefined();
});
