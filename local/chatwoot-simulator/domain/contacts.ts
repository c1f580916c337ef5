import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Changes } from '../store/jobs.ts';
import type { Contact, ContactInbox, Inbox } from '../store/records.ts';
import { invalid, notFound, type World } from './world.ts';

type ContactFields = Pick<
  Contact,
  | 'name'
  | 'email'
  | 'phone'
  | 'identifier'
  | 'blocked'
  | 'additional'
  | 'custom'
  | 'labels'
  | 'lastActivityAt'
>;

/** Creates a contact and tells the webhooks. */
export function createContact(world: World, fields: Partial<ContactFields>): Contact {
  const now = world.now().getTime();
  const contact: Omit<Contact, 'id'> = {
    name: '',
    email: null,
    phone: null,
    identifier: null,
    blocked: false,
    additional: {},
    custom: {},
    labels: [],
    lastActivityAt: null,
    ...fields,
    createdAt: now,
    updatedAt: now,
  };
  checkContact(world, contact, null);
  const created = world.store.contacts.insert(contact);
  world.emit({ about: 'contact', name: 'contact_created', id: created.id, changes: null });
  return created;
}

/** Changes a contact. Nothing is sent when nothing changed. */
export function changeContact(world: World, id: number, patch: Partial<ContactFields>): Contact {
  const before = requireContact(world, id);
  const after: Contact = { ...before, ...patch, updatedAt: world.now().getTime() };
  checkContact(world, after, before);
  const changes = changesBetween(before, after);
  if (changes.length === 0) return before;
  world.store.contacts.save(after);
  world.emit({ about: 'contact', name: 'contact_updated', id, changes });
  return after;
}

/** Reads a contact or answers 404. */
export function requireContact(world: World, id: number): Contact {
  const contact = world.store.contacts.get(id);
  if (contact === undefined) throw notFound();
  return contact;
}

/** Makes a contact known to an inbox under the channel's own id, or returns the link that is there. */
export function linkToInbox(world: World, contact: Contact, inbox: Inbox, sourceId: string): ContactInbox {
  const known = world.store.contactInboxes
    .ownedBy(contact.id)
    .find((link) => link.inboxId === inbox.id && link.sourceId === sourceId);
  if (known !== undefined) return known;
  const taken = world.store.contactInboxes
    .all()
    .some((link) => link.inboxId === inbox.id && link.sourceId === sourceId);
  if (taken) throw invalid('Source has already been taken', 'source_id');
  return world.store.contactInboxes.insert({
    contactId: contact.id,
    inboxId: inbox.id,
    sourceId,
    pubsubToken: randomBytes(18).toString('base64url'),
    createdAt: world.now().getTime(),
  });
}

/** Merges one contact into another: the base wins, the other disappears, and no webhook says so. */
export function mergeContacts(world: World, baseId: number, mergeeId: number): Contact {
  const base = requireContact(world, baseId);
  const mergee = requireContact(world, mergeeId);
  if (baseId === mergeeId) return base;
  const { contactInboxes, conversations, notes, contacts, messages } = world.store;
  for (const link of contactInboxes.ownedBy(mergeeId)) contactInboxes.save({ ...link, contactId: baseId });
  for (const note of notes.ownedBy(mergeeId)) notes.save({ ...note, contactId: baseId });
  for (const conversation of conversations.ownedBy(mergeeId)) {
    conversations.save({ ...conversation, contactId: baseId });
    for (const message of messages.ownedBy(conversation.id)) {
      if (message.sender?.kind !== 'Contact') continue;
      messages.save({ ...message, sender: { kind: 'Contact', id: baseId } });
    }
  }
  contacts.remove(mergeeId);
  return changeContact(world, baseId, {
    name: base.name || mergee.name,
    email: base.email ?? mergee.email,
    phone: base.phone ?? mergee.phone,
    identifier: base.identifier ?? mergee.identifier,
    additional: { ...mergee.additional, ...base.additional },
    custom: { ...mergee.custom, ...base.custom },
  });
}

/** Removes a contact with everything that hangs on it. Chatwoot sends no webhook. */
export function deleteContact(world: World, id: number): void {
  requireContact(world, id);
  const { contactInboxes, conversations, notes, contacts, messages } = world.store;
  for (const conversation of conversations.ownedBy(id)) {
    for (const message of messages.ownedBy(conversation.id)) messages.remove(message.id);
    conversations.remove(conversation.id);
  }
  for (const link of contactInboxes.ownedBy(id)) contactInboxes.remove(link.id);
  for (const note of notes.ownedBy(id)) notes.remove(note.id);
  contacts.remove(id);
}

function checkContact(world: World, contact: Omit<Contact, 'id'>, before: Contact | null): void {
  const changed = (key: Unique): boolean => contact[key] !== null && contact[key] !== before?.[key];
  if (changed('phone') && !/^\+[1-9]\d{1,14}$/.test(contact.phone ?? '')) {
    throw invalid('Phone number should be in e164 format', 'phone_number');
  }
  if (changed('email') && !/^[^@\s]+@[^@\s]+$/.test(contact.email ?? '')) {
    throw invalid('Email is invalid', 'email');
  }
  const claimed = uniqueFields.filter(([key]) => changed(key));
  if (claimed.length === 0) return;
  const others = world.store.contacts.all().filter((other) => other.id !== before?.id);
  for (const [key, label, column] of claimed) {
    const taken = others.some((other) => other[key]?.toLowerCase() === contact[key]?.toLowerCase());
    if (taken) throw invalid(`${label} has already been taken`, column);
  }
}

type Unique = 'email' | 'phone' | 'identifier';
const uniqueFields: readonly [Unique, string, string][] = [
  ['email', 'Email', 'email'],
  ['phone', 'Phone number', 'phone_number'],
  ['identifier', 'Identifier', 'identifier'],
];

const columns: readonly [keyof ContactFields, string][] = [
  ['name', 'name'],
  ['email', 'email'],
  ['phone', 'phone_number'],
  ['identifier', 'identifier'],
  ['blocked', 'blocked'],
  ['additional', 'additional_attributes'],
  ['custom', 'custom_attributes'],
  ['labels', 'label_list'],
  ['lastActivityAt', 'last_activity_at'],
];

function changesBetween(before: Contact, after: Contact): Changes {
  const changed = columns.filter(([key]) => !isDeepStrictEqual(before[key], after[key]));
  if (changed.length === 0) return [];
  return [
    {
      updated_at: {
        previous_value: new Date(before.updatedAt).toISOString(),
        current_value: new Date(after.updatedAt).toISOString(),
      },
    },
    ...changed.map(([key, column]) => ({
      [column]: { previous_value: shown(key, before[key]), current_value: shown(key, after[key]) },
    })),
  ];
}

const shown = (key: string, value: unknown): unknown =>
  key === 'lastActivityAt' && typeof value === 'number' ? new Date(value).toISOString() : value;
