import { describe, expect, it } from 'vitest';
import { startReceiver, startSimulator, type Json } from './harness.ts';

const statusOf = (shop: Awaited<ReturnType<typeof startSimulator>>, id: number) =>
  shop.simulator.conversation(id)['status'];

it('starts pending where a bot listens and open where none does', async () => {
  const shop = await startSimulator();
  for (const inbox of shop.simulator.inboxes()) {
    const { conversationId } = shop.talkOn(inbox.name);
    expect([inbox.name, statusOf(shop, conversationId)]).toEqual([
      inbox.name,
      inbox.hasBot ? 'pending' : 'open',
    ]);
  }
  expect(shop.simulator.inboxes().filter((inbox) => !inbox.hasBot)).toHaveLength(1);
  expect(
    new Set(shop.simulator.inboxes().map(({ channel, medium }) => `${channel} ${medium ?? ''}`)).size,
  ).toBe(12);
});

describe('hand-off', () => {
  it('by the bot opens the conversation, starts the waiting time and answers success null', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    await shop.bot('POST', `/conversations/${conversationId}/messages`, {
      content: 'A colleague will answer.',
    });
    expect(shop.simulator.conversation(conversationId)['waiting_since']).toBe(0);
    shop.clock.pass(5000);
    const { body } = await shop.bot('POST', `/conversations/${conversationId}/toggle_status`, {
      status: 'open',
    });
    expect(body.payload).toEqual({
      success: null,
      conversation_id: conversationId,
      current_status: 'open',
      snoozed_until: null,
    });
    expect(shop.simulator.conversation(conversationId)).toMatchObject({
      status: 'open',
      waiting_since: Math.floor(shop.clock.now().getTime() / 1000),
    });
  });

  it('does not come from a person’s reply: pending stays pending', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    shop.simulator.personWrites(conversationId, 'I take over');
    expect(shop.simulator.conversation(conversationId)).toMatchObject({ status: 'pending' });
    expect(shop.simulator.conversation(conversationId)['first_reply_created_at']).toBeGreaterThan(0);
  });

  it('counts a bot’s answer not as the first reply', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    await shop.bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes' });
    expect(shop.simulator.conversation(conversationId)['first_reply_created_at']).toBe(0);
  });
});

describe('when the customer writes again', () => {
  it('a resolved conversation goes on with the bot on the website, by email and where the inbox is locked to one', async () => {
    const shop = await startSimulator();
    for (const inbox of ['Website', 'Email', 'API', 'Telegram']) {
      const { conversationId, contactInboxId } = shop.talkOn(inbox);
      shop.simulator.setStatus(conversationId, 'resolved');
      const again = shop.simulator.customerWrites(contactInboxId, 'One more thing');
      expect([inbox, again.conversationId, statusOf(shop, conversationId)]).toEqual([
        inbox,
        conversationId,
        'pending',
      ]);
    }
  });

  it('other channels start a new conversation', async () => {
    const shop = await startSimulator();
    const { conversationId, contactInboxId } = shop.talkOn('WhatsApp');
    shop.simulator.setStatus(conversationId, 'resolved');
    const again = shop.simulator.customerWrites(contactInboxId, 'One more thing');
    expect(again.conversationId).not.toBe(conversationId);
    expect([statusOf(shop, conversationId), statusOf(shop, again.conversationId)]).toEqual([
      'resolved',
      'pending',
    ]);
  });

  it('an open one stays with the person, a snoozed one opens even with a bot', async () => {
    const shop = await startSimulator();
    for (const status of ['open', 'snoozed'] as const) {
      const { conversationId, contactInboxId } = shop.talkOn('WhatsApp');
      shop.simulator.setStatus(conversationId, status);
      shop.simulator.customerWrites(contactInboxId, 'Hello?');
      expect(statusOf(shop, conversationId)).toBe('open');
    }
  });
});

describe('assignment', () => {
  it('answers the person, the team, or null for somebody unknown, who unassigns', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    const assign = async (body: unknown) =>
      (await shop.admin('POST', `/conversations/${conversationId}/assignments`, body)).body;
    expect(await assign({ assignee_id: 2, team_id: 1 })).toMatchObject({ id: 2, role: 'agent' });
    expect(await assign({ team_id: 1 })).toMatchObject({ id: 1, name: 'sales' });
    expect(shop.simulator.conversation(conversationId)).toMatchObject({
      status: 'pending',
      meta: { assignee: { id: 2 }, assignee_type: 'User', team: { id: 1 } },
    });
    expect(await assign({ assignee_id: 1, assignee_type: 'AgentBot' })).toMatchObject({ type: 'agent_bot' });
    expect(shop.simulator.conversation(conversationId)['meta']).toMatchObject({ assignee_type: 'AgentBot' });
    expect(await assign({ assignee_id: 999 })).toBeNull();
    expect(shop.simulator.conversation(conversationId)['meta']).not.toHaveProperty('assignee');
  });
});

