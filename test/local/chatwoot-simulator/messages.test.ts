import { describe, expect, it } from 'vitest';
import { hour, type Json, startReceiver, startSimulator } from './harness.ts';

describe('reading messages', () => {
  it('pages as Chatwoot does', async () => {
    const { admin, talkOn, simulator } = await startSimulator();
    const { conversationId, contactInboxId, messageId: first } = talkOn('WhatsApp', 'message 1');
    for (let count = 2; count <= 130; count += 1)
      simulator.customerWrites(contactInboxId, `message ${count}`);
    const page = async (query: string): Promise<number[]> => {
      const { body } = await admin('GET', `/conversations/${conversationId}/messages${query}`);
      return body.payload.map((message: Json) => message.id - first + 1);
    };
    const span = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const id = (count: number) => first + count - 1;
    expect(await page('')).toEqual(span(111, 130));
    expect(await page(`?before=${id(111)}`)).toEqual(span(91, 110));
    expect(await page(`?after=${id(5)}`)).toEqual(span(6, 105));
    expect(await page(`?after=${id(5)}&before=${id(9)}`)).toEqual(span(5, 8));
  });

  it('hides notes and activity when asked to', async () => {
    const { admin, talkOn, simulator } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    simulator.privateNote(conversationId, 'For us');
    simulator.setStatus(conversationId, 'open');
    const read = async (query: string) =>
      (await admin('GET', `/conversations/${conversationId}/messages${query}`)).body.payload.map(
        (one: Json) => one.message_type,
      );
    expect(await read('')).toEqual([0, 1, 2]);
    expect(await read('?filter_internal_messages=true')).toEqual([0]);
  });
});

