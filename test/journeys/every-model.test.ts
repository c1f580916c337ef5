import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInBrain } from '../support/built-in-brain.ts';
import { aModelServer, type ModelServer } from '../support/model-server.ts';
import { aShop, type Shop } from './a-shop.ts';

const key = 'provider-key-not-real';

/** Each journey is gone without a key, and with the real SDKs of each provider against a server of its protocol. */
describe.each([
  { name: 'the built-in model', keys: {}, models: ['built-in'] },
  {
    name: 'Anthropic',
    keys: { ANTHROPIC_API_KEY: key },
    models: ['anthropic:claude-haiku-5-5', 'anthropic:claude-sonnet-5-5'],
  },
  { name: 'OpenAI', keys: { OPENAI_API_KEY: key }, models: ['openai:gpt-6-luna', 'openai:gpt-6-sol'] },
])('with $name', ({ keys, models }) => {
  let server: ModelServer;
  let shop: Shop;
  beforeAll(async () => {
    server = await aModelServer({ brain: builtInBrain() });
    shop = await aShop({ FRONTDESK_VISIBILITY_SECONDS: '1', ...server.env, ...keys });
  }, 180_000);
  afterAll(async () => {
    await shop.stop();
    await server.close();
  });

  const write = (text: string, channel = 'Channel::WebWidget') =>
    shop.simulator.customerWrites(shop.customer(shop.inbox(channel)), text).conversationId;
  const answerIn = (conversationId: number, number = 1) =>
    shop.until(`answer ${number}`, () => shop.said(conversationId)[number - 1]);

  it.each([
    ['How much is the oak table lamp?', '€89.00'],
    ['¿Cuánto cuesta la lámpara Oak Table Lamp?', '89,00 €'],
  ])('%s is answered from the catalogue', async (question, price) => {
    const conversationId = write(question);
    const answer = await answerIn(conversationId);
    expect(answer).toContain(price);
    expect(answer).toContain('https://shop.example/lamp-oak-table');
    const [turn] = await shop.until('the record', async () => {
      const { turns } = await shop.api(`/api/conversations/${conversationId}`);
      return turns.length > 0 && turns;
    });
    expect(models).toContain(turn.model);
    expect(turn.outcome).toBe('answered');
    expect(new Set(turn.receipts.map((receipt: any) => receipt.recordId))).toEqual(
      new Set(['product:LAMP-OAK-TABLE']),
    );
    expect(turn.costUsd > 0).toBe(turn.model !== 'built-in');
  });

  it('who wants to be told is told once, in that conversation, after the stock was set and the schedule ran', async () => {
    const conversationId = write('Please tell me when the brass wall light is back in stock');
    expect(await answerIn(conversationId)).toContain('Brass Wall Light');
    const waiting = async () =>
      (await shop.api('/api/stock-alerts?status=pending')).items.filter(
        (alert: any) => alert.conversationId === conversationId,
      );
    await shop.until('the wish', async () => (await waiting()).length === 1);
    await shop.post('/local/run/stock-check');
    expect(shop.said(conversationId)).toHaveLength(1);

    await shop.post('/api/products/LAMP-BRASS-WALL/stock', { stock: 50 });
    expect(shop.said(conversationId)).toHaveLength(1);
    await shop.post('/local/run/stock-check');
    expect(await answerIn(conversationId, 2)).toContain('https://shop.example/lamp-brass-wall');
    await shop.post('/local/run/stock-check');
    await shop.quiet();
    expect(shop.said(conversationId)).toHaveLength(2);
    const { items } = await shop.api('/api/stock-alerts?status=notified');
    expect(items).toContainEqual(expect.objectContaining({ conversationId, sku: 'LAMP-BRASS-WALL' }));
  });

  it('a complaint is high priority with its reason, a person is told, and the customer has an answer', async () => {
    const conversationId = write('This is outrageous: the lamp arrived broken and nobody answers me!');
    expect(await answerIn(conversationId)).toContain('sorry');
    await shop.until('the priority', () => shop.conversation(conversationId).priority === 'high');
    await shop.until('the note', () => shop.notes(conversationId)[0]?.includes('mention://user/'));
    const [turn] = await shop.until('the record', async () => {
      const { turns } = await shop.api(`/api/conversations/${conversationId}`);
      return turns.length > 0 && turns;
    });
    expect(turn).toMatchObject({ intent: 'complaint', priority: 'high', route: 'high_priority' });
    expect(turn.reason).not.toBe('');
  });

  it.each([
    ['a person, please', 'Channel::WebWidget'],
    ['quiero hablar con una persona, por favor', 'Channel::Whatsapp'],
  ])('%s hands over', async (words, channel) => {
    const conversationId = write(words, channel);
    await answerIn(conversationId);
    await shop.until('the hand-over', () => shop.conversation(conversationId).status === 'open');
  });

  it('an appointment is honestly left to a person', async () => {
    const conversationId = write('I would like to book an appointment for Tuesday');
    expect(await answerIn(conversationId)).toContain('cannot book appointments myself');
    await shop.until('the hand-over', () => shop.conversation(conversationId).status === 'open');
  });

  it('and nothing of all this is printed that is a customer’s, nor the key', async () => {
    expect(await shop.leaks([key])).toEqual([]);
  });
});

describe('when the provider', () => {
  let server: ModelServer;
  let shop: Shop;
  beforeAll(async () => {
    server = await aModelServer({ brain: () => ({ fault: { status: 529 } }) });
    const keys = { ANTHROPIC_API_KEY: key, OPENAI_API_KEY: key, MODEL_EMBEDDING: 'built-in' };
    shop = await aShop({ FRONTDESK_VISIBILITY_SECONDS: '1', ...server.env, ...keys });
  }, 180_000);
  afterAll(async () => {
    await shop.stop();
    await server.close();
  });

  it('is down, and the other one too, the built-in model answers', async () => {
    const customer = shop.customer(shop.inbox('Channel::WebWidget'));
    const { conversationId } = shop.simulator.customerWrites(customer, 'How much is the oak table lamp?');
    const answer = await shop.until('an answer', () => shop.said(conversationId)[0], 40);
    expect(answer).toContain('€89.00');
    expect(new Set(server.requests.map(({ vendor }) => vendor))).toEqual(new Set(['anthropic', 'openai']));
    expect(await shop.leaks([key])).toEqual([]);
  });
});
