import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { derivedSourceId } from './domain/channels.ts';
import type { Contact, ContactInbox, Conversation, Inbox, Message } from './store/records.ts';
import type { Store } from './store/store.ts';

/** A customer with one conversation that took place in the past. */
export interface PastCustomer {
  readonly name: string;
  /** Name of the inbox they wrote to. */
  readonly inbox: string;
  readonly phone?: string;
  readonly email?: string;
  readonly daysAgo: number;
  readonly status: 'resolved' | 'pending' | 'open';
  readonly labels?: readonly string[];
  /** What they wait for, as their attribute `waiting_for` has it. */
  readonly waitingFor?: string;
  readonly said: readonly (readonly [from: 'customer' | 'bot' | 'person' | 'note', text: string])[];
}

const day = 86_400_000;
const minute = 60_000;
const person = 2;

/**
 * Puts customers into a file in which nobody has written yet, oldest conversation first. Everything is written as
 * already said: no webhook tells of it and no channel sends it. Does nothing to a file with conversations.
 */
export function seedCustomers(store: Store, customers: readonly PastCustomer[], now: Date): void {
  if (customers.length === 0) return;
  if (store.conversations.all().length > 0 || store.contacts.all().length > 0) return;
  const placed: PlacedCustomer[] = [];
  const inboxes = new Map(store.inboxes.all().map((inbox) => [inbox.name, inbox]));
  for (const customer of [...customers].sort((a, b) => b.daysAgo - a.daysAgo)) {
    const inbox = inboxes.get(customer.inbox);
    if (inbox === undefined) throw new Error(`The simulator has no inbox ${customer.inbox}.`);
    placed.push(seedCustomer(store, inbox, customer, now.getTime() - customer.daysAgo * day));
  }
  store.rememberFact(placedFact, JSON.stringify(placed));
}

/** Where the customers of `seedCustomers` are now; none if the file was in use before. */
export function placedCustomers(store: Pick<Store, 'fact'>): PlacedCustomer[] {
  return z.array(placedCustomer).parse(JSON.parse(store.fact(placedFact) ?? '[]'));
}

const placedFact = 'demo-customers';
const placedCustomer = z.object({
  name: z.string(),
  contactId: z.number().int(),
  inboxId: z.number().int(),
  channelClass: z.string(),
  medium: z.string().nullable(),
  conversationId: z.number().int(),
  /** Their last message. */
  messageId: z.number().int(),
  words: z.string(),
  /** Milliseconds. */
  writtenAt: z.number(),
});
export type PlacedCustomer = z.infer<typeof placedCustomer>;

function seedCustomer(store: Store, inbox: Inbox, customer: PastCustomer, startedAt: number): PlacedCustomer {
  const at = (line: number): number => startedAt + line * 2 * minute;
  const endedAt = at(customer.said.length - 1);
  const contact = seedContact(store, customer, { createdAt: startedAt, updatedAt: endedAt });
  const link = store.contactInboxes.insert({
    contactId: contact.id,
    inboxId: inbox.id,
    sourceId: derivedSourceId(inbox, contact) ?? randomUUID(),
    pubsubToken: randomBytes(18).toString('base64url'),
    createdAt: startedAt,
  });
  const conversation = seedConversation(store, { inbox, link, customer }, { startedAt, at });
  const said = customer.said.map(([from, content], line) =>
    store.messages.insert(pastMessage({ conversation, from, content, at: at(line) })),
  );
  const last = said.findLast(({ type }) => type === 'incoming');
  if (last === undefined) throw new Error(`${customer.name} has written nothing.`);
  return {
    name: customer.name,
    contactId: contact.id,
    inboxId: inbox.id,
    channelClass: inbox.channel,
    medium: inbox.medium,
    conversationId: conversation.id,
    messageId: last.id,
    words: last.content ?? '',
    writtenAt: last.createdAt,
  };
}

function seedContact(
  store: Store,
  { name, phone, email, waitingFor }: PastCustomer,
  times: { createdAt: number; updatedAt: number },
): Contact {
  return store.contacts.insert({
    name,
    phone: phone ?? null,
    email: email ?? null,
    identifier: null,
    blocked: false,
    additional: {},
    custom: waitingFor === undefined ? {} : { waiting_for: waitingFor },
    labels: waitingFor === undefined ? [] : ['stock_alert', 'important'],
    lastActivityAt: times.updatedAt,
    ...times,
  });
}

interface Placed {
  inbox: Inbox;
  link: ContactInbox;
  customer: PastCustomer;
}

function seedConversation(
  store: Store,
  { inbox, link, customer: { status, labels = [], said } }: Placed,
  { startedAt, at }: { startedAt: number; at: (line: number) => number },
): Conversation {
  const endedAt = at(said.length - 1);
  const lastIncoming = said.findLastIndex(([from]) => from === 'customer');
  const firstReply = said.findIndex(([from]) => from === 'person');
  return store.conversations.insert({
    uuid: randomUUID(),
    inboxId: inbox.id,
    contactId: link.contactId,
    contactInboxId: link.id,
    status,
    assigneeId: firstReply === -1 ? null : person,
    assigneeBotId: null,
    teamId: null,
    labels: [...labels],
    priority: labels.includes('complaint') ? 'high' : null,
    custom: {},
    additional: {},
    snoozedUntil: null,
    firstReplyAt: firstReply === -1 ? null : at(firstReply),
    waitingSince: null,
    agentSeenAt: endedAt,
    assigneeSeenAt: endedAt,
    contactSeenAt: endedAt,
    lastIncomingAt: lastIncoming === -1 ? null : at(lastIncoming),
    lastActivityAt: endedAt,
    createdAt: startedAt,
    updatedAt: endedAt,
  });
}

function pastMessage({
  conversation: { id, inboxId, contactId },
  from,
  content,
  at,
}: {
  conversation: Conversation;
  from: PastCustomer['said'][number][0];
  content: string;
  at: number;
}): Omit<Message, 'id'> {
  const isCustomer = from === 'customer';
  return {
    conversationId: id,
    inboxId,
    type: isCustomer ? 'incoming' : 'outgoing',
    content,
    contentType: 'text',
    contentAttributes: {},
    additional: {},
    private: from === 'note',
    status: isCustomer || from === 'note' ? 'sent' : 'read',
    sourceId: from === 'note' ? null : randomUUID(),
    sender: isCustomer
      ? { kind: 'Contact', id: contactId }
      : from === 'bot'
        ? { kind: 'AgentBot', id: 1 }
        : { kind: 'User', id: person },
    attachments: [],
    createdAt: at,
    updatedAt: at,
  };
}