describe('state by REST', () => {
  it('replaces labels and attributes as a whole, and bulk actions add and remove', async () => {
    const shop = await startSimulator();
    const { conversationId: id } = shop.talkOn('WhatsApp');
    const labels = async () => (await shop.bot('GET', `/conversations/${id}/labels`)).body.payload;
    await shop.bot('POST', `/conversations/${id}/labels`, { labels: ['one', 'two'] });
    await shop.bot('POST', `/conversations/${id}/labels`, { labels: ['three'] });
    expect(await labels()).toEqual(['three']);
    await shop.admin('POST', '/bulk_actions', {
      type: 'Conversation',
      ids: [id],
      labels: { add: ['four'], remove: ['three'] },
    });
    expect(await labels()).toEqual(['four']);
    await shop.bot('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { a: 1 } });
    const { body } = await shop.bot('POST', `/conversations/${id}/custom_attributes`, {
      custom_attributes: { b: 2 },
    });
    expect(body).toEqual({ custom_attributes: { b: 2 } });
    expect(shop.simulator.conversation(id)['custom_attributes']).toEqual({ b: 2 });
  });

  it('answers 500 for a status or priority that does not exist, as Rails enums do', async () => {
    const shop = await startSimulator();
    const { conversationId: id } = shop.talkOn('WhatsApp');
    expect((await shop.bot('POST', `/conversations/${id}/toggle_status`, { status: 'bot' })).status).toBe(
      500,
    );
    expect(
      (await shop.bot('POST', `/conversations/${id}/toggle_priority`, { priority: 'none' })).status,
    ).toBe(500);
    expect((await shop.bot('POST', `/conversations/${id}/toggle_priority`, { priority: null })).status).toBe(
      200,
    );
    expect(statusOf(shop, id)).toBe('pending');
  });

  it('starts conversations where the channel allows it', async () => {
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    const contact = await shop.admin('POST', '/contacts', {
      name: 'Ben',
      phone_number: '+12125550177',
      email: 'ben@customer.example',
    });
    const contact_id = contact.body.payload.contact.id;
    const start = (inbox: string, more = {}) =>
      shop.admin('POST', '/conversations', {
        contact_id,
        inbox_id: shop.inboxId(inbox),
        status: 'open',
        ...more,
      });
    const whatsapp = await start('WhatsApp', { message: { content: 'Hello {{contact.name}}' } });
    expect(whatsapp.body).toMatchObject({
      status: 'pending',
      can_reply: false,
      last_non_activity_message: { content: 'Hello Ben' },
    });
    expect((await start('Email')).status).toBe(200);
    expect((await start('API without a bot')).body).toMatchObject({ status: 'open' });
    expect((await start('Instagram')).status).toBe(500);
    await shop.simulator.idle();
    expect(receiver.of('conversation_created')).toHaveLength(3);
  });

  it('lists by status, 25 to a page, open by default', async () => {
    const shop = await startSimulator();
    for (let count = 0; count < 27; count += 1) shop.talkOn('WhatsApp');
    const list = async (query: string) => (await shop.admin('GET', `/conversations${query}`)).body.data;
    expect((await list('')).payload).toHaveLength(0);
    const first = await list('?status=pending');
    expect(first.meta.all_count).toBe(27);
    expect(first.payload).toHaveLength(25);
    expect((await list('?status=pending&page=2')).payload).toHaveLength(2);
    // Chatwoot ignores the page here, so a paging loop would never end.
    expect((await list('?status=pending&updated_within=3600&page=2')).payload).toHaveLength(27);
  });

  it('puts whatever moved last first, activity lines included, and shows its last words', async () => {
    const shop = await startSimulator();
    const [first, second] = [shop.talkOn('WhatsApp', 'One'), shop.talkOn('WhatsApp', 'Two')];
    shop.clock.pass(1000);
    shop.simulator.setStatus(first.conversationId, 'open');
    const list = async (query: string) => (await shop.admin('GET', `/conversations${query}`)).body.data;
    const { payload, meta } = await list('?status=all&page=1');
    expect(meta.all_count).toBe(2);
    expect(payload.map((one: Json) => one.id)).toEqual([first.conversationId, second.conversationId]);
    const [{ last_activity_at, last_non_activity_message: last, updated_at }] = payload;
    expect(last_activity_at).toBe(Math.floor(shop.clock.now().getTime() / 1000));
    expect(last).toMatchObject({ id: first.messageId, message_type: 0, content: 'One' });
    expect((await list('?status=all&page=2')).payload).toEqual([]);

    // Every message touches the row, whether or not anything else of it changes.
    shop.clock.pass(1000);
    shop.simulator.customerWrites(first.contactInboxId, 'Three');
    const [touched] = (await list('?status=all')).payload;
    expect(touched.updated_at).toBeGreaterThan(updated_at);
    expect((await list('?status=all&updated_within=1')).payload).toHaveLength(1);
  });
});
