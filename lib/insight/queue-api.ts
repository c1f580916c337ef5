import { z } from 'zod';
import { cursor, instant, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { notFound } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { priorities, queuedConversation, readQueue, type QueuedConversation } from './queue.ts';
import { openWorklist, resolveWorklistItem, worklistItem } from './worklist.ts';

export interface QueueApiDeps {
  readonly db: Db;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  /** Where a person of the team sees a conversation. */
  readonly chatwootUrl: (conversationId: number) => Promise<string>;
  readonly now: () => Date;
}

/** What has been quiet for longer and keeps nobody waiting is done. */
const activeMs = 7 * 24 * 3600 * 1000;

/** One row of the queue, as it is told. */
export const queueItem = z.strictObject({
  ...queuedConversation.omit({ lastTurnAt: true }).shape,
  conversationId: z.number().int(),
  waitingSince: z.iso.datetime().nullable(),
  lead: z.strictObject(queuedConversation.shape.lead.shape),
  /** The conversation in Chatwoot. */
  chatwootUrl: z.url(),
});

const waitsOrNot = z.enum(['waiting', 'recent']);
const queuePosition = z.tuple([waitsOrNot, z.enum(priorities), instant, z.number().int()]);

const listQueue = route({
  method: 'GET',
  path: '/api/queue',
  role: 'viewer',
  summary:
    'Conversations for people: first who waits for a person, most urgent and then longest first; then what was talked about in the last seven days.',
  params: nothing,
  query: z.strictObject({
    priority: z.enum(priorities).optional(),
    limit: pageLimit,
    cursor: cursor(queuePosition).optional(),
  }),
  body: noBody,
  answers: { 200: pageSchema(queueItem) },
  async run(
    { db, accountId, chatwootUrl, now }: QueueApiDeps,
    { query: { priority, limit, cursor: after } },
  ) {
    const read = await readQueue(db, {
      accountId: await accountId(),
      priorities: priority === undefined ? priorities : [priority],
      limit: limit + 1,
      after: after && placeOf(after),
      activeSince: new Date(now().getTime() - activeMs),
    });
    const { items, nextCursor } = pageOf(read, limit, positionOf);
    const told = await Promise.all(
      items.map(async (item) => toldConversation(item, await chatwootUrl(item.conversationId))),
    );
    return { status: 200, body: { items: told, nextCursor } };
  },
});

/** One row of the worklist, as it is told. */
export const worklistRow = z.strictObject({
  ...worklistItem.shape,
  conversationId: z.number().int(),
  messageIds: z.array(z.number().int()),
  since: z.iso.datetime(),
});

const listWorklist = route({
  method: 'GET',
  path: '/api/worklist',
  role: 'viewer',
  summary: 'What a person still has to look at, oldest first.',
  params: nothing,
  query: z.strictObject({ limit: pageLimit, cursor: cursor(z.tuple([instant, z.uuid()])).optional() }),
  body: noBody,
  answers: { 200: pageSchema(worklistRow) },
  async run({ db, accountId }: QueueApiDeps, { query: { limit, cursor: after } }) {
    const read = await openWorklist(db, {
      accountId: await accountId(),
      limit: limit + 1,
      after: after && { since: new Date(after[0]), id: after[1] },
    });
    const { items, nextCursor } = pageOf(read, limit, ({ since, id }) => [since.getTime(), id]);
    const told = items.map((item) => ({ ...item, since: item.since.toISOString() }));
    return { status: 200, body: { items: told, nextCursor } };
  },
});

const resolveItem = route({
  method: 'POST',
  path: '/api/worklist/{id}/resolve',
  role: 'operator',
  summary: 'Takes something off the worklist. The first to do so is remembered.',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  answers: { 200: z.strictObject({ id: z.uuid(), resolved: z.literal(true) }) },
  async run({ db, accountId, now }: QueueApiDeps, { params: { id }, caller }) {
    const resolution = { accountId: await accountId(), id, by: caller.id, at: now() };
    const isKnown = await resolveWorklistItem(db, resolution);
    if (!isKnown) return notFound('The worklist has no such item.');
    return { status: 200, body: { id, resolved: true as const } };
  },
});

export const queueRoutes = [listQueue, listWorklist, resolveItem];

function positionOf({ waitingSince, priority, lastTurnAt, conversationId }: QueuedConversation) {
  const waits: z.infer<typeof waitsOrNot> = waitingSince === null ? 'recent' : 'waiting';
  return [waits, priority, (waitingSince ?? lastTurnAt).getTime(), conversationId];
}

function placeOf([waits, priority, at, conversationId]: z.infer<typeof queuePosition>) {
  const moment = new Date(at);
  return { conversationId, priority, waitingSince: waits === 'waiting' ? moment : null, lastTurnAt: moment };
}

function toldConversation(
  { lastTurnAt: _, waitingSince, ...item }: QueuedConversation,
  chatwootUrl: string,
): z.infer<typeof queueItem> {
  return { ...item, waitingSince: waitingSince?.toISOString() ?? null, chatwootUrl };
}
