import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { createCustomer, customerChooses, customerWrites } from '../domain/customer.ts';
import { changeConversation, requireConversation, setStatus } from '../domain/conversations.ts';
import { deleteMessage } from '../domain/messages.ts';
import { personWrites, phoneAppWrites } from '../domain/shop.ts';
import { notFound, Refusal } from '../domain/world.ts';
import { readBody, type RestAnswer } from '../rest/request.ts';
import { conversationStatuses, type Hash, priorities } from '../store/records.ts';
import { overview, threadView } from './views.ts';

interface UiRoute {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly run: (core: Core, id: number, body: Hash) => unknown;
}

const routes: readonly UiRoute[] = [
  { method: 'GET', pattern: /^\/ui\/state$/, run: ({ world }) => overview(world) },
  { method: 'GET', pattern: /^\/ui\/conversations\/(\d+)$/, run: conversation },
  { method: 'GET', pattern: /^\/ui\/links\/(\d+)$/, run: quietCustomer },
  { method: 'POST', pattern: /^\/ui\/customers$/, run: newCustomer },
  { method: 'POST', pattern: /^\/ui\/links\/(\d+)\/messages$/, run: asCustomer },
  { method: 'POST', pattern: /^\/ui\/conversations\/(\d+)\/messages$/, run: asShop },
  { method: 'POST', pattern: /^\/ui\/conversations\/(\d+)\/state$/, run: changeState },
  { method: 'POST', pattern: /^\/ui\/conversations\/(\d+)\/seen$/, run: seen },
  { method: 'POST', pattern: /^\/ui\/messages\/(\d+)\/choose$/, run: choose },
  { method: 'POST', pattern: /^\/ui\/messages\/(\d+)\/delete$/, run: remove },
  { method: 'POST', pattern: /^\/ui\/faults$/, run: breakWebhooks },
];

/** Answers the page: what real Chatwoot's REST does not offer, first of all the customer's side. */
export async function answerUi(core: Core, request: IncomingMessage, path: string): Promise<RestAnswer> {
  const route = routes.find((one) => one.method === request.method && one.pattern.test(path));
  if (route === undefined) return { status: 404, body: { error: 'There is no such thing here.' } };
  try {
    if (route.method === 'POST') checkSameSite(request);
    const { body } = await readBody(request);
    const id = Number(route.pattern.exec(path)?.[1] ?? 0);
    const run = (): unknown => route.run(core, id, body);
    return { status: 200, body: (route.method === 'GET' ? run() : core.act(run)) ?? {} };
  } catch (error) {
    return friendly(core, request, path, error);
  }
}

/** No token guards these routes, so other sites must not reach them: only JSON, only from our own page. */
function checkSameSite(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  const foreign = origin !== undefined && URL.parse(origin)?.host !== host;
  if (foreign || request.headers['content-type']?.startsWith('application/json') !== true) {
    throw new Refusal(403, { error: 'Only the sandbox page itself may do this.' });
  }
}

function friendly(core: Core, request: IncomingMessage, path: string, error: unknown): RestAnswer {
  if (error instanceof z.ZodError) {
    return { status: 422, body: { error: `Please check ${error.issues[0]?.path.join('.') ?? 'the form'}.` } };
  }
  if (error instanceof Refusal) {
    const { body } = error;
    const said = typeof body === 'string' ? body : (body['error'] ?? body['message']);
    return { status: error.status, body: { error: typeof said === 'string' ? said : 'That did not work.' } };
  }
  const message = error instanceof Error ? error.message : 'unknown';
  core.world.log({ event: 'request.failed', method: request.method ?? '', path, error: message });
  return { status: 500, body: { error: 'Something broke in the simulator. Its log says more.' } };
}

function conversation({ world, deliveries }: Core, id: number): unknown {
  const found = requireConversation(world, id);
  const link = world.store.contactInboxes.get(found.contactInboxId);
  if (link === undefined) throw notFound();
  return threadView(world, deliveries.reports(), link, found);
}

function quietCustomer({ world, deliveries }: Core, id: number): unknown {
  const link = world.store.contactInboxes.get(id);
  if (link === undefined) throw notFound();
  return threadView(world, deliveries.reports(), link, undefined);
}

function newCustomer({ world }: Core, _id: number, body: Hash): unknown {
  const wanted = z.object({ name: z.string().trim().min(1).max(80), inboxId: z.number().int() }).parse(body);
  return { linkId: createCustomer(world, wanted).link.id };
}

const words = z.string().max(20_000);

function asCustomer({ world }: Core, id: number, body: Hash): unknown {
  const message = customerWrites(world, id, { content: z.object({ text: words }).parse(body).text });
  return { conversationId: message.conversationId, messageId: message.id };
}

const shopWords = z.object({
  text: words,
  as: z.enum(['person', 'note', 'phone']),
  userId: z.number().int().default(2),
});

function asShop({ world }: Core, id: number, body: Hash): unknown {
  const { text, as, userId } = shopWords.parse(body);
  const message =
    as === 'phone'
      ? phoneAppWrites(world, id, text)
      : personWrites(world, id, { content: text, userId, private: as === 'note' });
  return { conversationId: id, messageId: message.id };
}

const stateBody = z.object({
  status: z.enum(conversationStatuses).optional(),
  priority: z.enum(priorities).nullable().optional(),
  labels: z.array(z.string()).optional(),
  assigneeId: z.number().int().nullable().optional(),
  userId: z.number().int().default(2),
});

function changeState({ world }: Core, id: number, body: Hash): void {
  const { status, priority, labels, assigneeId, userId } = stateBody.parse(body);
  requireConversation(world, id);
  if (status !== undefined) setStatus(world, id, status, { kind: 'user', id: userId });
  changeConversation(world, id, {
    ...(priority === undefined ? {} : { priority }),
    ...(labels === undefined ? {} : { labels }),
    ...(assigneeId === undefined ? {} : { assigneeId, assigneeBotId: null }),
  });
}

function seen({ world }: Core, id: number): void {
  world.store.conversations.save({ ...requireConversation(world, id), agentSeenAt: world.now().getTime() });
}

function choose({ world }: Core, id: number, body: Hash): unknown {
  const message = customerChooses(world, id, z.object({ value: z.string() }).parse(body).value);
  return { conversationId: message.conversationId };
}

const share = z.number().min(0).max(1);

/** For tests of a system in processes of its own. What is left out stays as it is; a restart forgets them all. */
function breakWebhooks({ faults }: Core, _id: number, body: Hash): unknown {
  const wanted = z
    .strictObject({ lose: share, duplicate: share, shuffle: share, shuffleMs: z.number().int().min(0) })
    .partial()
    .parse(body);
  return Object.assign(faults.webhooks, wanted);
}

function remove({ world }: Core, id: number): void {
  deleteMessage(world, id);
}
