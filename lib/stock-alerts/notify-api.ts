import { z } from 'zod';
import { productInput } from '../catalog/product.ts';
import { noticePolicy } from '../queue/jobs.ts';
import { invalid } from '../runtime/api/problem.ts';
import { nothing, route } from '../runtime/api/route.ts';
import { notifyWaiting, type NotifyDeps } from './notify.ts';

export type NotifyApiDeps = NotifyDeps;

/** What becomes of those who wait. */
export const notified = z.strictObject({
  items: z.array(
    z.strictObject({
      alertId: z.uuid(),
      decision: z.enum(['now', 'later', 'template', 'never']),
      /** Why not now; with `now` what could not be known yet, if anything. */
      reason: z.string().nullable(),
      conversationId: z.number().int(),
      channel: z.string(),
      lead: z.strictObject({ id: z.uuid(), name: z.string().nullable() }),
    }),
  ),
});

const notify = route({
  method: 'POST',
  path: '/api/stock-alerts/notify',
  role: 'operator',
  summary:
    'Tells those who wait for a SKU that it is back, at once; `stock` is set before. A dry run says who would be told, and changes nothing.',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    sku: productInput.shape.sku,
    stock: productInput.shape.stock.optional(),
    dryRun: z.boolean().default(false),
    /** `all`: everybody who waits, while there is any. */
    policy: noticePolicy.default('one-per-unit'),
  }),
  example: { sku: 'LAMP-OAK-TABLE', stock: 3, dryRun: true },
  answers: { 200: notified },
  async run(deps: NotifyApiDeps, { body }) {
    const outcome = await notifyWaiting(deps, body);
    switch (outcome.kind) {
      case 'done':
        return { status: 200, body: { items: outcome.items } };
      case 'has-variants':
        return invalid([{ path: 'sku', message: `must be one of: ${outcome.skus.join(', ')}` }]);
      case 'unknown-sku':
        return invalid([{ path: 'sku', message: unknownSku }]);
    }
  },
});

export const notifyRoutes = [notify];

/** Of a SKU that the catalogue does not have. */
export const unknownSku = 'is not in the catalogue; send the SKU of a product or of one of its variants';
