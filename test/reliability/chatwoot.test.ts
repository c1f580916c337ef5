import { describe, expect, it } from 'vitest';
import { aWatchedShop, minute } from '../reconcile/a-watched-shop.ts';
import { aTurnWorld } from '../support/turn-harness.ts';
import { aTurnQueue } from './a-turn-queue.ts';
import { behindASlowChatwoot } from './a-slow-chatwoot.ts';

const question = 'How much is the oak table lamp?';
const posting = { method: 'POST', path: /messages$/ } as const;

async function anAsker() {
  const world = await aTurnWorld();
  const { conversationId } = world.simulator.customerWrites(world.customer(), question);
  return { world, conversationId, queue: aTurnQueue(world) };
}

describe('Chatwoot that is slow', () => {
  it('to show a conversation is asked again 20 seconds later, and the customer answered once', async () => {
    const { world, conversationId, queue } = await anAsker();
    const chatwoot = await behindASlowChatwoot(world);
    chatwoot.hold({ method: 'GET', path: new RegExp(`/conversations/${conversationId}$`) });
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 2, pauses: [20], ended: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('to take a message, and takes it while we wait, has it once', async () => {
    const { world, conversationId, queue } = await anAsker();
    const chatwoot = await behindASlowChatwoot(world);
    const held = chatwoot.hold(posting);
    const given = await queue.give(conversationId, { between: () => held.release() });
    expect(given).toMatchObject({ attempts: 2, pauses: [20], ended: 'nothing-to-do' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('so that it takes a message only after we looked for it has it twice: the one window that is left', async () => {
    const { world, conversationId, queue } = await anAsker();
    const chatwoot = await behindASlowChatwoot(world);
    const held = chatwoot.hold(posting);
    await queue.give(conversationId);
    expect(world.said(conversationId)).toHaveLength(1);
    await held.release();
    const outboxIds = world.simulator
      .messages(conversationId)
      .flatMap(({ content_attributes: its }: any) => its?.outbox_id ?? []);
    expect(outboxIds).toHaveLength(2);
    expect(new Set(outboxIds).size).toBe(1);
    // Nor does it get worse: nobody answers our own words, and nothing is sent a third time.
    expect((await queue.give(conversationId)).ended).toBe('nothing-to-do');
    expect(world.said(conversationId)).toHaveLength(2);
  });
});

describe('Chatwoot that limits our rate', () => {
  it('without saying for how long is asked again a second later, for the message too', async () => {
    const { world, conversationId, queue } = await anAsker();
    world.simulator.faults.rest({ ...posting, times: 2, kind: { status: 429 } });
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 1, ended: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('for as long as a function would wait leaves it to the queue', async () => {
    const { world, conversationId, queue } = await anAsker();
    world.simulator.faults.rest({ ...posting, times: 3, kind: { status: 429 } });
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 2, pauses: [20] });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it.each([posting, { method: 'GET' }])('and says for how long gets that pause: %o', async (request) => {
    const { world, conversationId, queue } = await anAsker();
    world.simulator.faults.rest({ ...request, times: 1, kind: { status: 429, retryAfterSeconds: 90 } });
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 2, pauses: [90] });
    expect(world.said(conversationId)).toHaveLength(1);
  });
});

describe('Chatwoot that', () => {
  it.each([
    ['answers 502 to a message it did not take', { status: 502 }],
    ['answers 502 to a message it took', { status: 502, after: true }],
    ['cuts the connection before it takes a message', { drop: true }],
    ['cuts the connection after it took a message', { drop: true, after: true }],
  ] as const)('%s has it once, after 20 seconds', async (_what, kind) => {
    const { world, conversationId, queue } = await anAsker();
    world.simulator.faults.rest({ ...posting, times: 1, kind });
    expect(await queue.give(conversationId)).toMatchObject({ attempts: 2, pauses: [20] });
    expect(world.said(conversationId)).toHaveLength(1);
    expect((await world.ledger.read({ accountId: 1, conversationId }))?.owed).toEqual([]);
  });

  it.each([
    ['is down', { status: 503 }],
    ['cuts every connection', { drop: true }],
    ['refuses our token', { status: 401 }],
  ] as const)(
    '%s for ten minutes leaves marks, and everybody is answered once when that is over',
    async (_what, kind) => {
      const shop = await aWatchedShop();
      const customers = [shop.asks(), shop.asks()];
      shop.simulator.faults.rest({ times: 1000, kind });
      for (const { conversationId } of customers) {
        expect(await aTurnQueue(shop).give(conversationId)).toMatchObject({
          attempts: 3,
          pauses: [20, 40],
          ended: 'owed',
        });
      }
      for (const minutes of [5, 10]) {
        shop.clock.aheadMs = minutes * minute;
        expect(await shop.run()).toMatchObject({ queued: 0, waiting: 2 });
      }
      // Written during the outage, to a Chatwoot whose webhook never came.
      shop.simulator.customerWrites(customers[0]!.contactInboxId, 'And is it in stock?');
      shop.simulator.faults.clear();
      shop.clock.aheadMs = 15 * minute;
      expect(await shop.run()).toMatchObject({ queued: 2, restarted: 2, waiting: 0 });
      await shop.takeTurns();
      for (const { conversationId } of customers) expect(shop.said(conversationId)).toHaveLength(1);
      shop.clock.aheadMs = 20 * minute;
      expect(await shop.run()).toMatchObject({ queued: 0, backfilled: 0 });
    },
  );
});
