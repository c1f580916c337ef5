import type { Contact, Inbox } from '../store/records.ts';

/** How one channel class behaves, as far as the simulator plays it. */
export interface ChannelRules {
  /** Short name for people. */
  readonly label: string;
  /** Messaging window in hours after the customer's last word; null means none. */
  readonly windowHours: number | null;
  /** What the channel's API answers outside its window. */
  readonly refusal: string | null;
  /** Start of the message ids this channel gives back; null when it gives none. */
  readonly messageIds: string | null;
  /** Which receipts the channel sends after a message was accepted. */
  readonly receipts: readonly ('delivered' | 'read')[];
  /** A customer who writes after a resolve: the old conversation again, or a new one. */
  readonly afterResolve: 'reopen' | 'new';
  /** What makes a contact reachable here: derived from the contact, invented per contact, or only by the customer writing first. */
  readonly identity: 'phone' | 'email' | 'generated' | 'customer-first';
}

const defaults = {
  windowHours: null,
  refusal: null,
  messageIds: null,
  receipts: [],
  afterResolve: 'new',
  identity: 'customer-first',
} as const;
const metaRefusal = '10 - (#10) This message is sent outside of allowed window';

const rules: Readonly<Record<string, ChannelRules>> = {
  'Channel::Whatsapp': {
    ...defaults,
    label: 'WhatsApp',
    windowHours: 24,
    refusal: 'Template not found or invalid template name',
    messageIds: 'wamid.',
    receipts: ['delivered', 'read'],
    identity: 'phone',
  },
  'Channel::Instagram': {
    ...defaults,
    label: 'Instagram',
    windowHours: 24,
    refusal: metaRefusal,
    messageIds: 'aWdfZAG1f',
    receipts: ['read'],
  },
  'Channel::FacebookPage': {
    ...defaults,
    label: 'Messenger',
    windowHours: 24,
    refusal: metaRefusal,
    messageIds: 'm_',
    receipts: ['delivered', 'read'],
  },
  'Channel::Tiktok': {
    ...defaults,
    label: 'TikTok',
    windowHours: 48,
    refusal: 'Message is outside of the messaging window',
    messageIds: 'tt_',
    receipts: ['read'],
  },
  'Channel::Telegram': { ...defaults, label: 'Telegram', messageIds: '' },
  'Channel::Line': { ...defaults, label: 'Line', receipts: ['delivered'] },
  'Channel::Sms': {
    ...defaults,
    label: 'SMS',
    messageIds: 'bw_',
    receipts: ['delivered'],
    identity: 'phone',
  },
  'Channel::Email': {
    ...defaults,
    label: 'Email',
    messageIds: '',
    afterResolve: 'reopen',
    identity: 'email',
  },
  'Channel::WebWidget': {
    ...defaults,
    label: 'Website',
    receipts: ['read'],
    afterResolve: 'reopen',
    identity: 'generated',
  },
  'Channel::Api': { ...defaults, label: 'API', afterResolve: 'reopen', identity: 'generated' },
};

const twilioSms: ChannelRules = {
  ...defaults,
  label: 'SMS (Twilio)',
  messageIds: 'SM',
  receipts: ['delivered'],
  identity: 'phone',
};
const twilioWhatsapp: ChannelRules = {
  ...twilioSms,
  label: 'WhatsApp (Twilio)',
  windowHours: 24,
  refusal: '63016: Failed to send freeform message because you are outside the allowed window',
  receipts: ['delivered', 'read'],
};

/** The rules of an inbox' channel. */
export function channelRules(inbox: Pick<Inbox, 'channel' | 'medium'>): ChannelRules {
  if (inbox.channel === 'Channel::TwilioSms') {
    return inbox.medium === 'whatsapp' ? twilioWhatsapp : twilioSms;
  }
  const found = rules[inbox.channel];
  if (found === undefined) throw new Error(`The simulator does not know the channel ${inbox.channel}.`);
  return found;
}

/** The id under which a channel knows a contact, when it follows from the contact; undefined when it does not. */
export function derivedSourceId(inbox: Inbox, contact: Contact): string | undefined {
  switch (channelRules(inbox).identity) {
    case 'phone':
      return contact.phone === null ? undefined : phoneSourceId(inbox, contact.phone);
    case 'email':
      return contact.email ?? undefined;
    case 'generated':
    case 'customer-first':
      return undefined;
  }
}

function phoneSourceId(inbox: Inbox, phone: string): string {
  if (inbox.channel === 'Channel::Whatsapp') return phone.replace(/\D/g, '');
  return inbox.medium === 'whatsapp' ? `whatsapp:${phone}` : phone;
}
