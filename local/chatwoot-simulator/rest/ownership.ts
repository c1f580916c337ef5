import { z } from 'zod';
import { actorName, addActivity } from '../domain/activity.ts';
import { changeContact } from '../domain/contacts.ts';
import { changeConversation, setStatus } from '../domain/conversations.ts';
import { unprocessable, type World } from '../domain/world.ts';
import { agentInRest, teamInRest } from '../payloads/setup.ts';
import { botPush } from '../payloads/persons.ts';
import { actorOf, statusOf } from './conversations.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { visibleConversation } from './visibility.ts';

/** Assignment, labels and changes to many at once. */
export const ownershipRoutes: readonly Route[] = [
  { method: 'POST', path: '/conversations/:id/assignments', bots: true, run: assign },
  { method: 'GET', path: '/conversations/:id/labels', bots: true, run: labels },
  { method: 'POST', path: '/conversations/:id/labels', bots: true, run: replaceLabels },
  { method: 'POST', path: '/bulk_actions', run: bulk },
];

const assignBody = z.object({
  assignee_id: z.coerce.number().nullish().catch(null),
  team_id: z.coerce.number().nullish().catch(null),
  assignee_type: z.string().nullish(),
});

/** assignee_id wins over team_id; an unknown or null one unassigns and answers null. */
function assign(world: World, request: RestRequest): RestAnswer {
  const { id } = visibleConversation(world, request, pathId(request));
  const body = read(assignBody, request.body);
  const who = actorName(world, actorOf(request));
  if ('assignee_id' in request.body) {
    if (body.assignee_type === 'AgentBot') {
      const bot = world.store.bots.get(body.assignee_id ?? null);
      changeConversation(world, id, { assigneeBotId: bot?.id ?? null, assigneeId: null });
      return ok(bot === undefined ? null : botPush(bot));
    }
    const user = world.store.users.get(body.assignee_id ?? null);
    changeConversation(world, id, { assigneeId: user?.id ?? null, assigneeBotId: null });
    addActivity(
      world,
      id,
      user === undefined ? `Conversation unassigned by ${who}` : `Assigned to ${user.name} by ${who}`,
    );
    return ok(user === undefined ? null : agentInRest(world, user));
  }
  const team = world.store.teams.get(body.team_id ?? null);
  changeConversation(world, id, { teamId: team?.id ?? null });
  addActivity(
    world,
    id,
    team === undefined ? `Team removed by ${who}` : `Assigned to ${team.name} by ${who}`,
  );
  return ok(team === undefined ? null : teamInRest(world, team, 0));
}

function labels(world: World, request: RestRequest): RestAnswer {
  return ok({ payload: visibleConversation(world, request, pathId(request)).labels });
}

/** The labels of a request: a list, or nothing, which clears. */
export function labelList(body: unknown): string[] {
  const list = read(z.object({ labels: z.union([z.array(z.string()), z.string()]).nullish() }), body).labels;
  const titles = typeof list === 'string' ? list.split(',') : (list ?? []);
  return [...new Set(titles.map((title) => title.trim()).filter((title) => title !== ''))];
}

function replaceLabels(world: World, request: RestRequest): RestAnswer {
  const { id } = visibleConversation(world, request, pathId(request));
  return ok({ payload: setConversationLabels(world, request, id, labelList(request.body)) });
}

function setConversationLabels(world: World, request: RestRequest, id: number, wanted: string[]): string[] {
  const before = visibleConversation(world, request, id).labels;
  const after = changeConversation(world, id, { labels: wanted }).labels;
  const who = actorName(world, actorOf(request));
  const added = after.filter((label) => !before.includes(label));
  const removed = before.filter((label) => !after.includes(label));
  if (added.length > 0) addActivity(world, id, `${who} added ${added.join(', ')}`);
  if (removed.length > 0) addActivity(world, id, `${who} removed ${removed.join(', ')}`);
  return after;
}

const bulkBody = z.object({
  type: z.string(),
  ids: z.array(z.coerce.number().int()).default([]),
  labels: z
    .object({ add: z.array(z.string()).optional(), remove: z.array(z.string()).optional() })
    .optional(),
  fields: z
    .object({
      status: z.string().optional(),
      assignee_id: z.coerce.number().nullish(),
      team_id: z.coerce.number().nullish(),
    })
    .optional(),
});
type Bulk = z.infer<typeof bulkBody>;

function bulk(world: World, request: RestRequest): RestAnswer {
  const body = read(bulkBody, request.body);
  if (body.type === 'Contact') bulkContacts(world, body);
  else if (body.type === 'Conversation') bulkConversations(world, request, body);
  else throw unprocessable('Invalid type');
  return ok();
}

/** For contacts Chatwoot carries out one of add and remove per call; add wins. */
function bulkContacts(world: World, { ids, labels: { add = [], remove = [] } = {} }: Bulk): void {
  for (const id of ids) {
    const contact = world.store.contacts.get(id);
    if (contact === undefined) continue;
    const wanted =
      add.length > 0
        ? [...new Set([...contact.labels, ...add])]
        : contact.labels.filter((label) => !remove.includes(label));
    changeContact(world, id, { labels: wanted });
  }
}

function bulkConversations(world: World, request: RestRequest, body: Bulk): void {
  const { add = [], remove = [] } = body.labels ?? {};
  for (const id of body.ids) {
    const conversation = world.store.conversations.get(id);
    if (conversation === undefined) continue;
    const kept = conversation.labels.filter((label) => !remove.includes(label));
    setConversationLabels(world, request, id, [...new Set([...kept, ...add])]);
    const { status, assignee_id: assigneeId, team_id: teamId } = body.fields ?? {};
    // One save for all fields, so one conversation_updated.
    const owner = {
      ...(assigneeId === undefined
        ? {}
        : { assigneeId: world.store.users.get(assigneeId)?.id ?? null, assigneeBotId: null }),
      ...(teamId === undefined ? {} : { teamId: world.store.teams.get(teamId)?.id ?? null }),
    };
    if (status === undefined) changeConversation(world, id, owner);
    else setStatus(world, id, statusOf(status), actorOf(request), owner);
  }
}
