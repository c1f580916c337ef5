import { z } from 'zod';
import { actorName, addActivity } from '../domain/activity.ts';
import { changeConversation, handOff, setStatus, startConversation } from '../domain/conversations.ts';
import { changeContact, linkToInbox, requireContact } from '../domain/contacts.ts';
import { currentConversation } from '../domain/customer.ts';
import { type Actor, notFound, unprocessable, type World } from '../domain/world.ts';
import { conversationInRest } from '../payloads/conversations.ts';
import { unix } from '../payloads/times.ts';
import { type ContactInbox, conversationStatuses, hash, priorities } from '../store/records.ts';
import { sourceIdFor } from './source-ids.ts';
import { newMessageBody, postMessage } from './messages.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { visibleConversation } from './visibility.ts';

/** One conversation: start it, read it, change its state. */
export const conversationRoutes: readonly Route[] = [
  { method: 'POST', path: '/conversations', bots: true, run: create },
  { method: 'GET', path: '/conversations/:id', bots: true, run: show },
  { method: 'PATCH', path: '/conversations/:id', bots: true, run: update },
  { method: 'POST', path: '/conversations/:id/toggle_status', bots: true, run: toggleStatus },
  { method: 'POST', path: '/conversations/:id/toggle_priority', bots: true, run: togglePriority },
  { method: 'POST', path: '/conversations/:id/toggle_typing_status', bots: true, run: toggleTyping },
  { method: 'POST', path: '/conversations/:id/custom_attributes', bots: true, run: replaceAttributes },
  { method: 'POST', path: '/conversations/:id/update_last_seen', run: updateLastSeen },
  { method: 'POST', path: '/conversations/:id/mute', run: (world, request) => mute(world, request, true) },
  { method: 'POST', path: '/conversations/:id/unmute', run: (world, request) => mute(world, request, false) },
];

/** Who makes this request, for activity lines and rules. */
export const actorOf = ({ caller }: RestRequest): Actor =>
  caller.kind === 'bot' ? { kind: 'bot', id: caller.bot.id } : { kind: 'user', id: caller.user.id };

const newConversationBody = z.object({
  source_id: z.string().nullish(),
  inbox_id: z.coerce.number().int().nullish(),
  contact_id: z.coerce.number().int().nullish(),
  status: z.string().nullish(),
  assignee_id: z.coerce.number().int().nullish(),
  team_id: z.coerce.number().int().nullish(),
  additional_attributes: hash.optional(),
  custom_attributes: hash.optional(),
  snoozed_until: z.unknown().optional(),
  message: newMessageBody.nullish(),
});

function create(world: World, request: RestRequest): RestAnswer {
  const body = read(newConversationBody, request.body);
  const link = linkFor(world, body);
  const inbox = world.store.inboxes.get(link.inboxId);
  if (inbox === undefined) throw notFound();
  const existing = inbox.lockToSingle ? currentConversation(world, link, inbox) : undefined;
  const conversation =
    existing ??
    startConversation(world, {
      contactInbox: link,
      status: body.status == null ? undefined : statusOf(body.status),
      additional: body.additional_attributes,
      custom: body.custom_attributes,
      assigneeId: world.store.users.get(body.assignee_id ?? null)?.id,
      teamId: world.store.teams.get(body.team_id ?? null)?.id,
      snoozedUntil: instantOf(body.snoozed_until),
    });
  if (body.message != null) postMessage(world, request, conversation.id, body.message);
  return ok(conversationInRest(world, visibleConversation(world, request, conversation.id)));
}

function linkFor(world: World, body: z.infer<typeof newConversationBody>): ContactInbox {
  if (body.contact_id != null && body.inbox_id != null) {
    const contact = requireContact(world, body.contact_id);
    const inbox = world.store.inboxes.get(body.inbox_id);
    if (inbox === undefined) throw notFound();
    return linkToInbox(world, contact, inbox, body.source_id ?? sourceIdFor(world, inbox, contact));
  }
  const found = world.store.contactInboxes
    .all()
    .find(
      (link) => link.sourceId === body.source_id && (body.inbox_id == null || link.inboxId === body.inbox_id),
    );
  if (found === undefined) throw notFound();
  return found;
}

function show(world: World, request: RestRequest): RestAnswer {
  return ok(conversationInRest(world, visibleConversation(world, request, pathId(request))));
}

