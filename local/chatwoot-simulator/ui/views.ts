import { channelRules } from '../domain/channels.ts';
import { choicesOf } from '../domain/customer.ts';
import { phoneAppChannels } from '../domain/shop.ts';
import { canReply, windowClosesAt } from '../domain/windows.ts';
import type { World } from '../domain/world.ts';
import type { DeliveryReport } from '../delivery/deliveries.ts';
import { attachmentsKey, lastWhere, unreadCount } from '../payloads/messages.ts';
import type { Contact, ContactInbox, Conversation, Inbox, Message } from '../store/records.ts';

/** What the page shows on the left and offers in its menus. */
export function overview(world: World) {
  return {
    account: world.account.name,
    connected: (world.webhookUrl() ?? '') !== '',
    channels: world.store.inboxes.all().map((inbox) => channelView(inbox)),
    people: world.store.users.all().map(({ id, name, role }) => ({ id, name, role })),
    labels: world.store.labels.all().map(({ title }) => title),
    threads: threads(world),
  };
}

/** One thread with its messages; a customer who has not written yet has none. */
export function threadView(
  world: World,
  reports: readonly DeliveryReport[],
  link: ContactInbox,
  conversation: Conversation | undefined,
) {
  const inbox = world.store.inboxes.get(link.inboxId);
  const contact = world.store.contacts.get(link.contactId);
  return {
    linkId: link.id,
    channel: inbox ? channelView(inbox) : null,
    contact: contact ? contactView(contact) : null,
    sourceId: link.sourceId,
    conversation: conversation && inbox ? conversationView(world, inbox, conversation) : null,
    messages: conversation ? latest(world, conversation.id).map((one) => messageView(world, one)) : [],
    problem: conversation ? problemOf(world, reports, conversation.id) : null,
  };
}

function channelView(inbox: Inbox) {
  return {
    inboxId: inbox.id,
    name: inbox.name,
    label: channelRules(inbox).label,
    hasBot: inbox.botId !== null,
    phoneApp: phoneAppChannels.includes(inbox.channel),
  };
}

/** The 200 threads somebody spoke in last, and customers who have not written yet. */
function threads(world: World) {
  const { contactInboxes, conversations } = world.store;
  const all = conversations.all();
  const talked = new Set(all.map((one) => one.contactInboxId));
  const quiet = contactInboxes.all().filter((link) => !talked.has(link.id));
  const places = [
    ...all.map((one) => ({ linkId: one.contactInboxId, conversation: one, at: one.lastActivityAt })),
    ...quiet.map((link) => ({ linkId: link.id, conversation: undefined, at: link.createdAt })),
  ];
  return places
    .sort((a, b) => b.at - a.at || b.linkId - a.linkId)
    .slice(0, 200)
    .flatMap(({ linkId, conversation }) => {
      const link = contactInboxes.get(linkId);
      return link === undefined ? [] : [threadRow(world, link, conversation)];
    });
}

function threadRow(world: World, link: ContactInbox, conversation: Conversation | undefined) {
  const inbox = world.store.inboxes.get(link.inboxId);
  const last = conversation && lastWhere(world, conversation.id, (one) => one.type !== 'activity');
  return {
    linkId: link.id,
    conversationId: conversation?.id ?? null,
    name: world.store.contacts.get(link.contactId)?.name ?? 'Somebody',
    channel: inbox ? channelRules(inbox).label : '',
    status: conversation?.status ?? null,
    priority: conversation?.priority ?? null,
    unread: conversation ? unreadCount(world, conversation) : 0,
    preview: last ? (last.content ?? 'Attachment') : 'Has not written yet',
    previewBy: last ? speakerOf(last) : null,
    at: conversation?.lastActivityAt ?? link.createdAt,
  };
}

function latest(world: World, conversationId: number): Message[] {
  const found: Message[] = [];
  for (const message of world.store.messages.newestFirst(conversationId)) {
    found.push(message);
    if (found.length === 200) break;
  }
  return found.reverse();
}

type Speaker = 'customer' | 'bot' | 'person' | 'note' | 'phone' | 'chatwoot' | 'activity';

function speakerOf(message: Message): Speaker {
  if (message.type === 'activity') return 'activity';
  if (message.private) return 'note';
  if (message.type === 'incoming') return 'customer';
  if (message.type === 'template') return 'chatwoot';
  if (message.sender === null) return 'phone';
  return message.sender.kind === 'AgentBot' ? 'bot' : 'person';
}

function messageView(world: World, message: Message) {
  const sender = message.sender;
  const byUser = sender?.kind === 'User' ? world.store.users.get(sender.id)?.name : undefined;
  const byBot = sender?.kind === 'AgentBot' ? world.store.bots.get(sender.id)?.name : undefined;
  const error = message.contentAttributes['external_error'];
  const submitted = message.contentAttributes['submitted_values'] !== undefined;
  return {
    id: message.id,
    by: speakerOf(message),
    name: byUser ?? byBot ?? null,
    text: message.content,
    at: message.createdAt,
    status: message.status,
    error: typeof error === 'string' ? error : null,
    deleted: message.contentAttributes['deleted'] === true,
    choices: submitted ? [] : choicesOf(message),
    files: (attachmentsKey(world, message).attachments ?? []).map((file) => ({
      url: file.data_url,
      type: file.file_type,
    })),
  };
}

function conversationView(world: World, inbox: Inbox, conversation: Conversation) {
  const assignee = world.store.users.get(conversation.assigneeId);
  return {
    id: conversation.id,
    status: conversation.status,
    priority: conversation.priority,
    labels: conversation.labels,
    custom: conversation.custom,
    assigneeId: assignee?.id ?? null,
    canReply: canReply(inbox, conversation, world.now().getTime()),
    windowHours: channelRules(inbox).windowHours,
    windowClosesAt: windowClosesAt(inbox, conversation),
    now: world.now().getTime(),
  };
}

function contactView(contact: Contact) {
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    labels: contact.labels,
    custom: contact.custom,
  };
}

/** The newest failed webhook about this conversation, unless a later one came through. */
function problemOf(world: World, reports: readonly DeliveryReport[], conversationId: number): string | null {
  const last = reports.findLast(({ event, endpoint }) => {
    if (endpoint.kind !== 'bot' || event.about !== 'message') return false;
    return world.store.messages.get(event.id)?.conversationId === conversationId;
  });
  if (last === undefined || last.outcome.kind === 'accepted' || last.outcome.kind === 'skipped') return null;
  const why = last.outcome.kind === 'refused' ? `it answered ${last.outcome.status}` : last.outcome.reason;
  return `Frontdesk did not take the last message (${why}).`;
}
