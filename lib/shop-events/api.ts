import { z } from 'zod';
import { cursor, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { listedEvent, listEvents } from './store.ts';

export interface ShopEventsApiDeps {
  readonly db: Db;
}

const position = z.tuple([z.number().int().min(0).max(253_402_300_799_999), z.string(), z.string()]);

const readShopEvents = route({
  method: 'GET',
  path: '/api/shop-events',
  role: 'viewer',
  summary:
    'What shop systems told us and what became of it, newest first; ?outcome=open lists what came to nothing.',
  params: nothing,
  query: z.strictObject({
    outcome: z.enum(['open', 'all']).default('all'),
    limit: pageLimit,
    cursor: cursor(position).optional(),
  }),
  body: noBody,
  answers: { 200: pageSchema(listedEvent.extend({ receivedAt: z.iso.datetime() })) },
  async run({ db }: ShopEventsApiDeps, { query: { outcome, limit, cursor: at } }) {
    const after = at && { receivedAt: new Date(at[0]), source: at[1], id: at[2] };
    const read = await listEvents(db, { open: outcome === 'open', limit: limit + 1, after });
    const { items, nextCursor } = pageOf(read, limit, (one) => [
      one.receivedAt.getTime(),
      one.source,
      one.id,
    ]);
    const told = items.map((one) => ({ ...one, receivedAt: one.receivedAt.toISOString() }));
    return { status: 200, body: { items: told, nextCursor } };
  },
});

export const shopEventRoutes = [readShopEvents];
