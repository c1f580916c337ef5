import { beforeAll, describe, expect, it } from 'vitest';
import { setStock } from '../../lib/catalog/stock.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { aStockWorld, type StockWorld } from './a-stock-world.ts';

// Starting a database takes its time on a busy machine; no single test should pay for it.
beforeAll(() => aDb());

const soldOut = { sku: 'LAMP-OAK', stock: 0, url: 'https://shop.example/oak-lamp' };
const notice =
  'Good news, Ana: Oak table lamp is back in stock, for €89.00. Here is the link: https://shop.example/oak-lamp';

/** One customer waits for a sold-out lamp. */
async function oneWaits(channel?: string, hasBot?: boolean) {
  const world = await aStockWorld(soldOut);
  const ana = await world.customer('Ana Souza', channel, hasBot);
  await world.wish(ana);
  return { world, ana, said: () => world.said(ana.conversationId) };
}

const restock = (world: StockWorld, stock = 1) => setStock(world.db, { sku: 'LAMP-OAK', stock });
const attributes = (world: StockWorld, id: number): any =>
  (world.simulator.conversation(id) as any).meta.sender.custom_attributes;

async function told(world: StockWorld, stock?: number) {
  await restock(world, stock);
  await world.check();
  await world.deliver();
}

describe('someone who waits', () => {
  it('is told once that it is back, in the conversation they asked in', async () => {
    const { world, ana, said } = await oneWaits();
    expect(await world.check()).toMatchObject({ backInStock: 0, queued: 0 });
    await restock(world);
    expect(await world.check()).toMatchObject({ backInStock: 1, customersWaiting: 1, queued: 1 });
    expect(world.queue).toMatchObject([{ group: `1:inbox:${ana.inboxId}` }]);
    await world.deliver();
    expect(said()).toEqual([notice]);
    const [message] = world.simulator.messages(ana.conversationId).slice(-1);
    expect(await world.alerts()).toMatchObject([
      { status: 'notified', messageId: message!.id, notifiedAt: world.clock.now, reason: null },
    ]);
    world.pass(600);
    await told(world, 5);
    expect(said()).toHaveLength(1);
    expect(await world.ledger.read({ accountId: 1, conversationId: ana.conversationId })).toMatchObject({
      ...{ owed: [], owner: 'bot', dueAt: null },
    });
  });

  it('is told in a letter where one writes letters, in their language', async () => {
    const world = await aStockWorld(soldOut);
    const eva = await world.customer('eva_1987', 'Channel::Email');
    await world.wish(eva, 'LAMP-OAK', { language: 'es', contact: contactOf(eva.contactId, 'eva_1987') });
    await told(world);
    const [letter] = world.said(eva.conversationId);
    expect(letter).toMatch(
      /^Hola:\n\nBuenas noticias: Oak table lamp vuelve.*89,00 €.*\n\nUn saludo\nDemo shop$/su,
    );
  });

  it('is told where the shop works without a bot too', async () => {
    const { world, said } = await oneWaits('Channel::Api', false);
    await told(world);
    expect(said()).toEqual([notice]);
  });

  it('shows in Chatwoot what they still wait for', async () => {
    const world = await aStockWorld(soldOut, { sku: 'RUG', name: 'Rug', stock: 0 });
    const ana = await world.customer();
    await world.deps.chatwoot.addContactLabels(ana.contactId, ['stock_alert', 'important']);
    await world.deps.chatwoot.setContactAttributes(ana.contactId, { waiting_for: 'Oak table lamp, RUG' });
    await world.wish(ana);
    await world.wish(ana, 'RUG');
    await told(world);
    expect(attributes(world, ana.conversationId)).toMatchObject({ waiting_for: 'RUG' });
    await setStock(world.db, { sku: 'RUG', stock: 1 });
    await world.check();
    await world.deliver();
    expect(attributes(world, ana.conversationId)).not.toHaveProperty('waiting_for');
    expect(world.said(ana.conversationId)).toHaveLength(2);
  });

  it('is told although Chatwoot will not show what they still wait for', async () => {
    const { world, said } = await oneWaits();
    world.simulator.faults.rest({ path: /destroy_custom/, times: 9, kind: { status: 503 } });
    await told(world);
    expect(said()).toHaveLength(1);
    expect(await world.alerts()).toMatchObject([{ status: 'notified' }]);
  });

  it('is told of the variant that came in when any would do', async () => {
    const variants = [
      { sku: 'RUG-RED', name: 'Red', priceCents: 4900, stock: 0 },
      { sku: 'RUG-BLUE', name: 'Blue', priceCents: 5950, stock: 0 },
    ];
    const world = await aStockWorld({ sku: 'RUG', name: 'Rug', variants });
    const ana = await world.customer();
    await world.wish(ana, 'RUG');
    await setStock(world.db, { sku: 'RUG-BLUE', stock: 1 });
    await world.check();
    await world.deliver();
    expect(world.said(ana.conversationId)).toEqual([
      'Good news, Ana: Rug, Blue is back in stock, for €59.50.',
    ]);
  });
});

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

describe('someone who waits for a product and for one of its variants', () => {
  it('is told once', async () => {
    const variants = [
      { sku: 'RUG-RED', name: 'Red', priceCents: 4900, stock: 0 },
      { sku: 'RUG-BLUE', name: 'Blue', priceCents: 5950, stock: 0 },
    ];
    const world = await aStockWorld({ sku: 'RUG', name: 'Rug', variants });
    const ana = await world.customer();
    await world.wish(ana, 'RUG');
    await world.wish(ana, 'RUG-BLUE');
    await setStock(world.db, { sku: 'RUG-BLUE', stock: 2 });
    for (let hour = 0; hour < 2; hour += 1) {
      await world.check();
      await world.deliver();
      world.pass(60);
    }
    expect(world.said(ana.conversationId)).toHaveLength(1);
    const alerts = await world.alerts();
    expect(alerts).toMatchObject([{ status: 'notified' }, { status: 'notified' }]);
    expect(alerts[0]!.messageId).toBe(alerts[1]!.messageId);
    expect(await unannounced(world.db)).toMatchObject({ 'RUG-BLUE': 1 });
  });
});

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

function contactOf(id: number, name: string) {
  return { id, name, email: null, phone: null, identifier: null };
}

async function blockContact(world: StockWorld, contactId: number): Promise<void> {
  const base = world.simulator.credentials;
  await fetch(`${await world.simulator.listen()}/api/v1/accounts/1/contacts/${contactId}`, {
    method: 'PUT',
    headers: { 'Api-Access-Token': base.apiToken, 'Content-Type': 'application/json' },
    body: JSON.stringify({ blocked: true }),
  });
}
