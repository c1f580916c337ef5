import { randomUUID } from 'node:crypto';
import type { Message } from '../store/records.ts';
import { requireConversation } from './conversations.ts';
import { addMessage } from './messages.ts';
import { notFound, unprocessable, type World } from './world.ts';

/** A person of the shop writes in Chatwoot: to the customer, or a note only the team sees. */
export function personWrites(
  world: World,
  conversationId: number,
  words: { content: string; userId: number; private: boolean },
): Message {
  if (world.store.users.get(words.userId) === undefined) throw notFound();
  if (words.content.trim() === '') throw unprocessable('Write something first.');
  return addMessage(world, conversationId, {
    type: 'outgoing',
    content: words.content,
    sender: { kind: 'User', id: words.userId },
    private: words.private,
  });
}

/** Channels whose own app a person can answer from, past Chatwoot. */
export const phoneAppChannels: readonly string[] = [
  'Channel::Whatsapp',
  'Channel::Instagram',
  'Channel::FacebookPage',
  'Channel::Telegram',
];

/** A person answers from the channel's own app: it arrives as an echo without a sender. */
export function phoneAppWrites(world: World, conversationId: number, content: string): Message {
  const conversation = requireConversation(world, conversationId);
  const channel = world.store.inboxes.get(conversation.inboxId)?.channel ?? '';
  if (!phoneAppChannels.includes(channel))
    throw unprocessable('This channel has no phone app to answer from.');
  if (content.trim() === '') throw unprocessable('Write something first.');
  return addMessage(world, conversationId, {
    type: 'outgoing',
    content,
    sender: null,
    // Telegram's echoes carry no mark.
    contentAttributes: channel === 'Channel::Telegram' ? {} : { external_echo: true },
    sourceId: `echo.${randomUUID()}`,
    status: 'delivered',
  });
}

/** A greeting or out-of-office text that Chatwoot itself sends. */
export function chatwootGreets(world: World, conversationId: number, content: string): Message {
  return addMessage(world, conversationId, { type: 'template', content, sender: null });
}
