import { describe, expect, it } from 'vitest';
import { type Json, startReceiver, startSimulator } from './harness.ts';

describe('contacts', () => {
  it('lists only those with email, phone or identifier, 15 to a page, and echoes the page as a string', async () => {
    const { admin, simulator, inboxId } = await startSimulator();
    for (let count = 0; count < 16; count += 1)
      simulator.newCustomer({ name: `Customer ${count}`, inboxId: inboxId('WhatsApp') });
    const hidden = simulator.newCustomer({ name: 'Zoe Hidden', inboxId: inboxId('Instagram') });
    const first = await admin('GET', '/contacts?page=1');
    expect(first.body.meta).toEqual({ count: 16, current_page: '1' });
    expect(first.body.payload).toHaveLength(15);
    expect(first.body.payload[0].contact_inboxes[0].inbox).toMatchObject({
      channel_type: 'Channel::Whatsapp',
    });
    expect((await admin('GET', '/contacts?page=2')).body.payload).toHaveLength(1);
    expect((await admin('GET', '/contacts/search?q=zoe')).body.payload.map((one: Json) => one.id)).toEqual([
      hidden.contactId,
    ]);
    expect((await admin('GET', '/contacts/search')).status).toBe(422);
  });

  it('merges attributes, drops unknown keys in silence and keeps labels apart', async () => {
    const { admin } = await startSimulator();
    const created = await admin('POST', '/contacts', {
      name: 'Ben',
      email: 'Ben@customer.example',
      custom_attributes: { a: 1 },
    });
    const { id } = created.body.payload.contact;
    expect(created.body.payload.contact_inbox).toEqual({ inbox: null, source_id: null });
    const changed = await admin('PUT', `/contacts/${id}`, { custom_attributes: { b: 2 }, labels: ['vip'] });
    expect(changed.body.payload).toMatchObject({
      email: 'ben@customer.example',
      custom_attributes: { a: 1, b: 2 },
    });
    expect((await admin('GET', `/contacts/${id}/labels`)).body).toEqual({ payload: [] });
    expect(
      (await admin('POST', `/contacts/${id}/destroy_custom_attributes`, { custom_attributes: ['a'] })).body
        .payload.custom_attributes,
    ).toEqual({ b: 2 });
  });

  it('refuses a second contact with the same email, phone or identifier', async () => {
    const { admin } = await startSimulator();
    const ben = {
      name: 'Ben',
      email: 'ben@customer.example',
      phone_number: '+12125550177',
      identifier: 'ben',
    };
    await admin('POST', '/contacts', ben);
    const again = await admin('POST', '/contacts', { email: 'ben@customer.example' });
    expect([again.status, again.body]).toEqual([
      422,
      { message: 'Email has already been taken', attributes: ['email'] },
    ]);
    expect((await admin('POST', '/contacts', { phone_number: '+12125550177' })).status).toBe(422);
    expect((await admin('POST', '/contacts', { identifier: 'ben' })).status).toBe(422);
    expect((await admin('POST', '/contacts', { phone_number: '212 555' })).status).toBe(422);
  });

  it('replaces or clears labels as a whole; bulk adds, and adding wins over removing', async () => {
    const { admin } = await startSimulator();
    const { id } = (await admin('POST', '/contacts', { name: 'Ben', identifier: 'ben' })).body.payload
      .contact;
    const labels = async () => (await admin('GET', `/contacts/${id}/labels`)).body.payload;
    await admin('POST', `/contacts/${id}/labels`, { labels: ['one', 'two'] });
    await admin('POST', '/bulk_actions', {
      type: 'Contact',
      ids: [id],
      labels: { add: ['three'], remove: ['one'] },
    });
    expect(await labels()).toEqual(['one', 'two', 'three']);
    await admin('POST', '/bulk_actions', { type: 'Contact', ids: [id], labels: { remove: ['one'] } });
    expect(await labels()).toEqual(['two', 'three']);
    await admin('POST', `/contacts/${id}/labels`, {});
    expect(await labels()).toEqual([]);
  });

  it('filters by labels, by defined attributes, and refuses an unknown key', async () => {
    const { admin } = await startSimulator();
    const add = async (name: string, city: string, labels: string[]) => {
      const { id } = (
        await admin('POST', '/contacts', {
          name,
          identifier: name,
          custom_attributes: { city_of_birth: city },
        })
      ).body.payload.contact;
      await admin('POST', `/contacts/${id}/labels`, { labels });
    };
    await add('ana', 'Porto', ['vip']);
    await add('ben', 'Oslo', ['vip', 'loud']);
    await add('cleo', 'Oslo', []);
    const filter = async (...payload: unknown[]) => {
      const { status, body } = await admin('POST', '/contacts/filter', { payload });
      return status === 200 ? body.payload.map((one: Json) => one.name) : status;
    };
    const is = (attribute_key: string, value: string, query_operator: string | null = null) => ({
      attribute_key,
      filter_operator: 'equal_to',
      values: [value],
      query_operator,
    });
    expect(await filter(is('labels', 'vip'))).toEqual(['ana', 'ben']);
    expect(await filter(is('city_of_birth', 'Oslo'))).toBe(422);
    const definition = {
      attribute_display_name: 'City of birth',
      attribute_display_type: 0,
      attribute_key: 'city_of_birth',
      attribute_model: 1,
    };
    expect((await admin('POST', '/custom_attribute_definitions', definition)).body).toMatchObject({
      attribute_model: 'contact_attribute',
      attribute_display_type: 'text',
    });
    expect(await filter(is('city_of_birth', 'Oslo', 'AND'), is('labels', 'vip'))).toEqual(['ben']);
    expect(await filter(is('name', 'ana', 'OR'), is('labels', 'loud'))).toEqual(['ana', 'ben']);
    expect(await filter(is('shoe_size', '42'))).toBe(422);
    expect(
      await filter({
        attribute_key: 'labels',
        filter_operator: 'is_not_present',
        values: [],
        query_operator: null,
      }),
    ).toEqual(['cleo']);
  });

  it('merges two into one without a word to anybody', async () => {
    const receiver = await startReceiver();
    const { admin, talkOn, simulator } = await startSimulator({ webhookUrl: () => receiver.url });
    const [base, other] = [talkOn('WhatsApp'), talkOn('Instagram')];
    await simulator.idle();
    const before = receiver.received.length;
    await admin('POST', '/actions/contact_merge', {
      base_contact_id: base.contactId,
      mergee_contact_id: other.contactId,
    });
    await simulator.idle();
    expect(receiver.received).toHaveLength(before);
    expect((await admin('GET', `/contacts/${other.contactId}`)).status).toBe(404);
    const { body } = await admin('GET', `/contacts/${base.contactId}/conversations`);
    expect(body.payload.map((one: Json) => one.id).sort()).toEqual([
      base.conversationId,
      other.conversationId,
    ]);
  });

  it('keeps notes', async () => {
    const { admin, talkOn } = await startSimulator();
    const { contactId } = talkOn('WhatsApp');
    await admin('POST', `/contacts/${contactId}/notes`, { note: { content: 'Prefers brass' } });
    expect((await admin('GET', `/contacts/${contactId}/notes`)).body).toMatchObject([
      { content: 'Prefers brass', user: { id: 1 } },
    ]);
  });
});

