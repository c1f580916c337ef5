import { ThrottlingException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../lib/reconcile/reconcile.ts';
import { aWatchedShop, minute } from '../reconcile/a-watched-shop.ts';
import { aTurnWorld } from '../support/turn-harness.ts';
import { aTurnQueue } from './a-turn-queue.ts';

const question = 'How much is the oak table lamp?';

/** DynamoDB that throttles while `refuses` says so: below the SDK's own retries, or as it looks once they are used up. */
function throttle(dynamodb: DynamoDBClient, where: 'below-the-retries' | 'retries-used-up') {
  const state = { refuses: (): boolean => false, refused: 0 };
  const refuse = () => {
    state.refused += 1;
    return new ThrottlingException({
      message: 'Throughput exceeds the current capacity of your table.',
      $metadata: { httpStatusCode: 400 },
    });
  };
  if (where === 'below-the-retries') {
    const below = { step: 'finalizeRequest', priority: 'low' } as const;
    dynamodb.middlewareStack.add(
      (next) => (args) => (state.refuses() ? Promise.reject(refuse()) : next(args)),
      below,
    );
  } else {
    const above = { step: 'initialize' } as const;
    dynamodb.middlewareStack.add(
      (next) => (args) => (state.refuses() ? Promise.reject(refuse()) : next(args)),
      above,
    );
  }
  return state;
}

async function anAsker(where: Parameters<typeof throttle>[1] = 'retries-used-up') {
  const world = await aTurnWorld();
  const { conversationId } = world.simulator.customerWrites(world.customer(), question);
  const table = throttle(world.table.dynamodb, where);
  return { world, conversationId, queue: aTurnQueue(world), table };
}

describe('DynamoDB that throttles', () => {
  it('for a moment is asked again by its SDK, and nobody notices', async () => {
    const { world, conversationId, queue, table } = await anAsker('below-the-retries');
    table.refuses = () => table.refused < 2;
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 1, ended: 'answered' });
    expect(table.refused).toBe(2);
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it.each([
    ['before the commit', 'after-model', { saidAtFirst: 0, ended: 'answered' }],
    ['between the commit and the words', 'after-commit', { saidAtFirst: 1, ended: 'nothing-to-do' }],
    ['after the words', 'after-send-before-mark', { saidAtFirst: 1, ended: 'nothing-to-do' }],
  ] as const)('for longer, %s, costs 20 seconds and no second answer', async (_when, point, expected) => {
    const { world, conversationId, queue, table } = await anAsker();
    world.hooks.faultPoint = async (name) => {
      if (name === point) table.refuses = () => true;
    };
    let saidAtFirst = 0;
    const between = async () => {
      saidAtFirst = world.said(conversationId).length;
      world.hooks.faultPoint = async () => {};
      table.refuses = () => false;
    };
    const { ended, ...given } = await queue.give(conversationId, { between });
    expect(given).toMatchObject({ attempts: 2, pauses: [20], parked: [] });
    expect({ saidAtFirst, ended }).toEqual(expected);
    expect(world.said(conversationId)).toHaveLength(1);
  });
});

describe('DynamoDB that is down', () => {
  it('for longer than a job has attempts sets the job aside; reconcile finds the customer, who is answered once', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    const table = throttle(shop.table.dynamodb, 'retries-used-up');
    table.refuses = () => true;
    const given = await aTurnQueue(shop).give(conversationId);
    expect(given).toMatchObject({ attempts: 5, pauses: [20, 40, 80, 160], ended: undefined });
    expect(given.parked).toMatchObject([{ reason: 'attempts-used-up' }]);
    expect(shop.said(conversationId)).toEqual([]);
    shop.clock.aheadMs = 5 * minute;
    await expect(reconcile(shop.deps)).rejects.toThrow('DynamoDB');

    table.refuses = () => false;
    shop.clock.aheadMs = 10 * minute;
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
    // Somebody brings the job back as well.
    expect(await aTurnQueue(shop).give(conversationId)).toMatchObject({ ended: 'nothing-to-do' });
    expect(shop.said(conversationId)).toHaveLength(1);
  });

  it('from the commit on keeps what is owed until it is back', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    const table = throttle(shop.table.dynamodb, 'retries-used-up');
    shop.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') table.refuses = () => true;
    };
    expect((await aTurnQueue(shop).give(conversationId)).parked).toHaveLength(1);
    expect(shop.said(conversationId)).toHaveLength(1);
    table.refuses = () => false;
    shop.clock.aheadMs = 10 * minute;
    expect(await shop.run()).toMatchObject({ restarted: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
    expect(await shop.ledger.read({ accountId: 1, conversationId })).toMatchObject({ owed: [], dueAt: null });
  });
});
