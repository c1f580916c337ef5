import { randomUUID } from 'node:crypto';
import { channelRules, derivedSourceId } from '../domain/channels.ts';
import { unprocessable, type World } from '../domain/world.ts';
import type { Contact, Inbox } from '../store/records.ts';

/** The channel id of a contact when the caller gave none: known, derived, invented, or impossible. */
export function sourceIdFor(world: World, inbox: Inbox, contact: Contact): string {
  const { identity } = channelRules(inbox);
  const known = world.store.contactInboxes.ownedBy(contact.id).findLast((link) => link.inboxId === inbox.id);
  switch (identity) {
    case 'generated':
      return randomUUID();
    case 'phone':
    case 'email': {
      const derived = derivedSourceId(inbox, contact);
      if (derived !== undefined) return derived;
      throw unprocessable(identity === 'phone' ? 'contact phone number required' : 'contact email required');
    }
    case 'customer-first':
      // Also where the contact is known: without an explicit source_id Chatwoot raises here.
      throw new Error(
        known === undefined ? 'Unsupported operation for this channel' : 'source_id is required',
      );
  }
}
