import type { SimulatorEvent } from '../store/jobs.ts';
import type { Conversation, Message } from '../store/records.ts';
import type { World } from '../domain/world.ts';
import { canReply } from '../domain/windows.ts';
import { attachmentsKey, lastPublicMessage, messagePush, unreadCount } from './messages.ts';
import { botPush, contactInWebhook, contactPush, senderInWebhook, userPush } from './persons.ts';
import { iso, isoOrNull, unix } from './times.ts';

/** The flat body of one webhook, from the rows as they are now; undefined when what it is about is gone. */
export function webhookPayload(world: World, event: SimulatorEvent): Record<string, unknown> | undefined {
  switch (event.about) {
    case 'message': {
      const message = world.store.messages.get(event.id);
      return message && messageEvent(world, message, event.name);
    }
    case 'conversation':
      return conversationEvent(world, event);
    case 'contact': {
      const contact = world.store.contacts.get(event.id);
      if (contact === undefined) return undefined;
      const changed = event.changes === null ? {} : { changed_attributes: event.changes };
      return { ...contactInWebhook(world, contact), event: event.name, ...changed };
    }
    case 'typing': {
      const conversation = world.store.conversations.get(event.id);
      if (conversation === undefined) return undefined;
      return {
        event: event.name,
        user: senderInWebhook(world, event.person),
        conversation: conversationObject(world, conversation),
        is_private: event.isPrivate,
      };
    }
    case 'widget':
      return widgetEvent(world, event);
  }
}

/** The conversation as webhooks show it, nested or at the top level. */
function conversationObject(world: World, conversation: Conversation): Record<string, unknown> {
  const inbox = world.store.inboxes.get(conversation.inboxId);
  const link = world.store.contactInboxes.get(conversation.contactInboxId);
  const last = lastPublicMessage(world, conversation.id);
  return {
    additional_attributes: conversation.additional,
    can_reply: inbox !== undefined && canReply(inbox, conversation, world.now().getTime()),
    channel: inbox?.channel ?? null,
    contact_inbox: link && {
      id: link.id,
      contact_id: link.contactId,
      inbox_id: link.inboxId,
      source_id: link.sourceId,
      created_at: iso(link.createdAt),
      updated_at: iso(link.createdAt),
      hmac_verified: false,
      pubsub_token: link.pubsubToken,
    },
    id: conversation.id,
    inbox_id: conversation.inboxId,
    messages: last === undefined ? [] : [messagePush(world, conversation, last)],
    labels: conversation.labels,
    meta: conversationMeta(world, conversation),
    status: conversation.status,
    custom_attributes: conversation.custom,
    snoozed_until: isoOrNull(conversation.snoozedUntil),
    unread_count: unreadCount(world, conversation),
    first_reply_created_at: isoOrNull(conversation.firstReplyAt),
    priority: conversation.priority,
    ...conversationTimes(conversation),
    account: { ...world.account },
  };
}

function conversationTimes(conversation: Conversation) {
  return {
    waiting_since: unix(conversation.waitingSince),
    agent_last_seen_at: unix(conversation.agentSeenAt),
    contact_last_seen_at: unix(conversation.contactSeenAt),
    last_activity_at: unix(conversation.lastActivityAt),
    timestamp: unix(conversation.lastActivityAt),
    created_at: unix(conversation.createdAt),
    updated_at: conversation.updatedAt / 1000,
  };
}

function conversationMeta(world: World, conversation: Conversation) {
  const contact = world.store.contacts.get(conversation.contactId);
  const user = world.store.users.get(conversation.assigneeId);
  const bot = world.store.bots.get(conversation.assigneeBotId);
  const team = world.store.teams.get(conversation.teamId);
  const assignee = user === undefined ? bot && botPush(bot) : userPush(user);
  return {
    sender: contact && contactPush(contact),
    assignee: assignee ?? null,
    assignee_type: user === undefined ? (bot === undefined ? null : 'AgentBot') : 'User',
    team: team === undefined ? null : { id: team.id, name: team.name },
    hmac_verified: false,
  };
}

function messageEvent(world: World, message: Message, event: string): Record<string, unknown> | undefined {
  const conversation = world.store.conversations.get(message.conversationId);
  const inbox = world.store.inboxes.get(message.inboxId);
  if (conversation === undefined || inbox === undefined) return undefined;
  return {
    account: { ...world.account },
    additional_attributes: message.additional,
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: message.content,
    conversation: conversationObject(world, conversation),
    created_at: iso(message.createdAt),
    id: message.id,
    inbox: { id: inbox.id, name: inbox.name },
    message_type: message.type,
    private: message.private,
    sender: senderInWebhook(world, message.sender),
    source_id: message.sourceId,
    ...attachmentsKey(world, message),
    event,
  };
}

function conversationEvent(world: World, event: SimulatorEvent & { about: 'conversation' }) {
  const conversation = world.store.conversations.get(event.id);
  if (conversation === undefined) return undefined;
  const body = { ...conversationObject(world, conversation), event: event.name };
  // Read after the save, so Chatwoot always sends null here.
  if (event.name === 'conversation_status_changed') return { ...body, changed_attributes: null };
  return event.name === 'conversation_updated' ? { ...body, changed_attributes: event.changes } : body;
}

function widgetEvent(world: World, event: SimulatorEvent & { about: 'widget' }) {
  const link = world.store.contactInboxes.get(event.id);
  const contact = link && world.store.contacts.get(link.contactId);
  const inbox = link && world.store.inboxes.get(link.inboxId);
  if (link === undefined || contact === undefined || inbox === undefined) return undefined;
  const current = world.store.conversations
    .ownedBy(contact.id)
    .findLast((conversation) => conversation.contactInboxId === link.id);
  return {
    id: link.id,
    contact: contactInWebhook(world, contact),
    inbox: { id: inbox.id, name: inbox.name },
    account: { ...world.account },
    current_conversation: current === undefined ? null : conversationObject(world, current),
    source_id: link.sourceId,
    event: event.name,
    event_info: event.info,
  };
}
