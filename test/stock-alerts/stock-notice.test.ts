import { beforeAll, describe, expect, it } from 'vitest';
import { setStock } from '../../lib/catalog/stock.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { aDb } from '../support/postgres.ts';
import { aStockWorld } from './a-stock-world.ts';
import { attributes, notice, oneWaits, restock, soldOut, told } from './one-waits.ts';

// Starting a database takes its time on a busy machine; no single test should pay for it.
beforeAll(() => aDb());

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

function contactOf(id: number, name: string) {
  return { id, name, email: null, phone: null, identifier: null };
}
