import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Json, startReceiver, startSimulator } from './harness.ts';

const folder = join(import.meta.dirname, '../../fixtures/chatwoot');
const example = (name: string): Json => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

/** Hashes whose keys the shop chooses. */
const freeForm = new Set(['custom_attributes', 'additional_attributes', 'content_attributes', 'event_info']);

/** Every key with the sort of its value; null counts as any sort, because examples show one case only. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}: array`, ...value.flatMap((one) => shape(one, `${path}[]`))];
  if (typeof value !== 'object' || value === null)
    return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    freeForm.has(key) ? [`${path}.${key}: hash`] : [`${path}.${key}`, ...shape(inner, `${path}.${key}`)],
  );
}
const keysOf = (value: unknown): string[] =>
  [...new Set(shape(value).filter((one) => !one.includes(': ')))].sort();
/** The sorts of the values by key, where both sides have one. */
function sortsOf(value: unknown): Map<string, string> {
  const found = shape(value).flatMap((one) => {
    const [key = '', sort = ''] = one.split(': ');
    return sort === '' || sort === 'null' ? [] : [[key, sort] as const];
  });
  return new Map(found);
}

function expectSameShape(sent: unknown, name: string): void {
  const wanted = example(name);
  expect(keysOf(sent)).toEqual(keysOf(wanted));
  const [sentSorts, wantedSorts] = [sortsOf(sent), sortsOf(wanted)];
  for (const [key, sort] of sentSorts)
    if (wantedSorts.has(key)) expect([key, sort]).toEqual([key, wantedSorts.get(key)]);
}

type Shop = Awaited<ReturnType<typeof startSimulator>>;

/** What the customer and the shop do, and which of the webhooks it leads to is the example's. */
const stories: Record<
  string,
  { event: string; act: (shop: Shop) => Promise<void> | void; pick?: (body: Json) => boolean }
