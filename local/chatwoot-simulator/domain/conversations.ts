import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Changes } from '../store/jobs.ts';
import type { ContactInbox, Conversation, Hash } from '../store/records.ts';
import { actorName, addActivity } from './activity.ts';
import { type Actor, notFound, type World } from './world.ts';

/** What a new conversation may bring along. */
export interface NewConversation {
  readonly contactInbox: ContactInbox;
  readonly status?: Conversation['status'] | undefined;
  readonly additional?: Hash | undefined;
  readonly custom?: Hash | undefined;
  readonly assigneeId?: number | null | undefined;
  readonly teamId?: number | null | undefined;
  readonly snoozedUntil?: number | null | undefined;
}

/** Starts a conversation: pending where a bot listens, resolved for a blocked contact, else as asked or open. */
export function startConversation(world: World, start: NewConversation): Conversation {
  const { contactInbox } = start;
  const inbox = world.store.inboxes.get(contactInbox.inboxId);
  const contact = world.store.contacts.get(contactInbox.contactId);
  if (inbox === undefined || contact === undefined) throw notFound();
  const now = world.now().getTime();
  const status = contact.blocked ? 'resolved' : inbox.botId === null ? (start.status ?? 'open') : 'pending';
  const conversation = world.store.conversations.insert({
    uuid: randomUUID(),
    inboxId: inbox.id,
    contactId: contact.id,
    contactInboxId: contactInbox.id,
    status,
    assigneeId: start.assigneeId ?? null,
    assigneeBotId: null,
    teamId: start.teamId ?? null,
    labels: [],
    priority: null,
    custom: start.custom ?? {},
    additional: start.additional ?? {},
    snoozedUntil: start.snoozedUntil ?? null,
    firstReplyAt: null,
    waitingSince: now,
    agentSeenAt: null,
    assigneeSeenAt: null,
    contactSeenAt: null,
    lastIncomingAt: null,
    lastActivityAt: now,
    createdAt: now,
    updatedAt: now,
  });
  world.emit({ about: 'conversation', name: 'conversation_created', id: conversation.id, changes: null });
  return conversation;
}

/** The columns whose change makes Chatwoot send conversation_updated. */
const watched = {
  teamId: 'team_id',
  assigneeId: 'assignee_id',
  assigneeBotId: 'assignee_agent_bot_id',
  status: 'status',
  snoozedUntil: 'snoozed_until',
  custom: 'custom_attributes',
  labels: 'label_list',
  waitingSince: 'waiting_since',
  firstReplyAt: 'first_reply_created_at',
  priority: 'priority',
} as const;
type Watched = keyof typeof watched;
const watchedKeys: readonly Watched[] = [
  'teamId',
  'assigneeId',
  'assigneeBotId',
  'status',
  'snoozedUntil',
  'custom',
  'labels',
  'waitingSince',
  'firstReplyAt',
  'priority',
];
const instants: readonly string[] = ['snoozedUntil', 'waitingSince', 'firstReplyAt'];

/** Changes a conversation and tells the webhooks: status events first, then conversation_updated. */
export function changeConversation(
  world: World,
  id: number,
  patch: Partial<Pick<Conversation, Watched>>,
): Conversation {
  const before = requireConversation(world, id);
  const after: Conversation = { ...before, ...patch, updatedAt: world.now().getTime() };
  const changes = changesBetween(before, after);
  if (changes.length === 0) return before;
  // Chatwoot forgets the waiting time of a resolved conversation without telling anybody.
  const resolved = after.status === 'resolved' && before.status !== 'resolved';
  world.store.conversations.save(resolved ? { ...after, waitingSince: null } : after);
  if (before.status !== after.status) announceStatus(world, after);
  world.emit({ about: 'conversation', name: 'conversation_updated', id, changes });
  return after;
}

/** Sets the status (and what changes in the same save) and writes the activity line. */
export function setStatus(
  world: World,
  id: number,
  status: Conversation['status'],
  actor: Actor,
  also: Partial<Pick<Conversation, Watched>> = {},
): Conversation {
  const before = requireConversation(world, id);
  const awake = status === 'snoozed' ? {} : { snoozedUntil: null };
  const after = changeConversation(world, id, { ...also, ...awake, status });
  if (before.status !== status) {
    const wording = {
      open: 'reopened',
      resolved: 'marked resolved',
      pending: 'marked pending',
      snoozed: 'snoozed',
    };
    addActivity(world, id, `Conversation was ${wording[status]} by ${actorName(world, actor)}`);
  }
  return after;
}

/** The bot gives the conversation to the team: it opens and waits from now on. */
export function handOff(world: World, id: number, actor: Actor): Conversation {
  const after = changeConversation(world, id, { status: 'open', waitingSince: world.now().getTime() });
  addActivity(world, id, `Conversation was marked open by ${actorName(world, actor)}`);
  return after;
}

/** Reads a conversation or answers 404. */
export function requireConversation(world: World, id: number): Conversation {
  const conversation = world.store.conversations.get(id);
  if (conversation === undefined) throw notFound();
  return conversation;
}

function announceStatus(world: World, { id, status }: Conversation): void {
  if (status === 'open')
    world.emit({ about: 'conversation', name: 'conversation_opened', id, changes: null });
  if (status === 'resolved') {
    world.emit({ about: 'conversation', name: 'conversation_resolved', id, changes: null });
  }
  world.emit({ about: 'conversation', name: 'conversation_status_changed', id, changes: null });
}

function changesBetween(before: Conversation, after: Conversation): Changes {
  const changes: Changes = watchedKeys
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => ({ [watched[key]]: change(shown(key, before[key]), shown(key, after[key])) }));
  if (changes.length === 0) return [];
  if (!isDeepStrictEqual(before.labels, after.labels)) {
    changes.push({ cached_label_list: change(before.labels.join(', '), after.labels.join(', ')) });
  }
  changes.push({ updated_at: change(isoOf(before.updatedAt), isoOf(after.updatedAt)) });
  return changes;
}

const change = (previous: unknown, current: unknown) => ({
  previous_value: previous,
  current_value: current,
});
const isoOf = (instant: number): string => new Date(instant).toISOString();
const shown = (key: string, value: unknown): unknown =>
  instants.includes(key) && typeof value === 'number' ? isoOf(value) : value;
