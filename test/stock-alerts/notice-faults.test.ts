import { beforeAll, describe, expect, it } from 'vitest';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { notice, oneWaits, restock, told } from './one-waits.ts';

// Starting a database takes its time on a busy machine; no single test should pay for it.
beforeAll(() => aDb());

describe('whatever breaks', () => {
  it.each(['after-outbound-commit', 'after-outbound-send'])(
    'a crash at %s tells nobody twice',
    async (where) => {
      const { world, ana, said } = await oneWaits();
      await restock(world);
      await world.check();
      world.hooks.faultPoint = async (name) => {
        if (name === where) throw new Error('the process died here');
      };
      expect(await world.attempt()).toBe(false);
      world.hooks.faultPoint = async () => {};
      // A turn comes in between and leaves the notice to the worker.
      world.simulator.customerWrites(ana.contactInboxId, 'Thanks!');
      await world.answered(ana.conversationId);
      await world.deliver();
      expect(said()).toEqual([notice]);
      expect(await world.alerts()).toMatchObject([{ status: 'notified' }]);
      expect(await world.ledger.read({ accountId: 1, conversationId: ana.conversationId })).toMatchObject({
        owed: [],
      });
    },
  );

  it.each([
    ['is lost', { drop: true }],
    ['and only its answer is lost', { drop: true, after: true }],
    ['is answered with an error after it was done', { status: 502, after: true }],
  ] as const)('a message that %s is said once', async (_what, kind) => {
    const { world, said } = await oneWaits();
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind });
    await told(world);
    expect(said()).toEqual([notice]);
    expect(await world.alerts()).toMatchObject([{ status: 'notified' }]);
  });

  it('someone whose person came after a crash is told later, and once', async () => {
    const { world, ana, said } = await oneWaits();
    await restock(world);
    await world.check();
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-outbound-commit') throw new Error('the process died here');
    };
    await world.attempt();
    world.hooks.faultPoint = async () => {};
    world.simulator.personWrites(ana.conversationId, 'I have this.');
    await world.deliver();
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'pending', reason: 'person-talks' }]);
    const key = { accountId: 1, conversationId: ana.conversationId };
    expect(await world.ledger.read(key)).toMatchObject({ owed: [] });
    world.pass(13 * 60);
    await world.check();
    await world.deliver();
    expect(said()).toEqual([notice]);
  });

  it('what cannot be sent in twelve attempts goes back and is tried an hour later', async () => {
    const { world, said } = await oneWaits();
    world.simulator.faults.rest({ path: /conversations/, times: 99, kind: { status: 503 } });
    await told(world);
    world.simulator.faults.clear();
    expect(await world.alerts()).toMatchObject([{ status: 'pending', reason: 'failed' }]);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 1 });
    await world.check();
    expect(world.queue).toEqual([]);
    world.pass(60);
    await world.check();
    await world.deliver();
    expect(said()).toEqual([notice]);
  });

  it('what may have been said keeps its unit until that can be seen', async () => {
    const { world, said } = await oneWaits();
    const ben = await world.customer('Ben Adeyemi');
    await world.wish(ben);
    world.simulator.faults.rest({
      method: 'POST',
      path: /messages$/,
      times: 1,
      kind: { drop: true, after: true },
    });
    await restock(world);
    await world.check();
    await world.attempt();
    world.simulator.faults.rest({ method: 'GET', times: 99, kind: { status: 503 } });
    await world.deliver();
    world.simulator.faults.clear();
    expect(await world.alerts()).toMatchObject([{ status: 'sending' }, { status: 'pending' }]);
    world.pass(60);
    await world.check();
    await world.deliver();
    expect(await world.alerts()).toMatchObject([{ status: 'notified' }, { status: 'pending' }]);
    expect(said()).toEqual([notice]);
  });

  it('what Chatwoot refuses to send is left to a person', async () => {
    const { world, said } = await oneWaits();
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind: { status: 422 } });
    await told(world);
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'pending', reason: 'refused' }]);
    expect(await world.worklist()).toHaveLength(1);
  });

  it('a notice that could not be queued goes back, and one that was lost is queued again', async () => {
    const { world, said } = await oneWaits();
    await restock(world);
    world.hooks.queueIsDown = true;
    expect(await world.check()).toMatchObject({ queued: 0, notQueued: 1 });
    expect(await world.alerts()).toMatchObject([{ status: 'pending', reason: 'not-queued' }]);
    world.hooks.queueIsDown = false;
    expect(await world.check()).toMatchObject({ queued: 1 });
    world.queue.splice(0);
    world.pass(14);
    expect(await world.check()).toMatchObject({ requeued: 0 });
    world.pass(2);
    expect(await world.check()).toMatchObject({ requeued: 1, queued: 0 });
    await world.deliver();
    expect(said()).toEqual([notice]);
  });
});
