import { type Conversation, type Message, messageTypes } from '../store/records.ts';
import type { World } from '../domain/world.ts';
import { iso, unix } from './times.ts';
import { senderPush } from './persons.ts';

/** A message with all columns, as `messages[]` and `last_non_activity_message` hold it. */
export function messagePush(world: World, conversation: Conversation, message: Message) {
  const sender = senderPush(world, message.sender);
  return {
    id: message.id,
    content: message.content,
    account_id: world.account.id,
    inbox_id: message.inboxId,
    conversation_id: conversation.id,
    message_type: messageTypes.indexOf(message.type),
    created_at: unix(message.createdAt),
    updated_at: iso(message.updatedAt),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    sender_type: message.sender?.kind ?? null,
    sender_id: message.sender?.id ?? null,
    external_source_ids: {},
    additional_attributes: message.additional,
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assigneeId,
      unread_count: unreadCount(world, conversation),
      last_activity_at: unix(conversation.lastActivityAt),
      contact_inbox: { source_id: sourceIdOf(world, conversation) },
    },
    ...(sender === undefined ? {} : { sender }),
    ...attachmentsKey(world, message),
  };
}

/** A message as the REST interface answers it. */
export function messageInRest(world: World, message: Message, echoId?: unknown) {
  const sender = senderPush(world, message.sender);
  return {
    id: message.id,
    content: message.content,
    inbox_id: message.inboxId,
    ...(echoId === undefined ? {} : { echo_id: echoId }),
    conversation_id: message.conversationId,
    message_type: messageTypes.indexOf(message.type),
    content_type: message.contentType,
    status: message.status,
    content_attributes: message.contentAttributes,
    created_at: unix(message.createdAt),
    private: message.private,
    source_id: message.sourceId,
    ...(sender === undefined ? {} : { sender }),
    ...attachmentsKey(world, message),
  };
}

/** The key `attachments`, absent when there are none. */
export function attachmentsKey(world: World, message: Message) {
  if (message.attachments.length === 0) return {};
  return {
    attachments: message.attachments.map((attachment) => ({
      id: attachment.id,
      message_id: message.id,
      file_type: attachment.fileType,
      account_id: world.account.id,
      extension: attachment.extension,
      content_type: attachment.contentType,
      data_url: attachment.url.startsWith('/') ? `${world.baseUrl()}${attachment.url}` : attachment.url,
      thumb_url: '',
      file_size: attachment.size,
      width: attachment.width,
      height: attachment.height,
      ...(attachment.fileType === 'audio' ? { transcribed_text: '' } : {}),
    })),
  };
}

/** The last message the customer can see, which is not always the one an event is about. */
export function lastPublicMessage(world: World, conversationId: number): Message | undefined {
  return lastWhere(world, conversationId, (message) => !message.private && message.type !== 'activity');
}

/** The last message that fits. */
export function lastWhere(
  world: World,
  conversationId: number,
  fits: (message: Message) => boolean,
): Message | undefined {
  for (const message of world.store.messages.newestFirst(conversationId)) if (fits(message)) return message;
  return undefined;
}

/** Customer messages the team has not looked at, counted up to ten. */
export function unreadCount(world: World, conversation: Conversation): number {
  let count = 0;
  for (const message of world.store.messages.newestFirst(conversation.id)) {
    if (conversation.agentSeenAt !== null && message.createdAt <= conversation.agentSeenAt) break;
    if (message.type === 'incoming') count += 1;
    if (count === 10) break;
  }
  return count;
}

const sourceIdOf = (world: World, conversation: Conversation): string | null =>
  world.store.contactInboxes.get(conversation.contactInboxId)?.sourceId ?? null;
