import { describe, expect, it } from 'vitest';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { createStockAlertTool } from '../../lib/turn/tools/create-stock-alert.ts';
import { anAnswer, aVerdict, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const wish = 'Please tell me when the brass wall lamp is back in stock';
const picks = (sku: string | null, variantSku: string | null = null) =>
  scriptedModel({ decide: () => ({ sku, variantSku, confidence: sku === null ? 0.1 : 0.95 }) });

describe('a customer who wants to be told', () => {
  it('is told that it is noted, marked in Chatwoot, and the wish travels with its context', async () => {
    const world = await aTurnWorld({ models: { extraction: picks('LAMP-WALL') } });
    const { conversationId, messageId } = world.simulator.customerWrites(world.customer(), wish);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.said(conversationId)[0]).toContain('Brass Wall Lamp');
    expect(world.queued).toMatchObject([
      {
        kind: 'stock-alert',
        product: { sku: 'LAMP-WALL', name: 'Brass Wall Lamp', url: 'https://shop.example/brass-wall-lamp' },
        messageId,
        customerMessage: wish,
        language: 'en',
        channel: 'web',
      },
      { kind: 'after-turn', outcome: 'answered', route: 'stock_alert', intent: 'stock_alert' },
    ]);
    expect(await world.contactOf(conversationId)).toMatchObject({
      labels: expect.arrayContaining(['stock_alert', 'important']),
      custom_attributes: { waiting_for: 'Brass Wall Lamp' },
    });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'pending' });
  });

  it('and then to hear no more waits for nothing, as Chatwoot shows', async () => {
    const world = await aTurnWorld({ models: { extraction: picks('LAMP-WALL') } });
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, wish);
    await world.turn(conversationId);
    world.simulator.customerWrites(customer, 'STOP');
    await world.turn(conversationId);
    const contact = await world.contactOf(conversationId);
    expect(contact.labels).not.toContain('stock_alert');
    expect(contact.custom_attributes).toEqual({});
  });

  it('and waits for something else already is marked as waiting for both', async () => {
    const world = await aTurnWorld({ models: { extraction: picks('LAMP-WALL') } });
    world.waiting.push({ sku: 'RUG', productName: 'Wool Rug' });
    const { conversationId } = world.simulator.customerWrites(world.customer(), wish);
    await world.turn(conversationId);
    expect(await world.contactOf(conversationId)).toMatchObject({
      custom_attributes: { waiting_for: 'Wool Rug, Brass Wall Lamp' },
    });
  });

  it('of something that is there hears that it is there, and nothing is noted', async () => {
    const world = await aTurnWorld({ models: { extraction: picks('LAMP-OAK') } });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Please tell me when the oak table lamp is back in stock',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)[0]).toContain('€89.00');
    expect(world.queued.map((job) => job.kind)).toEqual(['after-turn']);
  });

  it('of nobody knows what is handed to a person when the model cannot find out', async () => {
    const world = await aTurnWorld({
      models: {
        extraction: picks(null),
        conversation: scriptedModel({ converse: () => ({ kind: 'unknown', reason: 'unclear' }) }),
      },
    });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Tell me when it is back in stock',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.queued.map((job) => job.kind)).toEqual(['worklist', 'after-turn']);
  });

  it('of nobody knows what may be asked back which one', async () => {
    const world = await aTurnWorld({
      models: {
        extraction: picks(null),
        conversation: scriptedModel({
          converse: () => anAnswer('Which lamp do you mean?', { asksBack: true }),
        }),
      },
    });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Tell me when it is back in stock',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toEqual(['Which lamp do you mean?']);
  });

  it('is not fobbed off with an answer that leaves the wish unheeded', async () => {
    const world = await aTurnWorld({
      models: {
        extraction: picks(null),
        conversation: scriptedModel({ converse: () => anAnswer('The brass wall lamp is sold out.') }),
      },
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), wish);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
  });

  it('gets a person when the catalogue cannot be read: a promise that cannot be noted is not made', async () => {
    const world = await aTurnWorld({
      shopData: () => Promise.reject(new UpstreamUnavailable('Postgres is down')),
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), wish);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.queued.map((job) => job.kind)).toEqual(['worklist', 'after-turn']);
  });
});