function update(world: World, request: RestRequest): RestAnswer {
  const { id } = visibleConversation(world, request, pathId(request));
  if ('priority' in request.body) setPriority(world, request, id);
  return ok(conversationInRest(world, visibleConversation(world, request, id)));
}

const toggleBody = z.object({ status: z.string().nullish(), snoozed_until: z.unknown().optional() });

function toggleStatus(world: World, request: RestRequest): RestAnswer {
  const before = visibleConversation(world, request, pathId(request));
  const body = read(toggleBody, request.body);
  const { caller } = request;
  const status =
    body.status == null ? (before.status === 'open' ? 'resolved' : 'open') : statusOf(body.status);
  const handsOff = caller.kind === 'bot' && before.status === 'pending' && status === 'open';
  if (handsOff) handOff(world, before.id, actorOf(request));
  else setStatus(world, before.id, status, actorOf(request), { snoozedUntil: instantOf(body.snoozed_until) });
  // An agent who opens a conversation takes it; an administrator does not.
  if (status === 'open' && caller.kind === 'user' && caller.user.role === 'agent') {
    changeConversation(world, before.id, { assigneeId: caller.user.id, assigneeBotId: null });
  }
  const after = visibleConversation(world, request, before.id);
  const snoozed = after.snoozedUntil === null ? null : unix(after.snoozedUntil);
  return ok({
    payload: {
      success: handsOff ? null : true,
      conversation_id: after.id,
      current_status: after.status,
      snoozed_until: snoozed,
    },
  });
}

function togglePriority(world: World, request: RestRequest): RestAnswer {
  setPriority(world, request, visibleConversation(world, request, pathId(request)).id);
  return ok();
}

function setPriority(world: World, request: RestRequest, id: number): void {
  const wanted = request.body['priority'] ?? null;
  const priority = wanted === null || wanted === '' ? null : priorities.find((one) => one === wanted);
  // Rails raises ArgumentError on an unknown value of an enum, which ends as 500.
  if (priority === undefined) throw new Error('unknown priority');
  const before = visibleConversation(world, request, id).priority;
  changeConversation(world, id, { priority });
  if (before === priority) return;
  const who = actorName(world, actorOf(request));
  addActivity(
    world,
    id,
    priority === null ? `${who} removed the priority` : `${who} set the priority to ${priority}`,
  );
}

function toggleTyping(world: World, request: RestRequest): RestAnswer {
  const { id } = visibleConversation(world, request, pathId(request));
  const { caller } = request;
  const person =
    caller.kind === 'bot'
      ? { kind: 'AgentBot' as const, id: caller.bot.id }
      : { kind: 'User' as const, id: caller.user.id };
  const on = request.body['typing_status'] === 'on';
  const isPrivate = request.body['is_private'] === true || request.body['is_private'] === 'true';
  const name = on ? 'conversation_typing_on' : 'conversation_typing_off';
  world.emit({ about: 'typing', name, id, person, isPrivate });
  return ok();
}

function replaceAttributes(world: World, request: RestRequest): RestAnswer {
  const { id } = visibleConversation(world, request, pathId(request));
  const custom = hash.nullish().transform((value) => value ?? {});
  const { custom_attributes: wanted } = read(z.object({ custom_attributes: custom }), request.body);
  changeConversation(world, id, { custom: wanted });
  return ok({ custom_attributes: wanted });
}

function updateLastSeen(world: World, request: RestRequest): RestAnswer {
  const conversation = visibleConversation(world, request, pathId(request));
  const now = world.now().getTime();
  const seen = world.store.conversations.save({ ...conversation, agentSeenAt: now, assigneeSeenAt: now });
  return ok(conversationInRest(world, seen));
}

function mute(world: World, request: RestRequest, blocked: boolean): RestAnswer {
  const conversation = visibleConversation(world, request, pathId(request));
  if (blocked) setStatus(world, conversation.id, 'resolved', actorOf(request));
  changeContact(world, conversation.contactId, { blocked });
  return ok();
}

/** A status by name. Rails raises ArgumentError on an unknown one, which ends as 500. */
export function statusOf(name: string): (typeof conversationStatuses)[number] {
  const status = conversationStatuses.find((one) => one === name);
  if (status === undefined) throw new Error('unknown status');
  return status;
}

function instantOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  const instant =
    typeof value === 'number' ? value * 1000 : Date.parse(typeof value === 'string' ? value : '');
  if (Number.isNaN(instant)) throw unprocessable('snoozed_until is neither a Unix time nor a date');
  return instant;
}