describe('writing messages', () => {
  it('keeps unknown content attributes and echoes echo_id only in the answer', async () => {
    const { bot, admin, talkOn } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    const sent = await bot('POST', `/conversations/${conversationId}/messages`, {
      content: 'Hello',
      content_attributes: { outbox_id: 'o-1' },
      echo_id: 'e-1',
    });
    expect(sent.body).toMatchObject({
      content_attributes: { outbox_id: 'o-1' },
      echo_id: 'e-1',
      status: 'sent',
      message_type: 1,
    });
    const { body } = await admin('GET', `/conversations/${conversationId}/messages`);
    const stored = body.payload.at(-1);
    expect(stored).toMatchObject({ content_attributes: { outbox_id: 'o-1' } });
    expect(stored).not.toHaveProperty('echo_id');
  });

  it('takes attachments by multipart and serves them', async () => {
    const { base, simulator, talkOn } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    const form = new FormData();
    form.set('content', 'The size chart');
    form.set('private', 'false');
    form.set('content_attributes', '{"outbox_id":"o-2"}');
    form.append('attachments[]', new Blob(['<script>'], { type: 'text/html' }), 'sizes.html');
    const answer = await fetch(`${base}/api/v1/accounts/1/conversations/${conversationId}/messages`, {
      method: 'POST',
      headers: { 'Api-Access-Token': simulator.credentials.botToken },
      body: form,
    });
    const body: Json = await answer.json();
    expect(body).toMatchObject({ content: 'The size chart', content_attributes: { outbox_id: 'o-2' } });
    expect(body.attachments[0]).toMatchObject({ file_type: 'file', extension: 'html', file_size: 8 });
    const file = await fetch(body.attachments[0].data_url);
    expect(await file.text()).toBe('<script>');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('answers 422 for what Chatwoot refuses', async () => {
    const { admin, talkOn } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    const refused: unknown[] = [
      { content: 'x', message_type: 'incoming' },
      { content: 'x'.repeat(150_001) },
      { content: 'x', content_type: 'hologram' },
      { content: 'x', template_params: { language: 'en' } },
      {
        content: 'x',
        content_type: 'input_select',
        content_attributes: { items: [{ title: 'A', value: 'a', emoji: '!' }] },
      },
      { content: 'x', content_attributes: 'not json' },
    ];
    for (const body of refused) {
      const answer = await admin('POST', `/conversations/${conversationId}/messages`, body);
      expect(answer.status).toBe(422);
      expect(typeof answer.body.error).toBe('string');
    }
  });

  it('takes at most 200 messages a minute in one conversation', async () => {
    const { bot, talkOn, simulator, clock } = await startSimulator();
    const { conversationId, contactInboxId } = talkOn('WhatsApp');
    for (let count = 0; count < 199; count += 1) simulator.customerWrites(contactInboxId, 'again');
    const refused = await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Slow down' });
    expect([refused.status, refused.body.error]).toEqual([422, 'Validation failed: Too many messages']);
    clock.pass(61_000);
    expect(
      (await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Better' })).status,
    ).toBe(200);
  });

  it('lets an API inbox take incoming messages and a delivery status', async () => {
    const { admin, talkOn } = await startSimulator();
    const { conversationId } = talkOn('API');
    const incoming = await admin('POST', `/conversations/${conversationId}/messages`, {
      content: 'Hi',
      message_type: 'incoming',
    });
    expect(incoming.body).toMatchObject({ message_type: 0, sender: { type: 'contact' } });
    const sent = await admin('POST', `/conversations/${conversationId}/messages`, { content: 'Hello' });
    const path = `/conversations/${conversationId}/messages/${sent.body.id}`;
    const failed = await admin('PATCH', path, { status: 'failed', external_error: 'no such number' });
    expect(failed.body).toMatchObject({
      status: 'failed',
      content_attributes: { external_error: 'no such number' },
    });
    const elsewhere = talkOn('WhatsApp');
    const refused = await admin(
      'PATCH',
      `/conversations/${elsewhere.conversationId}/messages/${elsewhere.messageId}`,
      { status: 'read' },
    );
    expect(refused.status).toBe(403);
  });
});

describe('on the way to the channel', () => {
  it('gets its channel id first and its receipts after', async () => {
    const receiver = await startReceiver();
    // A webhook shows the conversation as it is when it is sent: the next step must not be sooner than that.
    const sending = { send: 200, delivered: 200, read: 200 };
    const { bot, talkOn, simulator } = await startSimulator({ webhookUrl: () => receiver.url, sending });
    const { conversationId } = talkOn('WhatsApp');
    await simulator.idle();
    const { body } = await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes' });
    await simulator.idle();
    const life = receiver.received
      .map((one) => one.body)
      .filter((one) => one.id === body.id && one.conversation !== undefined)
      .map(
        (one) =>
          `${one.event} ${one.source_id === null ? 'no id' : 'wamid'} ${one.conversation.messages[0].status}`,
      );
    const once = [
      'message_created no id sent',
      'message_updated wamid sent',
      'message_updated wamid delivered',
      'message_updated wamid read',
    ];
    expect(life.filter((one, index) => life.indexOf(one) === index)).toEqual(once);
    expect(life).toHaveLength(8);
  });

  it('is not sent when it brings a source_id of its own', async () => {
    const { bot, talkOn, simulator } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    await bot('POST', `/conversations/${conversationId}/messages`, {
      content: 'Imported',
      source_id: 'old-1',
    });
    await simulator.idle();
    expect(simulator.messages(conversationId).at(-1)).toMatchObject({ source_id: 'old-1', status: 'sent' });
  });

  it('is accepted outside the window and fails afterwards', async () => {
    const { bot, admin, talkOn, simulator, clock } = await startSimulator();
    const windows: [string, number, string | null][] = [
      ['WhatsApp', 24, 'Template not found or invalid template name'],
      ['Instagram', 24, '10 - (#10) This message is sent outside of allowed window'],
      ['Messenger', 24, '10 - (#10) This message is sent outside of allowed window'],
      ['TikTok', 48, 'Message is outside of the messaging window'],
      ['Email', 24, null],
      ['Telegram', 24, null],
    ];
    for (const [inbox, hours, error] of windows) {
      const { conversationId } = talkOn(inbox);
      const canReply = async () => (await admin('GET', `/conversations/${conversationId}`)).body.can_reply;
      clock.pass(hours * hour - 1000);
      expect([inbox, await canReply()]).toEqual([inbox, true]);
      clock.pass(1000);
      expect([inbox, await canReply()]).toEqual([inbox, error === null]);
      const sent = await bot('POST', `/conversations/${conversationId}/messages`, {
        content: 'Still there?',
      });
      expect([sent.status, sent.body.status]).toEqual([200, 'sent']);
      await simulator.idle();
      const after = simulator.messages(conversationId).at(-1);
      expect([
        inbox,
        after?.status === 'failed',
        after?.content_attributes['external_error'] ?? null,
      ]).toEqual([inbox, error !== null, error]);
    }
  });

  it('reaches WhatsApp outside the window with an approved template only', async () => {
    const { bot, talkOn, simulator, clock } = await startSimulator();
    const { conversationId } = talkOn('WhatsApp');
    clock.pass(30 * hour);
    const send = async (template_params: unknown) => {
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Hello', template_params });
      await simulator.idle();
      const last = simulator.messages(conversationId).at(-1);
      return last?.status === 'failed'
        ? String(last.content_attributes['external_error']).slice(0, 6)
        : last?.status;
    };
    const params = { body: { '1': 'Ana', '2': 'The Alma lamp' } };
    expect(await send({ name: 'back_in_stock', language: 'en', processed_params: params })).toBe('read');
    expect(await send({ name: 'back_in_stock', language: 'en', processed_params: { '1': 'Ana' } })).toBe(
      '132000',
    );
    expect(await send({ name: 'spring_sale', language: 'en', processed_params: { '1': 'Ana' } })).toBe(
      '132001',
    );
  });

  it('can be sent again after a failure', async () => {
    const { admin, bot, talkOn, simulator, clock } = await startSimulator();
    const { conversationId, contactInboxId } = talkOn('WhatsApp');
    clock.pass(30 * hour);
    const { body } = await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Late' });
    await simulator.idle();
    simulator.customerWrites(contactInboxId, 'I am back');
    await admin('POST', `/conversations/${conversationId}/messages/${body.id}/retry`);
    await simulator.idle();
    expect(simulator.messages(conversationId).find((one) => one.id === body.id)).toMatchObject({
      status: 'read',
      content_attributes: {},
    });
  });
});