const sold = {
  productSku: 'P',
  productId: '00000000-0000-4000-8000-000000000000',
  name: 'Lamp',
  variantName: null,
  priceCents: 100,
  currency: 'EUR',
  url: null,
  stock: 0,
};

describe('the agent’s create_stock_alert', () => {
  const asking = aVerdict({ intent: 'product_inquiry' });
  const routing = scriptedModel({ id: 'openai:router', decide: () => asking });

  it('is carried out with the answer that confirms it', async () => {
    const conversation = scriptedModel({
      converse: async (_request, use) => {
        await use('create_stock_alert', { sku: 'LAMP-WALL' });
        return anAnswer('It is sold out. We will write to you here when it is back.', {
          promisesAlert: true,
          claims: [{ text: 'It is sold out.', recordId: 'product:LAMP-WALL' }],
        });
      },
    });
    const world = await aTurnWorld({ models: { router: routing, conversation } });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Any brass wall lamps? Let me know',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.queued.map((job) => job.kind)).toEqual(['stock-alert', 'after-turn']);
  });

  it('notes nothing that is in stock, and a promise without a note never reaches the customer', async () => {
    const conversation = scriptedModel({
      converse: async (_request, use) => {
        expect(await use('create_stock_alert', { sku: 'LAMP-OAK' })).toMatchObject({ noted: false });
        return anAnswer('We will tell you when it is back.', { promisesAlert: true });
      },
    });
    const world = await aTurnWorld({ models: { router: routing, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), 'Any oak lamps? Let me know');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.queued.map((job) => job.kind)).not.toContain('stock-alert');
    expect(world.said(conversationId).join()).not.toContain('tell you when');
  });

  it.each([
    ['asks back whether to note it', anAnswer('Shall I note that for you?', { asksBack: true })],
    ['says nothing of it', anAnswer('We are sorry about the brass wall lamp.')],
  ])('is not carried out with an answer that %s', async (_what, reply) => {
    const conversation = scriptedModel({
      converse: async (_request, use) => {
        await use('create_stock_alert', { sku: 'LAMP-WALL' });
        return reply;
      },
    });
    const world = await aTurnWorld({ models: { router: routing, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), 'Any brass wall lamps?');
    await world.turn(conversationId);
    expect(world.queued.map((job) => job.kind)).not.toContain('stock-alert');
  });

  it.each([
    'We will write to you here as soon as it is back.',
    'I have reserved one for you, a colleague will call today.',
  ])('is not there, so nothing is promised: %s', async (text) => {
    const conversation = scriptedModel({ converse: () => anAnswer(text) });
    const world = await aTurnWorld({ models: { router: routing, conversation } });
    const { conversationId } = world.simulator.customerWrites(world.customer(), 'Any brass wall lamps?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).not.toContain(text);
  });

  it('notes three things at the most', async () => {
    const tool = createStockAlertTool(async (sku) => ({ ...sold, sku }));
    const results = [];
    for (const sku of ['A', 'B', 'C', 'D', 'A']) results.push(await tool.run({ sku }));
    expect(results.map((result: any) => result.noted)).toEqual([true, true, true, false, true]);
    await expect(tool.run({ sku: 'A\0' })).rejects.toThrow('needs {sku}');
  });

  it('is dropped with an answer that may not go out', async () => {
    const conversation = scriptedModel({
      converse: async (_request, use) => {
        await use('create_stock_alert', { sku: 'LAMP-WALL' });
        return anAnswer('It costs 12 € and will be back.', { promisesAlert: true });
      },
    });
    const world = await aTurnWorld({ models: { router: routing, conversation } });
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Any brass lamps? Let me know',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.queued.map((job) => job.kind)).toEqual(['worklist', 'after-turn']);
  });
});
