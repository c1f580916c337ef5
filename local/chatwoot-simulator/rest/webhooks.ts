import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { accountEvents, defaultSubscriptions } from '../delivery/endpoints.ts';
import { invalid, notFound, type World } from '../domain/world.ts';
import { webhookInRest } from '../payloads/setup.ts';
import type { Webhook } from '../store/records.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';

/** Account webhooks. */
export const webhookRoutes: readonly Route[] = [
  { method: 'GET', path: '/webhooks', admins: true, run: list },
  { method: 'POST', path: '/webhooks', admins: true, run: create },
  { method: 'PATCH', path: '/webhooks/:id', admins: true, run: update },
  { method: 'DELETE', path: '/webhooks/:id', admins: true, run: remove },
];

const webhookBody = z.object({
  name: z.string().nullish(),
  url: z.string().nullish(),
  subscriptions: z.array(z.string()).optional(),
  inbox_id: z.coerce.number().nullish(),
});

function list(world: World): RestAnswer {
  return ok({ payload: { webhooks: world.store.webhooks.all().map((one) => webhookInRest(world, one)) } });
}

function create(world: World, request: RestRequest): RestAnswer {
  const body = read(webhookBody, request.body);
  const url = body.url ?? '';
  checkUrl(world, url, null);
  const webhook = world.store.webhooks.insert({
    name: body.name ?? null,
    url,
    inboxId: body.inbox_id ?? null,
    subscriptions: checkSubscriptions(body.subscriptions ?? [...defaultSubscriptions]),
    secret: randomBytes(18).toString('base64url'),
  });
  return ok({ payload: { webhook: webhookInRest(world, webhook) } });
}

function update(world: World, request: RestRequest): RestAnswer {
  const webhook = webhookOf(world, request);
  const body = read(webhookBody, request.body);
  if (body.url != null) checkUrl(world, body.url, webhook.id);
  const changed = world.store.webhooks.save({
    ...webhook,
    name: body.name ?? webhook.name,
    url: body.url ?? webhook.url,
    subscriptions: body.subscriptions ? checkSubscriptions(body.subscriptions) : webhook.subscriptions,
  });
  return ok({ payload: { webhook: webhookInRest(world, changed) } });
}

function remove(world: World, request: RestRequest): RestAnswer {
  world.store.webhooks.remove(webhookOf(world, request).id);
  return ok();
}

function webhookOf(world: World, request: RestRequest): Webhook {
  const webhook = world.store.webhooks.get(pathId(request));
  if (webhook === undefined) throw notFound();
  return webhook;
}

function checkUrl(world: World, url: string, id: number | null): void {
  if (!/^https?:\/\/\S+$/.test(url)) throw invalid('Url is invalid', 'url');
  const taken = world.store.webhooks
    .all()
    .some((one) => one.id !== id && (one.url ?? world.webhookUrl()) === url);
  if (taken) throw invalid('Url has already been taken', 'url');
}

function checkSubscriptions(wanted: string[]): string[] {
  const unknown = wanted.some((one) => !accountEvents.some((event) => event === one));
  if (wanted.length === 0 || unknown) throw invalid('Subscriptions Invalid events', 'subscriptions');
  return [...new Set(wanted)];
}