> = {
  'message_created.incoming_text': { event: 'message_created', act: ({ talkOn }) => void talkOn('WhatsApp') },
  'message_created.incoming_audio_no_content': {
    event: 'message_created',
    act: ({ simulator, inboxId }) => {
      const ana = simulator.newCustomer({ name: 'Ana', inboxId: inboxId('WhatsApp') });
      const files = [{ contentType: 'audio/ogg', url: 'https://files.example/voice.ogg', size: 18_233 }];
      simulator.customerWrites(ana.contactInboxId, { content: null, files });
    },
  },
  'message_created.outgoing_agent_bot': {
    event: 'message_created',
    pick: (body) => body.message_type === 'outgoing',
    act: async ({ talkOn, bot }) => {
      const { conversationId } = talkOn('WhatsApp');
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes, 14 left.' });
    },
  },
  'message_created.private_note_user': {
    event: 'message_created',
    pick: (body) => body.private,
    act: async ({ talkOn, bot, simulator }) => {
      const { conversationId } = talkOn('WhatsApp');
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes, 14 left.' });
      simulator.privateNote(conversationId, 'VIP');
    },
  },
  'message_created.external_echo_native_app': {
    event: 'message_created',
    pick: (body) => body.content_attributes.external_echo === true,
    act: ({ talkOn, simulator }) =>
      void simulator.phoneAppWrites(talkOn('WhatsApp').conversationId, 'I’ll call'),
  },
  'message_created.template_greeting': {
    event: 'message_created',
    pick: (body) => body.message_type === 'template',
    act: ({ talkOn, simulator }) =>
      void simulator.greet(talkOn('WhatsApp').conversationId, 'Thanks for writing!'),
  },
  'message_updated.delivered': {
    event: 'message_updated',
    pick: (body) => body.conversation.messages[0].status === 'delivered',
    act: async ({ talkOn, bot }) => {
      const { conversationId } = talkOn('WhatsApp');
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes.' });
    },
  },
  'message_updated.delivery_failed': {
    event: 'message_updated',
    pick: (body) => body.conversation.messages[0].status === 'failed',
    act: async ({ talkOn, bot, clock }) => {
      const { conversationId } = talkOn('WhatsApp');
      clock.pass(25 * 3_600_000);
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Still there?' });
    },
  },
  'message_updated.deleted': {
    event: 'message_updated',
    pick: (body) => body.content_attributes.deleted === true,
    act: async ({ talkOn, bot, simulator }) => {
      const { conversationId } = talkOn('WhatsApp');
      const { body } = await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Wrong' });
      simulator.deleteMessage(body.id);
    },
  },
  'message_updated.widget_select_submitted': {
    event: 'message_updated',
    pick: (body) => body.content_attributes.submitted_values !== undefined,
    act: async ({ talkOn, bot, simulator }) => {
      const { conversationId } = talkOn('Website');
      const items = [
        { title: 'Small', value: 's' },
        { title: 'Large', value: 'l' },
      ];
      const question = {
        content: 'Which size?',
        content_type: 'input_select',
        content_attributes: { items },
      };
      const { body } = await bot('POST', `/conversations/${conversationId}/messages`, question);
      simulator.customerChooses(body.id, 'l');
    },
  },
  conversation_created: { event: 'conversation_created', act: ({ talkOn }) => void talkOn('WhatsApp') },
  conversation_status_changed: {
    event: 'conversation_status_changed',
    act: async ({ talkOn, bot }) => {
      const { conversationId } = talkOn('WhatsApp');
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes.' });
      await bot('POST', `/conversations/${conversationId}/toggle_status`, { status: 'open' });
    },
  },
  'conversation_updated.assigned_and_opened': {
    event: 'conversation_updated',
    pick: (body) => body.meta.assignee !== null && Object.hasOwn(body.changed_attributes[0], 'assignee_id'),
    act: async ({ talkOn, bot, admin }) => {
      const { conversationId } = talkOn('WhatsApp');
      await bot('POST', `/conversations/${conversationId}/messages`, { content: 'Yes.' });
      await admin('POST', `/conversations/${conversationId}/assignments`, { team_id: 1 });
      await admin('POST', `/bulk_actions`, {
        type: 'Conversation',
        ids: [conversationId],
        labels: { add: ['vip'] },
        fields: { status: 'open', assignee_id: 2 },
      });
    },
  },
  contact_created: { event: 'contact_created', act: ({ talkOn }) => void talkOn('WhatsApp') },
  'contact_updated.each_incoming_message': {
    event: 'contact_updated',
    act: ({ talkOn }) => void talkOn('WhatsApp'),
  },
  'contact_updated.custom_attributes': {
    event: 'contact_updated',
    pick: (body) => body.changed_attributes.some((one: object) => 'custom_attributes' in one),
    act: async ({ talkOn, admin }) => {
      const { contactId } = talkOn('WhatsApp');
      const custom_attributes = { lifecycle_stage: 'evaluating', last_order_id: 'A-5521' };
      await admin('PUT', `/contacts/${contactId}`, { custom_attributes });
    },
  },
  'conversation_typing_on.agent': {
    event: 'conversation_typing_on',
    act: async ({ talkOn, admin }) => {
      const subscriptions = ['message_created', 'conversation_typing_on'];
      await admin('PATCH', '/webhooks/1', { subscriptions });
      const { conversationId } = talkOn('WhatsApp');
      await admin('POST', `/conversations/${conversationId}/toggle_typing_status`, { typing_status: 'on' });
    },
  },
  webwidget_triggered: {
    event: 'webwidget_triggered',
    act: ({ simulator, inboxId }) => {
      const ana = simulator.newCustomer({ name: 'Ana', inboxId: inboxId('Website') });
      simulator.openWidget(ana.contactInboxId, { referer: 'https://shop.example/' });
    },
  },
};

describe('webhooks look like the ones of Chatwoot 4.15.1', () => {
  it.each(Object.keys(stories))('%s', async (name) => {
    const story = stories[name]!;
    const receiver = await startReceiver();
    const shop = await startSimulator({ webhookUrl: () => receiver.url });
    await story.act(shop);
    await shop.simulator.idle();
    const fitting = receiver.of(story.event).filter(story.pick ?? (() => true));
    expect(fitting.length).toBeGreaterThan(0);
    for (const body of fitting) expectSameShape(body, name);
  });

  it('leaves no example out', () => {
    expect(Object.keys(stories)).toHaveLength(18);
    for (const name of Object.keys(stories)) expect(() => example(name)).not.toThrow();
  });

  it('says nothing about what changed in conversation_status_changed', async () => {
    const receiver = await startReceiver();
    const { simulator, talkOn } = await startSimulator({ webhookUrl: () => receiver.url });
    simulator.setStatus(talkOn('WhatsApp').conversationId, 'open');
    await simulator.idle();
    expect(receiver.of('conversation_status_changed').map((body) => body.changed_attributes)).toEqual([
      null,
      null,
    ]);
    expect(receiver.of('conversation_updated')[0].changed_attributes[0]).toEqual({
      status: { previous_value: 'pending', current_value: 'open' },
    });
  });

  it('shows the last public message beside a private note, as Chatwoot does', async () => {
    const receiver = await startReceiver();
    const { simulator, talkOn } = await startSimulator({ webhookUrl: () => receiver.url });
    const { conversationId, messageId } = talkOn('WhatsApp');
    simulator.privateNote(conversationId, 'For us only');
    await simulator.idle();
    const [note] = receiver.of('message_created').filter((body) => body.private);
    expect(note.conversation.messages[0].id).toBe(messageId);
  });
});