describe('setting up', () => {
  it('makes webhooks with secrets of their own and checks address and subscriptions', async () => {
    const { admin } = await startSimulator();
    const made = await admin('POST', '/webhooks', { url: 'https://desk.example/hook' });
    const webhook = made.body.payload.webhook;
    expect(webhook.subscriptions).toHaveLength(8);
    expect(webhook.secret.length).toBeGreaterThan(20);
    expect((await admin('POST', '/webhooks', { url: 'https://desk.example/hook' })).body).toMatchObject({
      attributes: ['url'],
    });
    expect(
      (await admin('POST', '/webhooks', { url: 'https://two.example/', subscriptions: [] })).status,
    ).toBe(422);
    expect(
      (
        await admin('POST', '/webhooks', {
          url: 'https://two.example/',
          subscriptions: ['conversation_resolved'],
        })
      ).status,
    ).toBe(422);
    const patched = await admin('PATCH', `/webhooks/${webhook.id}`, {
      webhook: { subscriptions: ['message_created'] },
    });
    expect(patched.body.payload.webhook).toMatchObject({
      subscriptions: ['message_created'],
      secret: webhook.secret,
    });
    await admin('DELETE', `/webhooks/${webhook.id}`);
    expect((await admin('GET', '/webhooks')).body.payload.webhooks).toHaveLength(1);
  });

  it('makes a bot, attaches it, takes it away and gives it a new secret', async () => {
    const shop = await startSimulator();
    const { admin, inboxId } = shop;
    const bot = (
      await admin('POST', '/agent_bots', { name: 'Second', outgoing_url: 'https://desk.example/bot' })
    ).body;
    const path = `/inboxes/${inboxId('API without a bot')}`;
    expect((await admin('GET', `${path}/agent_bot`)).body).toEqual({ agent_bot: {} });
    await admin('POST', `${path}/set_agent_bot`, { agent_bot: bot.id });
    expect((await admin('GET', `${path}/agent_bot`)).body.agent_bot).toMatchObject({
      id: bot.id,
      name: 'Second',
    });
    await admin('POST', `${path}/set_agent_bot`, { agent_bot: null });
    expect((await admin('GET', `${path}/agent_bot`)).body).toEqual({ agent_bot: {} });
    const renewed = await admin('POST', `/agent_bots/${bot.id}/reset_secret`);
    expect(renewed.body.secret).not.toBe(bot.secret);
    expect(renewed.body.access_token).toBe(bot.access_token);
  });

  it('keeps labels lower-case, short of spaces and unique', async () => {
    const { admin } = await startSimulator();
    expect((await admin('POST', '/labels', { title: 'Hot_Lead' })).body).toMatchObject({ title: 'hot_lead' });
    for (const title of ['hot_lead', 'two words', 'x', ''])
      expect((await admin('POST', '/labels', { title })).status).toBe(422);
  });

  it('shows templates of WhatsApp inboxes and the medium of Twilio ones', async () => {
    const { admin, inboxId } = await startSimulator();
    const whatsapp = (await admin('GET', `/inboxes/${inboxId('WhatsApp')}`)).body;
    expect(whatsapp.message_templates.map((one: Json) => one.status)).toContain('PENDING');
    const twilio = (await admin('GET', `/inboxes/${inboxId('WhatsApp (Twilio)')}`)).body;
    expect(twilio).toMatchObject({ channel_type: 'Channel::TwilioSms', medium: 'whatsapp' });
    expect(twilio.content_templates.templates[0].friendly_name).toBe('back_in_stock');
    expect((await admin('POST', `/inboxes/${whatsapp.id}/sync_templates`)).status).toBe(200);
  });
});
