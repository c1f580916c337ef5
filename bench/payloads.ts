/** A customer's message as Chatwoot 4.15 sends it, of the usual size (about 4 KB). */
export function incomingMessage({ id, conversationId }: { id: number; conversationId: number }) {
  const contact = {
    additional_attributes: { city: 'Porto', country: 'Portugal', country_code: 'PT' },
    custom_attributes: { lifecycle_stage: 'evaluating' },
    email: null,
    id: 412,
    identifier: null,
    name: 'A Customer',
    phone_number: '+10000000000',
    thumbnail: '',
    blocked: false,
  };
  const text =
    'Hi, is the oak lamp back in stock? I saw it on your page last week and would like two of them.';
  const account = { id: 1, name: 'Demo' };
  return {
    account,
    additional_attributes: {},
    content_attributes: {},
    content_type: 'text',
    content: text,
    conversation: {
      additional_attributes: {},
      can_reply: true,
      channel: 'Channel::Whatsapp',
      contact_inbox: {
        id: 390,
        contact_id: 412,
        inbox_id: 7,
        source_id: '10000000000',
        hmac_verified: false,
      },
      id: conversationId,
      inbox_id: 7,
      messages: [
        { id, content: text, account_id: 1, inbox_id: 7, message_type: 0, private: false, sender: contact },
      ],
      labels: [],
      meta: { sender: contact, assignee: null, assignee_type: null, team: null, hmac_verified: false },
      status: 'pending',
      custom_attributes: {},
      unread_count: 1,
      priority: null,
      account,
    },
    created_at: '2026-06-18T09:15:00.412Z',
    id,
    inbox: { id: 7, name: 'WhatsApp' },
    message_type: 'incoming',
    private: false,
    sender: { account, ...contact },
    source_id: 'wamid.X',
    event: 'message_created',
  };
}
