import type { Contact, Inbox } from '../store/records.ts';
import type { World } from '../domain/world.ts';
import { unix } from './times.ts';

/** A contact as the REST interface answers it. Labels are never part of it. */
export function contactInRest(world: World, contact: Contact, withInboxes: boolean): Record<string, unknown> {
  return {
    additional_attributes: contact.additional,
    availability_status: 'offline',
    email: contact.email,
    id: contact.id,
    name: contact.name,
    phone_number: contact.phone,
    blocked: contact.blocked,
    identifier: contact.identifier,
    thumbnail: '',
    custom_attributes: contact.custom,
    ...(contact.lastActivityAt === null ? {} : { last_activity_at: unix(contact.lastActivityAt) }),
    created_at: unix(contact.createdAt),
    ...(withInboxes ? { contact_inboxes: contactInboxes(world, contact.id) } : {}),
  };
}

/** An inbox as it is shown inside a contact. */
export function slimInbox(inbox: Inbox) {
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: inbox.channelId,
    name: inbox.name,
    channel_type: inbox.channel,
    provider: inbox.provider,
  };
}

function contactInboxes(world: World, contactId: number) {
  return world.store.contactInboxes.ownedBy(contactId).flatMap((link) => {
    const inbox = world.store.inboxes.get(link.inboxId);
    return inbox === undefined ? [] : [{ source_id: link.sourceId, inbox: slimInbox(inbox) }];
  });
}
