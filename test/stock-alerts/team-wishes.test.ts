import { beforeAll, describe, expect, it } from 'vitest';
import { addWish } from '../../lib/stock-alerts/add-wish.ts';
import { cancelWish } from '../../lib/stock-alerts/cancel-wish.ts';
import { aDb } from '../support/postgres.ts';
import { aStockWorld } from './a-stock-world.ts';
import { attributes, notice, oneWaits, restock, soldOut, told } from './one-waits.ts';

beforeAll(() => aDb());

/** A customer of a shop that has run out of lamps, and somebody of the team who notes what they wait for. */
async function aTeam(sku = 'LAMP-OAK') {
  const world = await aStockWorld(soldOut);
  const ana = await world.customer();
  const add = (conversationId = ana.conversationId) =>
    addWish(world.deps, { accountId: 1, conversationId, sku });
  return { world, ana, add };
}

describe('a wish that the team notes', () => {
  it('is kept as one that the customer stated: they are told, in that conversation', async () => {
    const { world, ana, add } = await aTeam();
    expect(await add()).toMatchObject({ kind: 'noted', isNew: true });
    expect(await world.alerts()).toMatchObject([
      {
        status: 'pending',
        conversationId: ana.conversationId,
        lead: { name: 'Ana Souza' },
        priority: 'high',
      },
    ]);
    expect(attributes(world, ana.conversationId)).toMatchObject({ waiting_for: 'Oak table lamp' });
    await told(world);
    expect(world.said(ana.conversationId)).toEqual([notice]);
  });

  it('is the one they have, if they wait for it already', async () => {
    const { world, ana, add } = await aTeam();
    await world.wish(ana);
    const [known] = await world.alerts();
    expect(await add()).toEqual({ kind: 'noted', id: known!.id, isNew: false });
    expect(await add()).toEqual({ kind: 'noted', id: known!.id, isNew: false });
    expect(await world.alerts()).toHaveLength(1);
  });

  it('is a new one after they were told', async () => {
    const { world, add } = await aTeam();
    await add();
    await told(world);
    world.pass(60);
    expect(await add()).toMatchObject({ isNew: true });
  });

  it('is of a product that is sold, in a conversation that there is', async () => {
    const { world, add } = await aTeam();
    expect(await add(999)).toEqual({ kind: 'unknown-conversation' });
    expect(await (await aTeam('NONE')).add()).toEqual({ kind: 'unknown-sku' });
    expect(await world.alerts()).toEqual([]);
  });

  it('is none after they said stop, until they write again', async () => {
    const { world, ana, add } = await aTeam();
    world.pass(1);
    await world.optOut(ana);
    expect(await add()).toEqual({ kind: 'opted-out' });
    world.pass(1);
    world.simulator.customerWrites(ana.contactInboxId, 'Do tell me about the lamp, though.');
    expect(await add()).toMatchObject({ kind: 'noted', isNew: true });
  });
});

describe('a wish that the team cancels', () => {
  it('is over, and nobody is told', async () => {
    const { world, ana, said } = await oneWaits();
    await world.deps.chatwoot.setContactAttributes(ana.contactId, { waiting_for: 'Oak table lamp' });
    const { id } = (await world.alerts())[0]!;
    for (const _ of ['once', 'again']) {
      expect(await cancelWish(world.deps, { accountId: 1, id })).toMatchObject({
        status: 'cancelled',
        reason: 'cancelled-by-team',
      });
    }
    expect(attributes(world, ana.conversationId)).not.toHaveProperty('waiting_for');
    await told(world);
    expect(said()).toEqual([]);
  });

  it('stays what it is when they are being told, or were told', async () => {
    const { world, said } = await oneWaits();
    const { id } = (await world.alerts())[0]!;
    await restock(world);
    await world.check();
    expect(await cancelWish(world.deps, { accountId: 1, id })).toMatchObject({ status: 'sending' });
    await world.deliver();
    expect(await cancelWish(world.deps, { accountId: 1, id })).toMatchObject({ status: 'notified' });
    expect(said()).toEqual([notice]);
  });

  it('is nobody else’s', async () => {
    const { world } = await oneWaits();
    const { id } = (await world.alerts())[0]!;
    expect(await cancelWish(world.deps, { accountId: 2, id })).toBeUndefined();
    expect(await world.alerts()).toMatchObject([{ status: 'pending' }]);
  });
});
