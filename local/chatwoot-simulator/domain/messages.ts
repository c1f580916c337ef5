import type { Conversation, Hash, Inbox, Message } from '../store/records.ts';
import { changeContact } from './contacts.ts';
import { changeConversation, requireConversation } from './conversations.ts';
import { renderLiquid } from './liquid.ts';
import { liquidValues } from './liquid-values.ts';
import { notFound, unprocessable, type World } from './world.ts';

/** A message somebody wants to add. */
export interface NewMessage {
  readonly type: 'incoming' | 'outgoing' | 'template';
  readonly content: string | null;
  readonly sender: Message['sender'];
  readonly private?: boolean;
  readonly contentType?: string;
  readonly contentAttributes?: Hash;
  readonly additional?: Hash;
  readonly sourceId?: string | null;
  readonly attachments?: Message['attachments'];
  readonly status?: Message['status'];
}

const mostPerMinute = 200;
const longest = 150_000;

/** Adds a message with all that follows from it: reopening, waiting time, first reply, contact activity, sending. */
export function addMessage(world: World, conversationId: number, draft: NewMessage): Message {
  const conversation = requireConversation(world, conversationId);
  checkDraft(world, conversation, draft);
  const message = insert(world, conversation, draft);
  const touched = {
    ...conversation,
    lastActivityAt: message.createdAt,
    updatedAt: world.now().getTime(),
    lastIncomingAt: message.type === 'incoming' ? message.createdAt : conversation.lastIncomingAt,
  };
  world.store.conversations.save(touched);
  if (message.type === 'incoming') reopen(world, touched);
  world.emit({ about: 'message', name: 'message_created', id: message.id });
  if (message.type === 'incoming') {
    changeContact(world, touched.contactId, { lastActivityAt: message.createdAt });
    if (touched.waitingSince === null) {
      changeConversation(world, conversationId, { waitingSince: message.createdAt });
    }
  } else {
    noteReply(world, message);
    world.sendToChannel(message.id);
  }
  return message;
}

/** Replaces a message by Chatwoot's tombstone. The channel is not told. */
export function deleteMessage(world: World, messageId: number): Message {
  return changeMessage(world, messageId, {
    content: 'This message was deleted',
    contentAttributes: { deleted: true },
    attachments: [],
  });
}

/** Changes a stored message and tells the webhooks. */
export function changeMessage(
  world: World,
  messageId: number,
  patch: Partial<Pick<Message, 'content' | 'contentAttributes' | 'attachments' | 'status' | 'sourceId'>>,
): Message {
  const before = requireMessage(world, messageId);
  const after = world.store.messages.save({ ...before, ...patch, updatedAt: world.now().getTime() });
  if (after.type !== 'activity') world.emit({ about: 'message', name: 'message_updated', id: messageId });
  return after;
}

/** Reads a message or answers 404. */
export function requireMessage(world: World, id: number): Message {
  const message = world.store.messages.get(id);
  if (message === undefined) throw notFound();
  return message;
}

function checkDraft(world: World, conversation: Conversation, draft: NewMessage): void {
  if ((draft.content ?? '').length > longest) {
    throw unprocessable(`Validation failed: Content is too long (maximum is ${longest} characters)`);
  }
  if ((draft.attachments ?? []).length > 15) {
    throw unprocessable('Validation failed: Attachments exceeded maximum allowed');
  }
  const oldest = world.store.messages.nthNewest(conversation.id, mostPerMinute);
  if (oldest !== undefined && oldest.createdAt >= world.now().getTime() - 60_000) {
    throw unprocessable('Validation failed: Too many messages');
  }
}

function insert(world: World, conversation: Conversation, draft: NewMessage): Message {
  const now = world.now().getTime();
  const outgoing = draft.type !== 'incoming';
  const content =
    outgoing && draft.content !== null
      ? renderLiquid(draft.content, liquidValues(world, conversation, draft.sender))
      : draft.content;
  return world.store.messages.insert({
    conversationId: conversation.id,
    inboxId: conversation.inboxId,
    type: draft.type,
    content,
    contentType: draft.contentType ?? 'text',
    contentAttributes: draft.contentAttributes ?? {},
    additional: draft.additional ?? {},
    private: draft.private ?? false,
    status: draft.status ?? 'sent',
    sourceId: draft.sourceId ?? null,
    sender: draft.sender,
    attachments: draft.attachments ?? [],
    createdAt: now,
    updatedAt: now,
  });
}

/** A resolved conversation goes back to the bot, a snoozed one to the team; an open one stays with people. */
function reopen(world: World, conversation: Conversation): void {
  if (world.store.contacts.get(conversation.contactId)?.blocked === true) return;
  const hasBot = inboxOf(world, conversation)?.botId != null;
  if (conversation.status === 'snoozed') {
    changeConversation(world, conversation.id, { status: 'open', snoozedUntil: null });
  } else if (conversation.status === 'resolved') {
    changeConversation(world, conversation.id, { status: hasBot ? 'pending' : 'open' });
  }
}

/** A public answer ends the waiting; only a person's counts as the first reply. */
function noteReply(world: World, message: Message): void {
  if (message.private || message.type === 'template') return;
  const byHand =
    message.contentAttributes['automation_rule_id'] === undefined &&
    message.additional['campaign_id'] === undefined;
  const human =
    byHand && (message.sender?.kind === 'User' || message.contentAttributes['external_echo'] === true);
  const bot = message.sender?.kind === 'AgentBot';
  if (!human && !bot) return;
  const { firstReplyAt } = requireConversation(world, message.conversationId);
  changeConversation(world, message.conversationId, {
    waitingSince: null,
    ...(human && firstReplyAt === null ? { firstReplyAt: message.createdAt } : {}),
  });
}

const inboxOf = (world: World, conversation: Conversation): Inbox | undefined =>
  world.store.inboxes.get(conversation.inboxId);
