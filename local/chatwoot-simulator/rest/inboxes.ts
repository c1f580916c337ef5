import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { notFound, unprocessable, type World } from '../domain/world.ts';
import { agentInRest, botInRest, inboxInRest } from '../payloads/setup.ts';
import { hash, type Inbox } from '../store/records.ts';
import { isAdmin, ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';
import { seesInbox } from './visibility.ts';

/** Inboxes and their bot. */
export const inboxRoutes: readonly Route[] = [
  { method: 'GET', path: '/inboxes', run: list },
  { method: 'POST', path: '/inboxes', admins: true, run: create },
  { method: 'GET', path: '/inboxes/:id', run: show },
  { method: 'PATCH', path: '/inboxes/:id', admins: true, run: update },
  { method: 'GET', path: '/inboxes/:id/agent_bot', run: bot },
  { method: 'POST', path: '/inboxes/:id/set_agent_bot', admins: true, run: setBot },
  { method: 'POST', path: '/inboxes/:id/reset_secret', admins: true, run: resetSecret },
  { method: 'POST', path: '/inboxes/:id/sync_templates', admins: true, run: syncTemplates },
  { method: 'GET', path: '/inbox_members/:id', run: members },
];

function list(world: World, request: RestRequest): RestAnswer {
  const inboxes = world.store.inboxes.all().filter((inbox) => seesInbox(request, inbox));
  return ok({ payload: inboxes.map((inbox) => inboxInRest(world, inbox, isAdmin(request))) });
}

function show(world: World, request: RestRequest): RestAnswer {
  return ok(inboxInRest(world, inboxOf(world, request), isAdmin(request)));
}

const secret = (): string => randomBytes(18).toString('base64url');

function create(world: World, request: RestRequest): RestAnswer {
  const body = read(
    z.object({
      name: z.string().min(1),
      channel: z.object({
        type: z.string(),
        webhook_url: z.string().nullish(),
        additional_attributes: hash.optional(),
      }),
    }),
    request.body,
  );
  if (body.channel.type !== 'api') throw unprocessable('The simulator creates inboxes of type api only');
  const inbox = world.store.inboxes.insert({
    name: body.name,
    channel: 'Channel::Api',
    medium: null,
    channelId: world.store.inboxes.all().length + 1,
    provider: null,
    phoneNumber: null,
    platformId: null,
    lockToSingle: false,
    botId: null,
    memberIds: [],
    callbackUrl: body.channel.webhook_url ?? null,
    secret: secret(),
    hmacToken: secret(),
    identifier: secret(),
    additional: body.channel.additional_attributes ?? {},
    templates: [],
  });
  return ok(inboxInRest(world, inbox, true));
}

function update(world: World, request: RestRequest): RestAnswer {
  const inbox = inboxOf(world, request);
  const body = read(
    z.object({
      name: z.string().min(1).optional(),
      lock_to_single_conversation: z.boolean().optional(),
      channel: z
        .object({ webhook_url: z.string().nullish(), additional_attributes: hash.optional() })
        .optional(),
    }),
    request.body,
  );
  const changed = world.store.inboxes.save({
    ...inbox,
    name: body.name ?? inbox.name,
    lockToSingle: body.lock_to_single_conversation ?? inbox.lockToSingle,
    callbackUrl: body.channel?.webhook_url === undefined ? inbox.callbackUrl : body.channel.webhook_url,
    additional: body.channel?.additional_attributes ?? inbox.additional,
  });
  return ok(inboxInRest(world, changed, true));
}

function bot(world: World, request: RestRequest): RestAnswer {
  const found = world.store.bots.get(inboxOf(world, request).botId);
  return ok({ agent_bot: found === undefined ? {} : botInRest(world, found, isAdmin(request)) });
}

function setBot(world: World, request: RestRequest): RestAnswer {
  const inbox = inboxOf(world, request);
  const { agent_bot: id } = read(z.object({ agent_bot: z.coerce.number().int().nullish() }), request.body);
  const wanted = id ?? null;
  if (wanted !== null && world.store.bots.get(wanted) === undefined) throw notFound();
  world.store.inboxes.save({ ...inbox, botId: wanted });
  return ok();
}

function resetSecret(world: World, request: RestRequest): RestAnswer {
  const inbox = inboxOf(world, request);
  return ok(inboxInRest(world, world.store.inboxes.save({ ...inbox, secret: secret() }), true));
}

function syncTemplates(world: World, request: RestRequest): RestAnswer {
  const inbox = inboxOf(world, request);
  if (inbox.channel !== 'Channel::Whatsapp' && inbox.medium !== 'whatsapp') {
    throw unprocessable('Template sync is only available for WhatsApp channels');
  }
  return ok({ message: 'Template sync initiated successfully' });
}

function members(world: World, request: RestRequest): RestAnswer {
  const { memberIds } = inboxOf(world, request);
  const users = world.store.users.all().filter((user) => memberIds.includes(user.id));
  return ok({ payload: users.map((user) => agentInRest(world, user)) });
}

function inboxOf(world: World, request: RestRequest): Inbox {
  const inbox = world.store.inboxes.get(pathId(request));
  if (inbox === undefined || !seesInbox(request, inbox)) throw notFound();
  return inbox;
}
