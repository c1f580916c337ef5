import { beforeAll, describe, expect, it } from 'vitest';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { blockContact, notice, oneWaits } from './one-waits.ts';

beforeAll(() => aDb());

const dry = { stock: 1, dryRun: true };

describe('somebody who says that it is back', () => {
  it('has those who wait told at once, and the next check tells nobody again', async () => {
    const { world, said } = await oneWaits();
    const [alert] = await world.alerts();
    const { id: alertId, conversationId, channel, lead } = alert!;
    const item = { alertId, decision: 'now', reason: null, conversationId, channel, lead };
    const done = { kind: 'done', items: [item] };
    expect(await world.notify(dry)).toEqual(done);
    expect(world.queue).toEqual([]);
    expect(await world.notify({ stock: 1 })).toEqual(done);
    expect(await world.notify({ stock: 1 })).toEqual({ kind: 'done', items: [] });
    await world.deliver();
    await world.check();
    await world.deliver();
    expect(said()).toEqual([notice]);
    expect(await world.alerts()).toMatchObject([{ status: 'notified' }]);
  });

  it('has everybody told who waits where all are meant, though there is one', async () => {
    const { world, said } = await oneWaits();
    const ben = await world.customer('Ben Adeyemi');
    await world.wish(ben);
    await world.notify({ stock: 1, policy: 'all' });
    await world.deliver();
    expect(said()).toHaveLength(1);
    expect(world.said(ben.conversationId)).toHaveLength(1);
    expect(await unannounced(world.db)).toEqual({ 'LAMP-OAK': 0 });
  });

  it('learns before that a person is talking with them', async () => {
    const { world, ana, said } = await oneWaits();
    world.simulator.personWrites(ana.conversationId, 'Let me see what I can do.');
    expect(await world.notify(dry)).toMatchObject({ items: [{ decision: 'later', reason: 'person-talks' }] });
    expect(await world.notify({ stock: 1 })).toMatchObject({ items: [{ decision: 'later' }] });
    await world.deliver();
    expect(said()).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: 'pending', reason: 'person-talks' }]);
  });

  it('learns before that only a template could reach them', async () => {
    const { world } = await oneWaits('Channel::Whatsapp');
    world.pass(25 * 60);
    expect(await world.notify(dry)).toMatchObject({
      items: [{ decision: 'template', reason: 'window-closed' }],
    });
  });

  it('learns before that they are never told', async () => {
    const { world, ana } = await oneWaits();
    await blockContact(world, ana.contactId);
    expect(await world.notify(dry)).toMatchObject({ items: [{ decision: 'never', reason: 'blocked' }] });
    world.simulator.faults.rest({ path: /conversations\/\d+/, times: 99, kind: { status: 404 } });
    expect(await world.notify(dry)).toMatchObject({
      items: [{ decision: 'never', reason: 'conversation-gone' }],
    });
  });

  it('has them told although Chatwoot does not answer just now', async () => {
    const { world, said } = await oneWaits();
    world.simulator.faults.rest({ times: 99, kind: { status: 503 } });
    expect(await world.notify({ stock: 1 })).toMatchObject({
      items: [{ decision: 'now', reason: 'not-looked-at' }],
    });
    world.simulator.faults.clear();
    await world.deliver();
    expect(said()).toEqual([notice]);
  });

  it('reads who is told although what Chatwoot says of one of them cannot be read', async () => {
    const { world, ana, said } = await oneWaits();
    const ben = await world.customer('Ben Adeyemi');
    await world.wish(ben);
    const path = new RegExp(`/conversations/${ana.conversationId}$`);
    world.simulator.faults.rest({ path, times: 1, kind: { status: 200 } });
    expect(await world.notify({ stock: 2 })).toMatchObject({
      items: [
        { conversationId: ana.conversationId, decision: 'now', reason: 'not-looked-at' },
        { conversationId: ben.conversationId, decision: 'now', reason: null },
      ],
    });
    expect(world.logged).toContainEqual(
      expect.objectContaining({
        event: 'wish.not-looked-at',
        failure: expect.objectContaining({ name: 'MalformedInput' }),
      }),
    );
    await world.deliver();
    expect(said()).toEqual([notice]);
  });

  it('reads who is told although our own record of the conversations cannot be read', async () => {
    const { world, said } = await oneWaits();
    const read = world.deps.ledger.read;
    world.deps.ledger.read = () => Promise.reject(new TypeError('no such field'));
    expect(await world.notify({ stock: 1 })).toMatchObject({
      items: [{ decision: 'now', reason: 'not-looked-at' }],
    });
    world.deps.ledger.read = read;
    await world.deliver();
    expect(said()).toEqual([notice]);
  });
});
