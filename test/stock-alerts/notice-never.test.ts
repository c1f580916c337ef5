import { beforeAll, describe, expect, it } from 'vitest';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { aStockWorld } from './a-stock-world.ts';
import { blockContact, notice, oneWaits, restock, soldOut, told } from './one-waits.ts';

// Starting a database takes its time on a busy machine; no single test should pay for it.
beforeAll(() => aDb());

describe('someone who is never told', () => {
  it('is blocked', async () => {
    const { world, ana, said } = await oneWaits();
    await blockContact(world, ana.contactId);
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'cancelled', reason: 'blocked' }]);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 1 });
  });

  it('has a conversation Chatwoot does not show any more', async () => {
    const { world, ana, said } = await oneWaits();
    world.simulator.faults.rest({ path: /conversations\/\d+/, times: 99, kind: { status: 404 } });
    await told(world);
    world.simulator.faults.clear();
    expect(said()).toEqual([]);
    const [alert] = await world.alerts();
    expect(alert).toMatchObject({ status: 'cancelled', reason: 'conversation-gone' });
    expect(await world.worklist()).toHaveLength(1);
    expect(ana.conversationId).toBe(alert!.conversationId);
  });

  it('said stop, also when they were about to be told', async () => {
    const { world, ana, said } = await oneWaits();
    await restock(world);
    await world.check();
    world.pass(1);
    await world.optOut(ana);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 0 });
    await world.deliver();
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'cancelled', reason: 'opted-out' }]);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 1 });
    world.pass(1);
    await world.wish(ana);
    await world.check();
    await world.deliver();
    expect(said()).toEqual([notice]);
  });
});

describe('someone who said stop where nobody wrote it down', () => {
  it('is not told, also when a person had the conversation', async () => {
    const { world, ana, said } = await oneWaits();
    world.pass(1);
    world.simulator.customerWrites(ana.contactInboxId, 'STOP');
    world.simulator.personWrites(ana.conversationId, 'As you wish.');
    await world.answered(ana.conversationId);
    world.pass(13 * 60);
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'cancelled', reason: 'opted-out' }]);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 1 });
  });

  it('is told of what they asked for afterwards', async () => {
    const world = await aStockWorld(soldOut);
    const ana = await world.customer();
    world.simulator.customerWrites(ana.contactInboxId, 'STOP');
    await world.answered(ana.conversationId);
    world.pass(1);
    await world.wish(ana);
    await told(world);
    expect(world.said(ana.conversationId)).toEqual([notice]);
  });
});
