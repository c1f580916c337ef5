import { beforeAll, describe, expect, it } from 'vitest';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { notice, oneWaits, restock, told } from './one-waits.ts';

// Starting a database takes its time on a busy machine; no single test should pay for it.
beforeAll(() => aDb());

describe('someone who is not told now', () => {
  const open = { status: 'pending', notifiedAt: null };

  it('waits on when it is sold out again', async () => {
    const { world, said } = await oneWaits();
    await restock(world);
    await world.check();
    await restock(world, 0);
    await world.deliver();
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'sold-out-again' }]);
    await told(world);
    expect(said()).toEqual([notice]);
  });

  it('is told after the person who talks with them has gone, and somebody else meanwhile', async () => {
    const { world, ana, said } = await oneWaits();
    const ben = await world.customer('Ben Adeyemi');
    await world.wish(ben);
    world.simulator.personWrites(ana.conversationId, 'Let me see what I can do.');
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'person-talks' }, open]);
    world.pass(60);
    await world.check();
    await world.deliver();
    // Ana still comes first, and still has a person to talk to.
    expect(world.said(ben.conversationId)).toEqual([]);
    await world.check();
    await world.deliver();
    expect(world.said(ben.conversationId)).toHaveLength(1);
    world.pass(12 * 60);
    await told(world, 2);
    expect(said()).toEqual([notice]);
  });

  it('is not talked over in a conversation a person has open', async () => {
    const { world, ana, said } = await oneWaits();
    world.simulator.assign(ana.conversationId, 2);
    world.simulator.setStatus(ana.conversationId, 'open');
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'person-talks' }]);
  });

  it('waits while the assistant is paused', async () => {
    const { world, ana, said } = await oneWaits();
    const key = { accountId: 1, conversationId: ana.conversationId };
    await world.ledger.write(key, { ...(await world.ledger.read(key))!, paused: true });
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'paused' }]);
  });

  it('is answered first when they have just written, and holds up nobody else meanwhile', async () => {
    const { world, ana, said } = await oneWaits();
    const ben = await world.customer('Ben Adeyemi');
    await world.wish(ben);
    await restock(world, 2);
    await world.check();
    world.simulator.customerWrites(ana.contactInboxId, 'By the way, do you ship to Spain?');
    expect(await world.attempt()).toBe(true);
    expect(await world.attempt()).toBe(true);
    expect(said()).toEqual([]);
    expect(world.said(ben.conversationId)).toHaveLength(1);
    expect(await world.alerts()).toMatchObject([
      { ...open, reason: 'customer-wrote' },
      { status: 'notified' },
    ]);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 1 });
    await world.answered(ana.conversationId);
    world.pass(60);
    await world.check();
    await world.deliver();
    expect(said()).toEqual([notice]);
  });

  it('waits for the person they were handed over to, until a day is over', async () => {
    const { world, ana, said } = await oneWaits();
    world.simulator.customerWrites(ana.contactInboxId, 'This is the third broken lamp!');
    await world.deps.chatwoot.open(ana.conversationId);
    await world.answered(ana.conversationId);
    world.pass(6);
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'person-awaited' }]);
    world.pass(24 * 60);
    await told(world);
    expect(said()).toEqual([notice]);
  });

  it('waits on when there are not enough left, who waits longest first', async () => {
    const { world, said } = await oneWaits();
    const others = [await world.customer('Ben Adeyemi'), await world.customer('Eva Long')];
    for (const other of others) await world.wish(other);
    await restock(world, 3);
    await world.check();
    await restock(world, 1);
    await world.deliver();
    expect(said()).toHaveLength(1);
    expect(others.flatMap(({ conversationId }) => world.said(conversationId))).toEqual([]);
    expect(await world.alerts()).toMatchObject([
      { status: 'notified' },
      { ...open, reason: 'not-enough-left' },
      { ...open, reason: 'not-enough-left' },
    ]);
    expect(await world.check()).toMatchObject({ queued: 0 });
    await restock(world, 2);
    await world.check();
    await world.deliver();
    expect(world.said(others[0]!.conversationId)).toHaveLength(1);
    expect(world.said(others[1]!.conversationId)).toEqual([]);
  });

  it('waits on when the shop does not sell it any more, and a person knows', async () => {
    const { world, said } = await oneWaits();
    await restock(world);
    await world.check();
    await world.db.query('delete from products');
    await world.deliver();
    await world.check();
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ ...open, reason: 'not-sold-any-more' }]);
    expect(await world.worklist()).toEqual([
      { id: expect.any(String), reason: expect.stringContaining('not sold any more') },
    ]);
  });

  it('is left to a person once when the channel’s window is closed, and the next one is told', async () => {
    const { world, said } = await oneWaits('Channel::Whatsapp');
    world.pass(25 * 60);
    const ben = await world.customer('Ben Adeyemi', 'Channel::Whatsapp');
    await world.wish(ben);
    await told(world);
    expect(said()).toEqual([]);
    const [ana] = await world.alerts();
    expect(ana).toMatchObject({ ...open, reason: 'window-closed' });
    await world.check();
    await world.deliver();
    expect(world.said(ben.conversationId)).toEqual([notice]);
    expect(await world.worklist()).toEqual([
      { id: expect.any(String), reason: expect.stringContaining('please write') },
    ]);
    expect(said()).toEqual([]);
  });

  it('is left to a person once per restock, however often it is tried', async () => {
    const { world, said } = await oneWaits('Channel::Whatsapp');
    world.pass(25 * 60);
    await told(world);
    for (let day = 0; day < 3; day += 1) {
      world.pass(24 * 60);
      await world.check();
      await world.deliver();
    }
    expect(await world.worklist()).toHaveLength(1);
    // A month later it comes in again, and a person must know again.
    await restock(world, 0);
    world.pass(30 * 24 * 60);
    await told(world);
    expect(await world.worklist()).toHaveLength(2);
    expect(said()).toEqual([]);
  });
});
