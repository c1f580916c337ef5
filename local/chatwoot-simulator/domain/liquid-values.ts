import type { Conversation, Message } from '../store/records.ts';
import type { LiquidValues } from './liquid.ts';
import type { World } from './world.ts';

/** The names a message of this conversation may use. */
export function liquidValues(
  world: World,
  conversation: Conversation,
  sender: Message['sender'],
): LiquidValues {
  const contact = world.store.contacts.get(conversation.contactId);
  const agent = sender?.kind === 'User' ? world.store.users.get(sender.id) : undefined;
  const [first = '', ...others] = (contact?.name ?? '').split(' ');
  return {
    'contact.id': String(contact?.id ?? ''),
    'contact.name': contact?.name ?? '',
    'contact.first_name': first,
    'contact.last_name': others.at(-1) ?? '',
    'contact.email': contact?.email ?? '',
    'contact.phone_number': contact?.phone ?? '',
    ...customValues('contact.custom_attribute', contact?.custom ?? {}),
    'conversation.id': String(conversation.id),
    'conversation.display_id': String(conversation.id),
    ...customValues('conversation.custom_attribute', conversation.custom),
    'agent.name': agent?.name ?? '',
    'agent.email': agent?.email ?? '',
    'inbox.name': world.store.inboxes.get(conversation.inboxId)?.name ?? '',
    'account.name': world.account.name,
  };
}

function customValues(prefix: string, attributes: Record<string, unknown>): LiquidValues {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([key, value]) => [`${prefix}.${key}`, String(value)]),
  );
}
