import type { Delivery, SimulatorEvent } from '../store/jobs.ts';
import type { World } from '../domain/world.ts';

/** What an account webhook may subscribe to. */
export const accountEvents = [
  'conversation_created',
  'conversation_updated',
  'conversation_status_changed',
  'message_created',
  'message_updated',
  'contact_created',
  'contact_updated',
  'webwidget_triggered',
  'conversation_typing_on',
  'conversation_typing_off',
  'inbox_created',
  'inbox_updated',
] as const;

/** What an account webhook gets when its creator named nothing. */
export const defaultSubscriptions: readonly string[] = accountEvents.slice(0, 8);

const botEvents: readonly string[] = [
  'message_created',
  'message_updated',
  'conversation_updated',
  'conversation_status_changed',
  'conversation_opened',
  'conversation_resolved',
  'webwidget_triggered',
];

/** Who is told about an event: subscribed account webhooks, the inbox' bot and the assigned bot, the API inbox' callback. */
export function endpointsFor(world: World, event: SimulatorEvent): Delivery['endpoint'][] {
  const accounts = world.store.webhooks
    .all()
    .filter((webhook) => webhook.subscriptions.includes(event.name))
    .map((webhook) => ({ kind: 'account' as const, id: webhook.id }));
  const place = placeOf(world, event);
  if (place === undefined) return accounts;
  const inbox = world.store.inboxes.get(place.inboxId);
  const bots = botEvents.includes(event.name)
    ? new Set([inbox?.botId, place.assigneeBotId])
    : new Set<null>();
  const botEndpoints = [...bots].flatMap((id) => (id == null ? [] : [{ kind: 'bot' as const, id }]));
  const forBotsOnly = event.name === 'conversation_opened' || event.name === 'conversation_resolved';
  const callback =
    inbox !== undefined && inbox.callbackUrl !== null && !forBotsOnly
      ? [{ kind: 'inbox' as const, id: inbox.id }]
      : [];
  return [...botEndpoints, ...accounts, ...callback];
}

/** The address and secret of an endpoint as they are now; undefined when it is gone or was never told where. */
export function target(
  world: World,
  endpoint: Delivery['endpoint'],
): { url: string; secret: string } | undefined {
  const found = rowOf(world, endpoint);
  const url = found?.url ?? (endpoint.kind === 'inbox' ? undefined : world.webhookUrl());
  return found === undefined || url === undefined || url === '' ? undefined : { url, secret: found.secret };
}

function rowOf(
  world: World,
  { kind, id }: Delivery['endpoint'],
): { url: string | null; secret: string } | undefined {
  switch (kind) {
    case 'account':
      return world.store.webhooks.get(id);
    case 'bot':
      return world.store.bots.get(id);
    case 'inbox': {
      const inbox = world.store.inboxes.get(id);
      return inbox && { url: inbox.callbackUrl, secret: inbox.secret };
    }
  }
}

interface Place {
  readonly inboxId: number;
  readonly assigneeBotId: number | null;
}

function placeOf(world: World, event: SimulatorEvent): Place | undefined {
  switch (event.about) {
    case 'message':
      return world.store.conversations.get(world.store.messages.get(event.id)?.conversationId ?? null);
    case 'conversation':
    case 'typing':
      return world.store.conversations.get(event.id);
    case 'widget': {
      const link = world.store.contactInboxes.get(event.id);
      return link && { inboxId: link.inboxId, assigneeBotId: null };
    }
    case 'contact':
      return undefined;
  }
}

/** What must keep its order: all that happens around one contact, as told to one endpoint. */
export function chainOf(world: World, event: SimulatorEvent, endpoint: Delivery['endpoint']): string {
  return `${endpoint.kind}:${endpoint.id}:contact:${contactOf(world, event) ?? 0}`;
}

function contactOf({ store }: World, event: SimulatorEvent): number | undefined {
  switch (event.about) {
    case 'contact':
      return event.id;
    case 'widget':
      return store.contactInboxes.get(event.id)?.contactId;
    case 'message':
      return store.conversations.get(store.messages.get(event.id)?.conversationId ?? null)?.contactId;
    case 'conversation':
    case 'typing':
      return store.conversations.get(event.id)?.contactId;
  }
}
