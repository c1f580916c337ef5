import { z } from 'zod';
import { addMessage, changeMessage, deleteMessage, requireMessage } from '../domain/messages.ts';
import { goesToChannel } from '../domain/sending.ts';
import { Refusal, unprocessable, type World } from '../domain/world.ts';
import { messageInRest } from '../payloads/messages.ts';
import { contactPush, userPush } from '../payloads/persons.ts';
import { isoOrNull } from '../payloads/times.ts';
import { type Hash, hash, type Message } from '../store/records.ts';
import { storeUploads } from './attachments.ts';
import { checkContentType } from './content-types.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { visibleConversation } from './visibility.ts';

/** Messages of a conversation. */
export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: '/conversations/:id/messages', run: list },
  { method: 'POST', path: '/conversations/:id/messages', bots: true, run: create },
  { method: 'PATCH', path: '/conversations/:id/messages/:id', run: patchStatus },
  { method: 'DELETE', path: '/conversations/:id/messages/:id', run: remove },
  { method: 'POST', path: '/conversations/:id/messages/:id/retry', run: retry },
];

function list(world: World, request: RestRequest): RestAnswer {
  const conversation = visibleConversation(world, request, pathId(request));
  const contact = world.store.contacts.get(conversation.contactId);
  const assignee = world.store.users.get(conversation.assigneeId);
  const hideInternal = request.query.get('filter_internal_messages') === 'true';
  const shown = page(world, conversation.id, request.query).filter(
    (message) => !hideInternal || (!message.private && message.type !== 'activity'),
  );
  return ok({
    meta: {
      labels: conversation.labels,
      additional_attributes: conversation.additional,
      contact: contact && contactPush(contact),
      ...(assignee && { assignee: userPush(assignee) }),
      agent_last_seen_at: isoOrNull(conversation.agentSeenAt),
      assignee_last_seen_at: isoOrNull(conversation.assigneeSeenAt),
    },
    payload: shown.map((message) => messageInRest(world, message)),
  });
}

/** No cursor: the last 20. `before`: 20 older. `after`: up to 100 newer. Both: up to 1000 with after <= id < before. */
function page(world: World, conversationId: number, query: URLSearchParams): Message[] {
  const [before, after] = [cursor(query, 'before'), cursor(query, 'after')];
  if (after !== null && before !== null)
    return world.store.messages.between(conversationId, after, before, 1000);
  if (after !== null) {
    return world.store.messages.between(conversationId, after + 1, Number.MAX_SAFE_INTEGER, 100);
  }
  const newest: Message[] = [];
  for (const message of world.store.messages.newestFirst(conversationId)) {
    if (before !== null && message.id >= before) continue;
    newest.push(message);
    if (newest.length === 20) break;
  }
  return newest.reverse();
}

function cursor(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  return value === null || value === '' ? null : Math.trunc(Number(value)) || 0;
}

const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .nullish()
  .transform((value) => value ?? false);
/** An object, or a JSON string of one, as multipart requests send it. */
const objectOrJson = z
  .union([hash, z.literal('').transform(() => ({})), z.string().transform(jsonObject)])
  .nullish()
  .transform((value) => value ?? {});

function jsonObject(text: string, context: z.RefinementCtx): Hash {
  try {
    return hash.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a JSON object' });
    return z.NEVER;
  }
}

/** The body of a new message; also used for the first message of a new conversation. */
export const newMessageBody = z.object({
  content: z.string().nullish(),
  message_type: z.string().nullish(),
  private: flag,
  content_type: z.string().nullish(),
  content_attributes: objectOrJson,
  template_params: hash.nullish(),
  source_id: z.string().nullish(),
  echo_id: z.unknown().optional(),
  campaign_id: z.union([z.string(), z.number()]).nullish(),
  external_created_at: z.unknown().optional(),
  cc_emails: z.string().nullish(),
  bcc_emails: z.string().nullish(),
  to_emails: z.string().nullish(),
  sender_type: z.string().nullish(),
  sender_id: z.coerce.number().nullish(),
});
export type NewMessageBody = z.infer<typeof newMessageBody>;

