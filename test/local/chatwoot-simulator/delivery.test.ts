import { describe, expect, it } from 'vitest';
import { startReceiver, startSimulator } from './harness.ts';

/** What was tried, by the simulator's own reports. */
function attempts(shop: Awaited<ReturnType<typeof startSimulator>>, kind: 'bot' | 'account', event: string) {
  return shop.simulator.deliveries().filter((one) => one.endpoint.kind === kind && one.event.name === event);
}

describe('order', () => {
  it('is created, message, contact, and waiting time only when it starts anew', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    const { conversationId, contactInboxId } = shop.talkOn('WhatsApp');
    await shop.simulator.idle();
    const account = () =>
      shop.simulator
        .deliveries()
        .filter((one) => one.endpoint.kind === 'account')
        .map((one) => one.event.name);
    expect(account()).toEqual([
      'contact_created',
      'conversation_created',
      'message_created',
      'contact_updated',
    ]);
    await shop.bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes' });
    await shop.simulator.idle();
    const before = account().length;
    shop.clock.pass(1000);
    shop.simulator.customerWrites(contactInboxId, 'And in green?');
    await shop.simulator.idle();
    expect(account().slice(before)).toEqual(['message_created', 'contact_updated', 'conversation_updated']);
  });

  it('tells a bot of opening and resolving, and never of contacts or new conversations', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    const { conversationId } = shop.talkOn('WhatsApp');
    shop.simulator.setStatus(conversationId, 'open');
    shop.simulator.setStatus(conversationId, 'resolved');
    await shop.simulator.idle();
    const names = (kind: 'bot' | 'account') =>
      new Set(
        shop.simulator
          .deliveries()
          .filter((one) => one.endpoint.kind === kind)
          .map((one) => one.event.name),
      );
    expect([...names('bot')].sort()).toEqual([
      'conversation_opened',
      'conversation_resolved',
      'conversation_status_changed',
      'conversation_updated',
      'message_created',
    ]);
    expect([...names('account')].sort()).toEqual([
      'contact_created',
      'contact_updated',
      'conversation_created',
      'conversation_status_changed',
      'conversation_updated',
      'message_created',
    ]);
  });

  it('keeps one customer’s events in order and sends twenty at a time', async () => {
    const receiver = await startReceiver(() => 200, 15);
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    for (let count = 0; count < 30; count += 1) shop.talkOn('WhatsApp');
    await shop.simulator.idle();
    expect(receiver.mostAtOnce()).toBe(20);
    expect(receiver.of('message_created')).toHaveLength(60);
    const first = { contact: 1, conversation: 1, message: 50_001, typing: 0, widget: 0 };
    const aboutFirst = shop.simulator
      .deliveries()
      .filter(({ endpoint, event }) => endpoint.kind === 'account' && event.id === first[event.about])
      .map((one) => one.event.name);
    expect(aboutFirst).toEqual([
      'contact_created',
      'conversation_created',
      'message_created',
      'contact_updated',
    ]);
  });

  it('does not tell a bot that is not attached', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    shop.talkOn('API without a bot');
    await shop.simulator.idle();
    expect(shop.simulator.deliveries().some((one) => one.endpoint.kind === 'bot')).toBe(false);
  });
});

