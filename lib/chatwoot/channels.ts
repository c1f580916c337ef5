/** How customers reach the shop. One name per manner of writing, however many Chatwoot classes lead there. */
export type ChannelName =
  'whatsapp' | 'instagram' | 'messenger' | 'email' | 'sms' | 'telegram' | 'line' | 'tiktok' | 'web' | 'api';

/** What a channel allows and how one writes there. */
export interface Channel {
  name: ChannelName;
  /** Longest text of one message, in characters; longer answers go out in parts. */
  maxCharacters: number;
  /** Whether Chatwoot renders markdown for it (bold, links); elsewhere the marks would be shown to the customer. */
  markdown: boolean;
  /** Hours after the customer's last message in which we may write freely; null = always. */
  windowHours: number | null;
  /** Whether Chatwoot can start a conversation there without one existing. */
  canStart: boolean;
  /** Letters have a greeting and a farewell; chats do not. */
  letter: boolean;
}

const chat = { letter: false, markdown: true } as const;

/** Limits from the channels' own documentation; windows from chatwoot services/conversations/message_window_service.rb. */
const channels: Record<ChannelName, Channel> = {
  whatsapp: { ...chat, name: 'whatsapp', maxCharacters: 4096, windowHours: 24, canStart: true },
  instagram: {
    ...chat,
    name: 'instagram',
    maxCharacters: 1000,
    markdown: false,
    windowHours: 24,
    canStart: false,
  },
  messenger: {
    ...chat,
    name: 'messenger',
    maxCharacters: 2000,
    markdown: false,
    windowHours: 24,
    canStart: false,
  },
  email: { ...chat, name: 'email', maxCharacters: 100_000, windowHours: null, canStart: true, letter: true },
  // Ten segments of GSM-7; carriers charge each.
  sms: { ...chat, name: 'sms', maxCharacters: 1530, markdown: false, windowHours: null, canStart: true },
  telegram: { ...chat, name: 'telegram', maxCharacters: 4096, windowHours: null, canStart: false },
  line: { ...chat, name: 'line', maxCharacters: 5000, markdown: false, windowHours: null, canStart: false },
  tiktok: { ...chat, name: 'tiktok', maxCharacters: 6000, markdown: false, windowHours: 48, canStart: false },
  web: { ...chat, name: 'web', maxCharacters: 100_000, windowHours: null, canStart: false },
  api: { ...chat, name: 'api', maxCharacters: 100_000, windowHours: null, canStart: true },
};

/**
 * The channel behind a Chatwoot inbox. `medium` comes from REST `inbox.medium`: Channel::TwilioSms is both SMS and
 * WhatsApp. A class we do not know (a newer Chatwoot) is treated like an API inbox: text in, text out.
 */
export function channelOf(channelClass: string, medium?: string | null): Channel {
  switch (channelClass) {
    case 'Channel::Whatsapp':
      return channels.whatsapp;
    case 'Channel::TwilioSms':
      return medium === 'whatsapp' ? channels.whatsapp : channels.sms;
    case 'Channel::Sms':
      return channels.sms;
    case 'Channel::Instagram':
      return channels.instagram;
    case 'Channel::FacebookPage':
      return channels.messenger;
    case 'Channel::Email':
      return channels.email;
    case 'Channel::Telegram':
      return channels.telegram;
    case 'Channel::Line':
      return channels.line;
    case 'Channel::Tiktok':
      return channels.tiktok;
    case 'Channel::WebWidget':
      return channels.web;
    default:
      return channels.api;
  }
}
