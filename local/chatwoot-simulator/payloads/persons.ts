import type { Bot, Contact, Message, User } from '../store/records.ts';
import type { World } from '../domain/world.ts';

/** A contact as webhooks show it at the top level: no type, no labels, no dates. */
export function contactInWebhook(world: World, contact: Contact) {
  return {
    account: { ...world.account },
    additional_attributes: contact.additional,
    avatar: '',
    custom_attributes: contact.custom,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phone,
    thumbnail: '',
    blocked: contact.blocked,
  };
}

/** A contact as `meta.sender` and as the sender of a stored message. */
export function contactPush(contact: Contact) {
  return {
    additional_attributes: contact.additional,
    custom_attributes: contact.custom,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phone,
    thumbnail: '',
    blocked: contact.blocked,
    type: 'contact',
  };
}

/** A person of the shop, without the email. */
export function userPush(user: User) {
  return {
    id: user.id,
    name: user.name,
    available_name: user.availableName,
    avatar_url: '',
    type: 'user',
    availability_status: 'online',
    thumbnail: '',
  };
}

/** A bot as assignee or sender of a stored message. */
export function botPush(bot: Bot) {
  return { id: bot.id, name: bot.name, avatar_url: '', type: 'agent_bot' };
}

/** The top-level `sender` of a webhook; null for templates and echoes from the phone app. */
export function senderInWebhook(world: World, sender: Message['sender']) {
  switch (sender?.kind) {
    case undefined:
      return null;
    case 'Contact': {
      const contact = world.store.contacts.get(sender.id);
      return contact === undefined ? null : contactInWebhook(world, contact);
    }
    case 'User': {
      const user = world.store.users.get(sender.id);
      return user === undefined ? null : { id: user.id, name: user.name, email: user.email, type: 'user' };
    }
    case 'AgentBot': {
      const bot = world.store.bots.get(sender.id);
      return bot === undefined ? null : { id: bot.id, name: bot.name, type: 'agent_bot' };
    }
  }
}

/** The sender of a stored message; undefined when there is none, because then the key is absent. */
export function senderPush(world: World, sender: Message['sender']) {
  switch (sender?.kind) {
    case undefined:
      return undefined;
    case 'Contact': {
      const contact = world.store.contacts.get(sender.id);
      return contact && contactPush(contact);
    }
    case 'User': {
      const user = world.store.users.get(sender.id);
      return user && userPush(user);
    }
    case 'AgentBot': {
      const bot = world.store.bots.get(sender.id);
      return bot && botPush(bot);
    }
  }
}
