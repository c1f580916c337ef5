import { describe, expect, it } from 'vitest';
import { aWatchedShop, minute } from './a-watched-shop.ts';

const nothing = { queued: 0, waiting: 0, backfilled: 0, restarted: 0, unfinished: 0, unswept: 0 };

describe('a customer whose webhook was lost', () => {
  it('is answered after the next run, once', async () => {
    const shop = await aWatchedShop();
    const { conversationId, contactInboxId } = shop.asks('Hello');
    await shop.turn(conversationId);
    const { messageId } = shop.simulator.customerWrites(contactInboxId, 'How much is the oak table lamp?');
    expect(await shop.run()).toMatchObject({ ...nothing, queued: 1, backfilled: 1 });
    expect(shop.turns).toMatchObject([{ cause: 'missed', conversationId, messageId }]);
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(2);
    expect(shop.said(conversationId)[1]).toContain('€89.00');
    expect(await shop.run()).toMatchObject(nothing);
    expect(shop.turns).toEqual([]);
  });

  it('is found by the first message of a conversation nobody told us of', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(1);
  });

  it('is found among many who were answered, and nobody else is looked at twice', async () => {
    const shop = await aWatchedShop();
    const all = Array.from({ length: 100 }, () => shop.asks('Hello').conversationId);
    const isLost = (index: number) => index % 10 === 3;
    for (const [index, id] of all.entries()) if (!isLost(index)) await shop.turn(id);
    expect(await shop.run()).toMatchObject({ ...nothing, queued: 10, backfilled: 10, compared: 100 });
    expect(shop.turns.map(({ conversationId }) => conversationId).sort((a, b) => a - b)).toEqual(
      all.filter((_, index) => isLost(index)),
    );
    await shop.takeTurns();
    expect(all.map((id) => shop.said(id).length)).toEqual(all.map(() => 1));
    expect(await shop.run()).toMatchObject({ ...nothing, compared: 10 });
  }, 60_000);

  it('in the middle of a burst is found behind the answer to the others', async () => {
    const shop = await aWatchedShop();
    const { conversationId, contactInboxId } = shop.asks('Hello');
    let slipped: number | undefined;
    // After our last look, before our answer: what the list shows last is ours.
    shop.hooks.faultPoint = async (name) => {
      if (name !== 'after-commit' || slipped !== undefined) return;
      const words = shop.simulator.customerWrites(contactInboxId, 'How much is the oak table lamp?');
      slipped = words.messageId;
    };
    await shop.turn(conversationId);
    const ids = shop.simulator.messages(conversationId).map((message) => message.id);
    expect(ids.indexOf(slipped ?? 0)).toBeLessThan(ids.length - 1);
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    expect(shop.turns).toMatchObject([{ conversationId, messageId: slipped }]);
    await shop.takeTurns();
    expect(shop.said(conversationId).at(-1)).toContain('€89.00');
    expect(shop.said(conversationId)).toHaveLength(2);
  });

  it('waits for the webhook first: it may be on its way', async () => {
    const shop = await aWatchedShop();
    shop.asks();
    shop.clock.aheadMs = 0;
    expect(await shop.run()).toMatchObject(nothing);
    // Others write for a long time before the next run: what was left for later is not forgotten over them.
    shop.clock.aheadMs = 10 * minute;
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
  });

  it('and nobody noticed for a day is left alone', async () => {
    const shop = await aWatchedShop();
    shop.asks();
    shop.clock.aheadMs = 25 * 60 * minute;
    expect(await shop.run()).toMatchObject(nothing);
  });
});

describe('a conversation that is not ours', () => {
  it('because a person has just spoken in it is shown to the team, which would not see it as pending', async () => {
    const shop = await aWatchedShop();
    const { conversationId, contactInboxId } = shop.asks('Hello');
    await shop.turn(conversationId);
    shop.simulator.personWrites(conversationId, 'Hello Ana, this is Tomas.');
    expect(await shop.run()).toMatchObject(nothing);
    shop.simulator.customerWrites(contactInboxId, 'How much is the oak table lamp?');
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    await shop.takeTurns();
    expect(shop.simulator.conversation(conversationId)['status']).toBe('open');
    expect(shop.said(conversationId)).toHaveLength(1);
    expect(await shop.run()).toMatchObject(nothing);
  });

  it.each(['open', 'resolved', 'snoozed'] as const)('because it is %s gets no turn', async (status) => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    shop.simulator.setStatus(conversationId, status);
    expect(await shop.run()).toMatchObject(nothing);
  });

  it('gets one when it was given back and nobody told us', async () => {
    const shop = await aWatchedShop();
    const { conversationId, contactInboxId } = shop.asks('Hello');
    await shop.turn(conversationId);
    shop.simulator.personWrites(conversationId, 'Hello Ana, this is Tomas.');
    await shop.turn(conversationId);
    shop.simulator.customerWrites(contactInboxId, 'How much is the oak table lamp?');
    expect(await shop.run()).toMatchObject(nothing);
    shop.simulator.setStatus(conversationId, 'pending');
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    await shop.takeTurns();
    expect(shop.said(conversationId)).toHaveLength(2);
  });
});

describe('when nothing was lost', () => {
  it('costs one call while the shop is quiet, and one more for each conversation that changed', async () => {
    const shop = await aWatchedShop();
    await shop.run();
    expect(shop.calls.splice(0)).toEqual(['list']);
    for (let index = 0; index < 3; index += 1) await shop.turn(shop.asks('Hello').conversationId);
    expect(await shop.run()).toMatchObject({ ...nothing, compared: 3 });
    expect(shop.calls.splice(0)).toEqual(['list', 'messages', 'messages', 'messages']);
    expect(await shop.run()).toMatchObject({ ...nothing, compared: 0 });
    expect(shop.calls).toEqual(['list']);
    expect(shop.turns).toEqual([]);
  });
});