function create(world: World, request: RestRequest): RestAnswer {
  const conversation = visibleConversation(world, request, pathId(request));
  const body = read(newMessageBody, request.body);
  const message = postMessage(world, request, conversation.id, body);
  return ok(messageInRest(world, message, body.echo_id));
}

/** Adds the message of a request. Everything that goes wrong here is a 422. */
export function postMessage(
  world: World,
  request: RestRequest,
  conversationId: number,
  body: NewMessageBody,
): Message {
  const conversation = visibleConversation(world, request, conversationId);
  const type = messageTypeOf(world, conversation.inboxId, body);
  const { template_params: template } = body;
  if (template != null && typeof template['name'] !== 'string')
    throw unprocessable('Template name is required');
  const contentType = checkContentType(body.content_type ?? 'text', body.content_attributes);
  const emails = Object.fromEntries(
    (['cc_emails', 'bcc_emails', 'to_emails'] as const).flatMap((key) => {
      const list = body[key];
      return list == null ? [] : [[key, list.split(',').map((one) => one.trim())]];
    }),
  );
  return addMessage(world, conversationId, {
    type,
    content: body.content ?? null,
    sender:
      type === 'incoming' ? { kind: 'Contact', id: conversation.contactId } : senderOf(world, request, body),
    private: body.private,
    contentType,
    contentAttributes: { ...body.content_attributes, ...emails },
    additional: {
      ...(template == null ? {} : { template_params: template }),
      ...(body.campaign_id == null ? {} : { campaign_id: body.campaign_id }),
    },
    sourceId: body.source_id ?? null,
    attachments: storeUploads(world, request.files),
  });
}

function messageTypeOf(world: World, inboxId: number, body: NewMessageBody): 'incoming' | 'outgoing' {
  const type = body.message_type ?? 'outgoing';
  if (type === 'outgoing') return 'outgoing';
  if (type !== 'incoming') throw unprocessable(`'${type}' is not a valid message_type`);
  if (world.store.inboxes.get(inboxId)?.channel === 'Channel::Api') return 'incoming';
  throw unprocessable('Incoming messages are only allowed in Api inboxes');
}

function senderOf(world: World, { caller }: RestRequest, body: NewMessageBody): Message['sender'] {
  if (caller.kind === 'bot') return { kind: 'AgentBot', id: caller.bot.id };
  const asBot = body.sender_type === 'AgentBot' ? world.store.bots.get(body.sender_id ?? null) : undefined;
  return asBot === undefined ? { kind: 'User', id: caller.user.id } : { kind: 'AgentBot', id: asBot.id };
}

function patchStatus(world: World, request: RestRequest): RestAnswer {
  const message = messageIn(world, request);
  if (world.store.inboxes.get(message.inboxId)?.channel !== 'Channel::Api') {
    throw new Refusal(403, { error: 'Message status update is only allowed for API inboxes' });
  }
  const body = read(
    z.object({
      status: z.enum(['sent', 'delivered', 'read', 'failed']),
      external_error: z.string().nullish(),
    }),
    request.body,
  );
  const contentAttributes =
    body.status === 'failed' && body.external_error != null
      ? { ...message.contentAttributes, external_error: body.external_error }
      : message.contentAttributes;
  return ok(
    messageInRest(world, changeMessage(world, message.id, { status: body.status, contentAttributes })),
  );
}

function remove(world: World, request: RestRequest): RestAnswer {
  return ok(messageInRest(world, deleteMessage(world, messageIn(world, request).id)));
}

function retry(world: World, request: RestRequest): RestAnswer {
  const message = messageIn(world, request);
  const again = changeMessage(world, message.id, { status: 'sent', contentAttributes: {} });
  if (goesToChannel(again)) world.sendToChannel(again.id);
  return ok(messageInRest(world, again));
}

function messageIn(world: World, request: RestRequest): Message {
  const conversation = visibleConversation(world, request, pathId(request, 0));
  const message = requireMessage(world, pathId(request, 1));
  if (message.conversationId !== conversation.id)
    throw new Refusal(404, { error: 'Resource could not be found' });
  return message;
}
