import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { notFound, type World } from '../domain/world.ts';
import { botInRest } from '../payloads/setup.ts';
import { type Bot, hash } from '../store/records.ts';
import { isAdmin, ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';

/** Agent bots. */
export const botRoutes: readonly Route[] = [
  { method: 'GET', path: '/agent_bots', run: list },
  { method: 'POST', path: '/agent_bots', admins: true, run: create },
  { method: 'GET', path: '/agent_bots/:id', run: show },
  { method: 'PATCH', path: '/agent_bots/:id', admins: true, run: update },
  { method: 'DELETE', path: '/agent_bots/:id', admins: true, run: remove },
  { method: 'POST', path: '/agent_bots/:id/reset_secret', admins: true, run: resetSecret },
];

const secret = (): string => randomBytes(18).toString('base64url');
const botBody = z.object({
  name: z.string().min(1).optional(),
  description: z.string().nullish(),
  outgoing_url: z.string().nullish(),
  bot_config: hash.optional(),
});

function list(world: World, request: RestRequest): RestAnswer {
  return ok(world.store.bots.all().map((bot) => botInRest(world, bot, isAdmin(request))));
}

function show(world: World, request: RestRequest): RestAnswer {
  return ok(botInRest(world, botOf(world, request), isAdmin(request)));
}

function create(world: World, request: RestRequest): RestAnswer {
  const body = read(botBody.required({ name: true }), request.body);
  const bot = world.store.bots.insert({
    name: body.name,
    description: body.description ?? '',
    url: body.outgoing_url ?? '',
    config: body.bot_config ?? {},
    token: secret(),
    secret: secret(),
  });
  return ok(botInRest(world, bot, true));
}

function update(world: World, request: RestRequest): RestAnswer {
  const bot = botOf(world, request);
  const body = read(botBody, request.body);
  const changed = world.store.bots.save({
    ...bot,
    name: body.name ?? bot.name,
    description: body.description ?? bot.description,
    url: body.outgoing_url ?? bot.url,
    config: body.bot_config ?? bot.config,
  });
  return ok(botInRest(world, changed, true));
}

function remove(world: World, request: RestRequest): RestAnswer {
  const bot = botOf(world, request);
  for (const inbox of world.store.inboxes.all()) {
    if (inbox.botId === bot.id) world.store.inboxes.save({ ...inbox, botId: null });
  }
  world.store.bots.remove(bot.id);
  return ok();
}

function resetSecret(world: World, request: RestRequest): RestAnswer {
  const changed = world.store.bots.save({ ...botOf(world, request), secret: secret() });
  return ok(botInRest(world, changed, true));
}

function botOf(world: World, request: RestRequest): Bot {
  const bot = world.store.bots.get(pathId(request));
  if (bot === undefined) throw notFound();
  return bot;
}
