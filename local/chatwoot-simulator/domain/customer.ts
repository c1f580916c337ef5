import { randomUUID } from 'node:crypto';
import type { Contact, ContactInbox, Conversation, Inbox, Message } from '../store/records.ts';
import { channelRules, derivedSourceId } from './channels.ts';
import { createContact, linkToInbox } from './contacts.ts';
import { startConversation } from './conversations.ts';
import { addMessage, changeMessage, requireMessage } from './messages.ts';
import { invalid, notFound, unprocessable, type World } from './world.ts';

/** A customer as the channel would bring them: name, and the identity that this channel knows. */
export interface NewCustomer {
  readonly name: string;
  readonly inboxId: number;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** Creates a contact with the identity typical for the channel and links it to the inbox. */
export function createCustomer(
  world: World,
  customer: NewCustomer,
): { contact: Contact; link: ContactInbox } {
  const inbox = world.store.inboxes.get(customer.inboxId);
  if (inbox === undefined) throw notFound();
  if (customer.name.trim() === '') throw invalid("Name can't be blank", 'name');
  const { identity } = channelRules(inbox);
  const contact = createContact(world, {
    name: customer.name.trim(),
    phone: customer.phone ?? (identity === 'phone' ? freePhone(world) : null),
    email: customer.email ?? (identity === 'email' ? freeEmail(world, customer.name) : null),
    additional: inbox.channel === 'Channel::Telegram' ? { username: 'demo_customer' } : {},
  });
  return { contact, link: linkToInbox(world, contact, inbox, sourceIdFor(world, inbox, contact)) };
}

/** What a customer writes. */
export interface CustomerWords {
  readonly content: string | null;
  readonly attachments?: Message['attachments'] | undefined;
  readonly contentAttributes?: Message['contentAttributes'] | undefined;
}

/** The customer writes: into the running conversation, or into a new one as this channel does it. */
export function customerWrites(world: World, linkId: number, words: CustomerWords): Message {
  const link = world.store.contactInboxes.get(linkId);
  const inbox = link && world.store.inboxes.get(link.inboxId);
  if (link === undefined || inbox === undefined) throw notFound();
  const empty = (words.content ?? '').trim() === '' && (words.attachments ?? []).length === 0;
  if (empty) throw unprocessable('Write something first.');
  const conversation =
    currentConversation(world, link, inbox) ?? startConversation(world, { contactInbox: link });
  const prefix = channelRules(inbox).messageIds;
  return addMessage(world, conversation.id, {
    type: 'incoming',
    content: words.content,
    sender: { kind: 'Contact', id: link.contactId },
    sourceId:
      prefix === null ? null : `${prefix}${randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()}`,
    attachments: words.attachments ?? [],
    contentAttributes: words.contentAttributes ?? {},
    contentType: inbox.channel === 'Channel::Email' ? 'incoming_email' : 'text',
  });
}

/** The customer picks one of the choices a message offers: an update on the website, an ordinary message elsewhere. */
export function customerChooses(world: World, messageId: number, value: string): Message {
  const message = requireMessage(world, messageId);
  const inbox = world.store.inboxes.get(message.inboxId);
  const conversation = world.store.conversations.get(message.conversationId);
  const choice = choicesOf(message).find((item) => item.value === value);
  if (inbox === undefined || conversation === undefined) throw notFound();
  if (choice === undefined) throw unprocessable('That choice is not on offer.');
  if (inbox.channel === 'Channel::WebWidget') {
    return changeMessage(world, messageId, {
      contentAttributes: { ...message.contentAttributes, submitted_values: [choice] },
    });
  }
  const content = inbox.channel === 'Channel::Telegram' ? choice.value : choice.title;
  return customerWrites(world, conversation.contactInboxId, { content });
}

/** The choices of an input_select message. */
export function choicesOf(message: Message): { title: string; value: string }[] {
  const items = message.contentAttributes['items'];
  if (message.contentType !== 'input_select' || !Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('title' in item) || !('value' in item)) return [];
    return [{ title: String(item.title), value: String(item.value) }];
  });
}

/** The conversation that the customer's next message would join. */
export function currentConversation(
  world: World,
  link: ContactInbox,
  inbox: Inbox,
): Conversation | undefined {
  const own = world.store.conversations
    .ownedBy(link.contactId)
    .filter((one) => one.contactInboxId === link.id);
  const reopens = inbox.lockToSingle || channelRules(inbox).afterResolve === 'reopen';
  return own.findLast((one) => reopens || one.status !== 'resolved');
}

function sourceIdFor(world: World, inbox: Inbox, contact: Contact): string {
  const derived = derivedSourceId(inbox, contact);
  if (derived !== undefined) return derived;
  if (inbox.channel === 'Channel::Line') return `U${randomUUID().replaceAll('-', '')}`;
  if (channelRules(inbox).identity === 'generated') return randomUUID();
  return String(2_000_000_000 + Math.floor(world.random() * 7_000_000_000));
}

function freePhone(world: World): string {
  const taken = new Set(world.store.contacts.all().map((contact) => contact.phone));
  // +1 555 01xx is set aside for fiction.
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const phone = `+1${212 + Math.floor(world.random() * 700)}55501${String(Math.floor(world.random() * 100)).padStart(2, '0')}`;
    if (!taken.has(phone)) return phone;
  }
  throw unprocessable('No free phone number was found. Give one yourself.');
}

function freeEmail(world: World, name: string): string {
  const base =
    name
      .trim()
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '.')
      .replace(/^\.+|\.+$/g, '') || 'customer';
  const taken = new Set(world.store.contacts.all().map((contact) => contact.email));
  for (let count = 1; ; count += 1) {
    const email = `${base}${count === 1 ? '' : count}@customer.example`;
    if (!taken.has(email)) return email;
  }
}
