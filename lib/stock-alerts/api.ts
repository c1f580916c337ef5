import { z } from 'zod';
import { cursor, instant, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { notifyRoutes, type NotifyApiDeps } from './notify-api.ts';
import { showAlert, shownAlert } from './shown-alert.ts';
import { alertStatus } from './stock-alert.ts';
import { listAlerts } from './store.ts';
import { wishRoutes, type WishApiDeps } from './wish-api.ts';

export type StockAlertsApiDeps = WishApiDeps & NotifyApiDeps;

const position = z.tuple([instant, z.uuid()]);

const readStockAlerts = route({
  method: 'GET',
  path: '/api/stock-alerts',
  role: 'viewer',
  summary: 'Who asked to be told when something is back, newest wish first.',
  params: nothing,
  query: z.strictObject({
    status: alertStatus.optional(),
    limit: pageLimit,
    cursor: cursor(position).optional(),
  }),
  body: noBody,
  answers: { 200: pageSchema(shownAlert) },
  async run(
    { db, accountId }: { readonly db: Db; readonly accountId: () => Promise<number> },
    { query: { status: wanted, limit, cursor: after } },
  ) {
    const read = await listAlerts(db, {
      accountId: await accountId(),
      status: wanted,
      limit: limit + 1,
      after: after && { requestedAt: new Date(after[0]), id: after[1] },
    });
    const { items, nextCursor } = pageOf(read, limit, ({ requestedAt, id }) => [requestedAt.getTime(), id]);
    return { status: 200, body: { items: items.map(showAlert), nextCursor } };
  },
});

export const stockAlertRoutes = [readStockAlerts, ...wishRoutes, ...notifyRoutes];