describe('when Frontdesk does not answer well', () => {
  it.each([
    [500, 3],
    [429, 3],
    [503, 1],
    [401, 1],
    [-1, 1],
    [0, 1],
  ])('answer %i means %i attempts for a bot, one for the account', async (status, tries) => {
    const receiver = await startReceiver((one) => (one.body.event === 'message_created' ? status : 200));
    const shop = await startSimulator({ webhookUrl: () => receiver.url, delivery: { timeoutMs: 60 } });
    const { conversationId } = shop.talkOn('WhatsApp');
    await shop.simulator.idle();
    const bot = attempts(shop, 'bot', 'message_created');
    expect(bot).toHaveLength(tries);
    expect(new Set(bot.map((one) => one.deliveryId)).size).toBe(1);
    expect(attempts(shop, 'account', 'message_created')).toHaveLength(1);
    expect(shop.simulator.conversation(conversationId)['status']).toBe('open');
    expect(shop.simulator.messages(conversationId).at(-1)).toMatchObject({
      message_type: 2,
      content: 'Conversation was marked open by system due to an error with the agent bot.',
    });
    // Neither the customer's message nor anything else is marked as failed.
    expect(shop.simulator.messages(conversationId)[0]?.status).toBe('sent');
    expect(JSON.stringify(shop.lines)).not.toContain('reading lamp');
  });

  it('stays pending when a later attempt succeeds', async () => {
    let left = 2;
    const receiver = await startReceiver((one) =>
      one.body.event === 'message_created' && left-- > 0 ? 500 : 200,
    );
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    // Only the bot, so that the two failures are the bot's.
    await shop.admin('DELETE', '/webhooks/1');
    const { conversationId } = shop.talkOn('WhatsApp');
    await shop.simulator.idle();
    expect(attempts(shop, 'bot', 'message_created').map((one) => one.attempt)).toEqual([1, 2, 3]);
    expect(shop.simulator.conversation(conversationId)['status']).toBe('pending');
  });

  it('is not bothered by a failed conversation event', async () => {
    const receiver = await startReceiver((one) => (one.body.event.startsWith('conversation_') ? 503 : 200));
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    const { conversationId } = shop.talkOn('WhatsApp');
    shop.simulator.setStatus(conversationId, 'resolved');
    shop.simulator.setStatus(conversationId, 'pending');
    await shop.simulator.idle();
    expect(shop.simulator.conversation(conversationId)['status']).toBe('pending');
  });

  it('marks an API inbox’ message as failed when its callback fails', async () => {
    const callback = await startReceiver(() => 502);
    const shop = await startSimulator();
    const made = await shop.admin('POST', '/inboxes', {
      name: 'Kiosk',
      channel: { type: 'api', webhook_url: callback.url },
    });
    const { conversationId } = shop.talkOn('Kiosk');
    const sent = await shop.admin('POST', `/conversations/${conversationId}/messages`, { content: 'Hello' });
    await shop.simulator.idle();
    expect(made.body).toMatchObject({ channel_type: 'Channel::Api', webhook_url: callback.url });
    expect(shop.simulator.messages(conversationId).find((one) => one.id === sent.body.id)).toMatchObject({
      status: 'failed',
      content_attributes: { external_error: 'answered 502' },
    });
  });
});

describe('faults of the webhooks', () => {
  const play = async (seed: number, faults: { lose?: number; duplicate?: number; shuffle?: number }) => {
    const receiver = await startReceiver();
    const webhooks = { ...faults, shuffleMs: 60 };
    const shop = await startSimulator({ webhookUrl: () => receiver.url, seed, webhooks });
    const { contactInboxId } = shop.talkOn('WhatsApp', 'message 0');
    for (let count = 1; count < 20; count += 1)
      shop.simulator.customerWrites(contactInboxId, `message ${count}`);
    await shop.simulator.idle();
    return { receiver, shop };
  };

  it('lose some, the same ones for the same seed', async () => {
    const contents = async (seed: number) =>
      (await play(seed, { lose: 0.4 })).receiver
        .of('message_created')
        .map((body) => body.content)
        .sort();
    const first = await contents(7);
    expect(first.length).toBeGreaterThan(5);
    expect(first.length).toBeLessThan(40);
    expect(await contents(7)).toEqual(first);
    expect(await contents(8)).not.toEqual(first);
  });

  it('send some twice, under the same delivery id and under a new one', async () => {
    const { shop } = await play(3, { duplicate: 0.5 });
    const sent = attempts(shop, 'bot', 'message_created');
    expect(sent.length).toBeGreaterThan(20);
    const byMessage = Map.groupBy(sent, (one) => one.event.id);
    const twice = [...byMessage.values()].filter((one) => one.length === 2);
    const sameId = twice.filter(([a, b]) => a?.deliveryId === b?.deliveryId);
    expect(sameId.length).toBeGreaterThan(0);
    expect(sameId.length).toBeLessThan(twice.length);
  });

  it('may begin and end at any time, also from another process', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    const set = (faults: unknown) =>
      fetch(`${shop.base}/ui/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
    expect(await (await set({ lose: 1 })).json()).toMatchObject({ lose: 1, duplicate: 0 });
    shop.talkOn('WhatsApp', 'unheard');
    expect((await set({ lose: 2 })).status).toBe(422);
    await set({ lose: 0 });
    shop.talkOn('WhatsApp', 'heard');
    await shop.simulator.idle();
    const heard = receiver.of('message_created').map((body) => body.content);
    expect([...new Set(heard)]).toEqual(['heard']);
  });

  it('change the order', async () => {
    const { shop } = await play(5, { shuffle: 1 });
    const ids = attempts(shop, 'bot', 'message_created').map((one) => one.event.id);
    expect(ids).toHaveLength(20);
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
  });

  it('wait while delivery is paused', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    shop.simulator.pauseDelivery();
    shop.talkOn('WhatsApp');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(receiver.received).toHaveLength(0);
    shop.simulator.resumeDelivery();
    await shop.simulator.idle();
    expect(receiver.of('message_created')).toHaveLength(2);
  });
});
