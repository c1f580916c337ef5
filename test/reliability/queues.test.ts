import { describe, expect, it } from 'vitest';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { FaultPoint } from '../../lib/runtime/fault-point.ts';
import { aWatchedShop, minute } from '../reconcile/a-watched-shop.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';
import { aTurnQueue } from './a-turn-queue.ts';

const question = 'How much is the oak table lamp?';

/** Takes a turn whose process is killed at a place: nothing of it runs any further, not even its error handling. */
async function isKilledAt(world: Pick<TurnWorld, 'hooks' | 'turn'>, id: number, point: FaultPoint) {
  const killed = Promise.withResolvers<undefined>();
  world.hooks.faultPoint = (name) => {
    if (name !== point) return Promise.resolve();
    killed.resolve(undefined);
    return new Promise(() => undefined);
  };
  void world.turn(id);
  await killed.promise;
  world.hooks.faultPoint = async () => {};
}

describe('SQS that', () => {
  it('gives a job twice, one after the other or at the same time, has one answer given', async () => {
    const world = await aTurnWorld();
    const one = world.simulator.customerWrites(world.customer(), question).conversationId;
    await world.turn(one);
    expect(await world.turn(one)).toMatchObject({ kind: 'nothing-to-do' });
    expect(world.said(one)).toHaveLength(1);

    const other = world.simulator.customerWrites(world.customer(), question).conversationId;
    await Promise.allSettled([world.turn(other), world.turn(other)]);
    await aTurnQueue(world).give(other);
    expect(world.said(other)).toHaveLength(1);
  });

  it('gives the job of the second message first has both answered by it, in one answer', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    world.simulator.customerWrites(customer, 'And is it in stock?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect((await world.ledger.read({ accountId: 1, conversationId }))?.handled).toHaveLength(2);
  });

  it('takes no record for a while has the record sent later, and nothing said again', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    const { send } = world.deps.work;
    world.deps.work.send = () => Promise.reject(new UpstreamUnavailable('Could not queue a job'));
    const between = async () => {
      expect(world.said(conversationId)).toHaveLength(1);
      world.deps.work.send = send;
    };
    expect(await aTurnQueue(world).give(conversationId, { between })).toMatchObject({ attempts: 2 });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.queued).toMatchObject([{ kind: 'after-turn', outcome: 'answered' }]);
  });
});

describe('a function that is killed in the middle of a turn, as by a deploy or its time limit', () => {
  it.each([
    'after-live-read',
    'after-model',
    'after-commit',
    'after-send-before-mark',
    'after-mark',
    'after-checkpoint',
  ] as const)('%s, has its job given to the new one, which says nothing twice', async (point) => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await isKilledAt(world, conversationId, point);
    await aTurnQueue(world).give(conversationId);
    expect(world.said(conversationId)).toHaveLength(1);
    expect(await world.ledger.read({ accountId: 1, conversationId })).toMatchObject({
      owed: [],
      dueAt: null,
    });
    const turns = world.queued.flatMap((job) => (job.kind === 'after-turn' ? [job.turnId] : []));
    expect(new Set(turns).size).toBe(1);
  });
});

describe('a worker that dies again and again', () => {
  it('leaves its job to the dead letters; reconcile tries once more, and nobody is answered twice', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    // So often the queue gives it; a process that dies cannot hand over to a person.
    for (let attempt = 1; attempt <= 5; attempt += 1) await isKilledAt(shop, conversationId, 'after-model');
    expect(shop.said(conversationId)).toEqual([]);
    shop.clock.aheadMs = 15 * minute;
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
    // The dead letter is brought back.
    expect(await aTurnQueue(shop).give(conversationId)).toMatchObject({ ended: 'nothing-to-do' });
  });

  it('whoever takes up the conversation leaves it to a person, once', async () => {
    const shop = await aWatchedShop();
    const { conversationId, messageId } = shop.asks();
    for (let attempt = 1; attempt <= 5; attempt += 1) await isKilledAt(shop, conversationId, 'after-model');
    shop.clock.aheadMs = 15 * minute;
    expect(await shop.run()).toMatchObject({ backfilled: 1, unheard: 0 });
    for (let attempt = 1; attempt <= 5; attempt += 1) await isKilledAt(shop, conversationId, 'after-model');
    shop.clock.aheadMs = 50 * minute;
    expect(await shop.run()).toMatchObject({ unheard: 1 });
    expect(await shop.run()).toMatchObject({ unheard: 0 });
    expect(shop.work).toMatchObject([
      { kind: 'worklist', worklistKind: 'failed', conversationId, messageIds: [messageId] },
    ]);
  });

  it('of what it owes leaves it to a person after an hour, and the owed answer to whoever comes after', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await isKilledAt(shop, conversationId, 'after-commit');
    shop.clock.aheadMs = 15 * minute;
    for (let run = 0; run < 12; run += 1, shop.clock.aheadMs += 5 * minute) {
      expect(await shop.run()).toMatchObject({ restarted: 1, givenUp: 0 });
    }
    expect(await shop.run()).toMatchObject({ restarted: 0, givenUp: 1 });
    expect(shop.work).toMatchObject([{ kind: 'worklist', worklistKind: 'failed', conversationId }]);
    await shop.turn(conversationId);
    expect(shop.said(conversationId)).toHaveLength(1);
  });

  it('after its commit is noticed by its mark', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await isKilledAt(shop, conversationId, 'after-commit');
    for (let attempt = 2; attempt <= 5; attempt += 1)
      await isKilledAt(shop, conversationId, 'after-owed-send');
    expect(shop.said(conversationId)).toHaveLength(1);
    shop.clock.aheadMs = 15 * minute;
    expect(await shop.run()).toMatchObject({ restarted: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
    expect(await shop.ledger.read({ accountId: 1, conversationId })).toMatchObject({ owed: [], dueAt: null });
  });
});

describe('a turn that throws whenever it is tried', () => {
  it('goes to a person with the fifth attempt, once, and the customer is told', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = () => Promise.reject(new TypeError('a bug'));
    expect(await aTurnQueue(world).give(conversationId)).toMatchObject({
      attempts: 5,
      pauses: [20, 40, 80, 160],
      ended: 'failed-over',
      parked: [],
    });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued).toMatchObject([{ kind: 'worklist', worklistKind: 'failed' }]);
  });
});
