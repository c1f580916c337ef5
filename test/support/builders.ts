import { channelOf } from '../../lib/chatwoot/channels.ts';
import type { ChatMessage, Inbox, LiveConversation } from '../../lib/chatwoot/conversation.ts';
import { newLedger, type Ledger } from '../../lib/store/dynamodb/ledger.ts';

/** The moment most tests happen at. */
export const noon = new Date('2026-11-02T12:00:00Z');

export function aMessage(overrides: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: 101,
    author: 'customer',
    private: false,
    text: 'Do you have oak lamps?',
    attachments: [],
    at: new Date(noon.getTime() - 1000),
    outboxId: null,
    submitted: null,
    deleted: false,
    undelivered: false,
    automaticReply: false,
    ...overrides,
  };
}

export function aConversation(overrides: Partial<LiveConversation> = {}): LiveConversation {
  return {
    id: 7,
    inboxId: 1,
    status: 'pending',
    canReply: true,
    assignee: null,
    team: null,
    contact: { id: 70, name: 'Ana', email: null, phone: null, identifier: null, blocked: false },
    channelClass: 'Channel::WebWidget',
    lastMessageId: 101,
    lastMessageText: 'How much is the oak table lamp?',
    ...overrides,
  };
}

export function anInbox(overrides: Partial<Inbox> = {}): Inbox {
  return { id: 1, channel: channelOf('Channel::WebWidget'), hasBot: true, ...overrides };
}

export function aLedger(overrides: Partial<Ledger> = {}): Ledger {
  return { ...newLedger(), version: 1, seen: true, lastStatus: 'pending', ...overrides };
}
