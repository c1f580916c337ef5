import { z } from 'zod';
import { cursor, instant, pageLimit, pageOf, pageSchema } from '../runtime/api/page.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import type { Db } from '../store/postgres/db.ts';
import { listAlerts } from './store.ts';

export interface StockAlertsApiDeps {
  readonly db: Db;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
}

const status = z.enum(['pending', 'sending', 'notified', 'cancelled', 'expired']);

/** One wish to be told when something is back. */
export const stockAlert = z.strictObject({
  id: z.uuid(),
  status,
  /** Why it is where it is, if somebody said so. */
  reason: z.string().nullable(),
  sku: z.string().nullable(),
  productName: z.string(),
  conversationId: z.number().int(),
  channel: z.string(),
  lead: z.strictObject({ id: z.uuid(), name: z.string().nullable() }),
  priority: z.enum(['high', 'medium', 'low']),
  requestedAt: z.iso.datetime(),
  notifiedAt: z.iso.datetime().nullable(),
  /** Chatwoot's id of the message that told them. */
  messageId: z.number().int().nullable(),
});

const position = z.tuple([instant, z.uuid()]);

const readStockAlerts = route({
  method: 'GET',
  path: '/api/stock-alerts',
  role: 'viewer',
  summary: 'Who asked to be told when something is back, newest wish first.',
  params: nothing,
  query: z.strictObject({ status: status.optional(), limit: pageLimit, cursor: cursor(position).optional() }),
  body: noBody,
  answers: { 200: pageSchema(stockAlert) },
  async run({ db, accountId }: StockAlertsApiDeps, { query: { status: wanted, limit, cursor: after } }) {
    const read = await listAlerts(db, {
      accountId: await accountId(),
      status: wanted,
      limit: limit + 1,
      after: after && { requestedAt: new Date(after[0]), id: after[1] },
    });
    const { items, nextCursor } = pageOf(read, limit, ({ requestedAt, id }) => [requestedAt.getTime(), id]);
    return { status: 200, body: { items: items.map(toldAlert), nextCursor } };
  },
});

export const stockAlertRoutes = [readStockAlerts];

function toldAlert({
  requestedAt,
  notifiedAt,
  ...alert
}: Awaited<ReturnType<typeof listAlerts>>[number]): z.infer<typeof stockAlert> {
  return {
    ...alert,
    requestedAt: requestedAt.toISOString(),
    notifiedAt: notifiedAt?.toISOString() ?? null,
  };
}
