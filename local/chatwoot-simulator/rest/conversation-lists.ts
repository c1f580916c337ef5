import type { World } from '../domain/world.ts';
import { conversationInRest } from '../payloads/conversations.ts';
import type { Conversation } from '../store/records.ts';
import { matchesFilter, type FilterField } from './filter.ts';
import { callingUser, ok, pathId, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { seesInbox } from './visibility.ts';

/** Lists of conversations. */
export const conversationListRoutes: readonly Route[] = [
  { method: 'GET', path: '/conversations', run: list },
  {
    method: 'GET',
    path: '/conversations/meta',
    run: (world, request) => ok({ meta: metaOf(request, selected(world, request)) }),
  },
  { method: 'POST', path: '/conversations/filter', run: filter },
  { method: 'GET', path: '/contacts/:id/conversations', run: ofContact },
];

const pageSize = 25;

function list(world: World, request: RestRequest): RestAnswer {
  const all = selected(world, request);
  const meta = metaOf(request, all);
  const owned = all.filter((conversation) => hasAssignee(conversation, request));
  // With updated_within Chatwoot ignores the page and returns everything.
  const shown = request.query.has('updated_within') ? owned : pageOf(owned, request);
  return ok({ data: { meta, payload: shown.map((one) => conversationInRest(world, one)) } });
}

function filter(world: World, request: RestRequest): RestAnswer {
  const found = visible(world, request).filter((one) =>
    matchesFilter(request.body, (key) => conversationField(world, one, key), world.now().getTime()),
  );
  const sorted = found.sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  return ok({
    meta: metaOf(request, sorted),
    payload: pageOf(sorted, request).map((one) => conversationInRest(world, one)),
  });
}

function ofContact(world: World, request: RestRequest): RestAnswer {
  const own = visible(world, request)
    .filter((one) => one.contactId === pathId(request))
    .sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  return ok({ payload: own.slice(0, 20).map((one) => conversationInRest(world, one)) });
}

function visible(world: World, request: RestRequest): Conversation[] {
  return world.store.conversations.all().filter((conversation) => {
    const inbox = world.store.inboxes.get(conversation.inboxId);
    return inbox !== undefined && seesInbox(request, inbox);
  });
}

function selected(world: World, request: RestRequest): Conversation[] {
  const { query } = request;
  const status = query.get('status') ?? 'open';
  const labels = query.getAll('labels[]');
  const within = Number(query.get('updated_within') ?? Number.NaN);
  const now = world.now().getTime();
  const number = (name: string, value: number | null): boolean =>
    !query.has(name) || Number(query.get(name)) === value;
  return visible(world, request)
    .filter(
      (one) =>
        (status === 'all' || one.status === status) &&
        number('inbox_id', one.inboxId) &&
        number('team_id', one.teamId) &&
        (labels.length === 0 || labels.some((label) => one.labels.includes(label))) &&
        (Number.isNaN(within) || one.updatedAt >= now - within * 1000) &&
        mentions(world, one, query.get('q')) &&
        hasSource(world, one, query.get('source_id')) &&
        (query.get('conversation_type') !== 'unattended' ||
          one.firstReplyAt === null ||
          one.waitingSince !== null),
    )
    .sort(byOrder(query.get('sort_by') ?? 'last_activity_at_desc'));
}

function byOrder(name: string): (a: Conversation, b: Conversation) => number {
  const rank = { low: 1, medium: 2, high: 3, urgent: 4 };
  const value = (one: Conversation): number => {
    if (name.startsWith('created_at')) return one.createdAt;
    if (name.startsWith('waiting_since')) return one.waitingSince ?? Number.MAX_SAFE_INTEGER;
    if (name.startsWith('priority')) return one.priority === null ? 0 : rank[one.priority];
    return one.lastActivityAt;
  };
  const direction = name.endsWith('_asc') ? 1 : -1;
  return (a, b) => direction * (value(a) - value(b)) || b.id - a.id;
}

function mentions(world: World, conversation: Conversation, words: string | null): boolean {
  if (words === null) return true;
  const wanted = words.toLowerCase();
  return world.store.messages
    .ownedBy(conversation.id)
    .some(
      (message) => message.type !== 'activity' && message.content?.toLowerCase().includes(wanted) === true,
    );
}

function hasSource(world: World, conversation: Conversation, sourceId: string | null): boolean {
  if (sourceId === null) return true;
  return world.store.contactInboxes.get(conversation.contactInboxId)?.sourceId === sourceId;
}

function hasAssignee(conversation: Conversation, request: RestRequest): boolean {
  switch (request.query.get('assignee_type')) {
    case 'me':
      return conversation.assigneeId === callingUser(request).id;
    case 'unassigned':
      return conversation.assigneeId === null;
    case 'assigned':
      return conversation.assigneeId !== null;
    default:
      return true;
  }
}

function metaOf(request: RestRequest, all: readonly Conversation[]) {
  const me = callingUser(request).id;
  const assigned = all.filter((one) => one.assigneeId !== null).length;
  return {
    mine_count: all.filter((one) => one.assigneeId === me).length,
    assigned_count: assigned,
    unassigned_count: all.length - assigned,
    all_count: all.length,
  };
}

function pageOf(all: readonly Conversation[], request: RestRequest): Conversation[] {
  const page = Math.max(1, Number(request.query.get('page') ?? '1') || 1);
  return all.slice((page - 1) * pageSize, page * pageSize);
}

function conversationField(world: World, one: Conversation, key: string): FilterField {
  const fields: Readonly<Record<string, FilterField>> = {
    status: one.status,
    assignee_id: one.assigneeId,
    inbox_id: one.inboxId,
    team_id: one.teamId,
    display_id: one.id,
    priority: one.priority,
    labels: one.labels,
    created_at: new Date(one.createdAt),
    last_activity_at: new Date(one.lastActivityAt),
  };
  if (key in fields) return fields[key];
  const defined = world.store.definitions
    .all()
    .some((definition) => definition.model === 'conversation_attribute' && definition.key === key);
  return defined ? { custom: one.custom[key] } : undefined;
}
