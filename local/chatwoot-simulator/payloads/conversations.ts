import type { Conversation } from '../store/records.ts';
import { canReply } from '../domain/windows.ts';
import type { World } from '../domain/world.ts';
import { lastWhere, messagePush, unreadCount } from './messages.ts';
import { contactInRest } from './contacts.ts';
import { agentInRest } from './setup.ts';
import { botPush } from './persons.ts';
import { isoOrNull, unix } from './times.ts';

/** A conversation as the REST interface answers it. */
export function conversationInRest(world: World, conversation: Conversation): Record<string, unknown> {
  const inbox = world.store.inboxes.get(conversation.inboxId);
  const contact = world.store.contacts.get(conversation.contactId);
  const last = lastWhere(world, conversation.id, () => true);
  const lastTalk = lastWhere(world, conversation.id, (message) => message.type !== 'activity');
  return {
    meta: {
      sender: contact === undefined ? null : contactInRest(world, contact, false),
      channel: inbox?.channel ?? null,
      ...ownerKeys(world, conversation),
      hmac_verified: false,
    },
    id: conversation.id,
    messages: last === undefined ? [] : [messagePush(world, conversation, last)],
    account_id: world.account.id,
    uuid: conversation.uuid,
    additional_attributes: conversation.additional,
    agent_last_seen_at: unix(conversation.agentSeenAt),
    assignee_last_seen_at: unix(conversation.assigneeSeenAt),
    can_reply: inbox !== undefined && canReply(inbox, conversation, world.now().getTime()),
    contact_last_seen_at: unix(conversation.contactSeenAt),
    custom_attributes: conversation.custom,
    inbox_id: conversation.inboxId,
    labels: conversation.labels,
    muted: contact?.blocked ?? false,
    snoozed_until: isoOrNull(conversation.snoozedUntil),
    status: conversation.status,
    created_at: unix(conversation.createdAt),
    updated_at: conversation.updatedAt / 1000,
    timestamp: unix(conversation.lastActivityAt),
    first_reply_created_at: unix(conversation.firstReplyAt),
    unread_count: unreadCount(world, conversation),
    last_non_activity_message: lastTalk === undefined ? null : messagePush(world, conversation, lastTalk),
    last_activity_at: unix(conversation.lastActivityAt),
    priority: conversation.priority,
    waiting_since: unix(conversation.waitingSince),
    sla_policy_id: null,
  };
}

/** `assignee`, `assignee_type` and `team`: absent when unset. */
function ownerKeys(world: World, conversation: Conversation) {
  const user = world.store.users.get(conversation.assigneeId);
  const bot = world.store.bots.get(conversation.assigneeBotId);
  const team = world.store.teams.get(conversation.teamId);
  return {
    ...(user && { assignee: agentInRest(world, user), assignee_type: 'User' }),
    ...(user === undefined && bot && { assignee: botPush(bot), assignee_type: 'AgentBot' }),
    ...(team && { team: { id: team.id, name: team.name } }),
  };
}
