import { describe, expect, it } from 'vitest';
import type { WorkJob } from '../../lib/queue/jobs.ts';
import { aWatchedShop, minute, type WatchedShop } from '../reconcile/a-watched-shop.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const hour = 60 * minute;

/** What the turns put on record as answered, in order. */
const answered = (queued: readonly WorkJob[]) =>
  queued.flatMap((job) => (job.kind === 'after-turn' ? [job.messageIds] : []));

/** Reconcile runs every five minutes for an hour, and its turns are taken: how many it queued. */
async function anHourOfReconcile(shop: WatchedShop): Promise<number> {
  let queued = 0;
  for (let run = 0; run < 12; run += 1) {
    queued += (await shop.run()).queued;
    await shop.takeTurns();
    shop.clock.aheadMs += 5 * minute;
  }
  return queued;
}

/** Somebody new who writes so many messages before anybody looks. */
async function newcomer(bubbles: number) {
  const shop = await aWatchedShop();
  const first = shop.asks();
  const ids = [first.messageId];
  for (let more = 1; more < bubbles; more += 1) {
    ids.push(shop.simulator.customerWrites(first.contactInboxId, `And the lamp number ${more}?`).messageId);
  }
  return { ...shop, ...first, ids };
}

describe('a customer we hear of for the first time', () => {
  it('who wrote more than a page of Chatwoot’s is answered to all of it, and nothing is found missing', async () => {
    const shop = await newcomer(30);
    await shop.turn(shop.conversationId);
    expect(answered(shop.queued)).toEqual([shop.ids]);
    expect(await anHourOfReconcile(shop)).toBe(0);
    expect(shop.said(shop.conversationId)).toHaveLength(1);
    expect(shop.work).toEqual([]);
  });

  it('who wrote more than we read is answered to the newest, and nobody is told of the others', async () => {
    const shop = await newcomer(130);
    await shop.turn(shop.conversationId);
    expect(answered(shop.queued)).toEqual([shop.ids.slice(-100)]);
    expect(await anHourOfReconcile(shop)).toBe(0);
    expect(shop.said(shop.conversationId)).toHaveLength(1);
    expect(shop.work).toEqual([]);
  });

  it('is not answered to what was answered before we came, and nothing of it is found missing', async () => {
    const shop = await newcomer(30);
    await shop.chatwoot.send(shop.conversationId, { text: 'Hi!', outboxId: 'of-before', private: false });
    const { messageId } = shop.simulator.customerWrites(shop.contactInboxId, 'And the wall lamp?');
    await shop.turn(shop.conversationId);
    expect(answered(shop.queued)).toEqual([[messageId]]);
    expect(await anHourOfReconcile(shop)).toBe(0);
    expect(shop.work).toEqual([]);
  });

  it('costs one look at their messages while they wrote little', async () => {
    const shop = await newcomer(3);
    const { conversationId } = shop;
    const looks: number[] = [];
    const { messages } = shop.chatwoot;
    Object.assign(shop.chatwoot, {
      messages(id: number, before?: number) {
        looks.push(id);
        return messages(id, before);
      },
    });
    await shop.turn(conversationId);
    expect(looks).toEqual([conversationId]);
  });
});

describe('an answer to very many messages that was never said', () => {
  it('is given back without the questions that were answered hours before', async () => {
    const models = {
      router: scriptedModel({ decide: () => aVerdict() }),
      conversation: scriptedModel({ converse: () => anAnswer('We do our best.') }),
    };
    const world = await aTurnWorld({ models });
    const customer = world.customer();
    const say = (text: string) => world.simulator.customerWrites(customer, text);
    for (let asked = 0; asked < 12; asked += 1) {
      await world.turn(say(`Question ${asked}`).conversationId);
      world.clock.shiftMs += hour;
    }
    const burst = Array.from({ length: 70 }, (_, index) => say(`Burst ${index}`));
    const conversationId = burst[0]?.conversationId ?? 0;
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('Killed');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('Killed');
    world.hooks.faultPoint = async () => {};
    burst.push(say('One more'));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', paid: 1 });
    expect(answered(world.queued).at(-1)).toEqual(burst.map(({ messageId }) => messageId));
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do' });
  });
});
