import { z } from 'zod';
import { productInput } from '../catalog/product.ts';
import { invalid, notFound, Problem } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { addWish, type AddWishDeps } from './add-wish.ts';
import { cancelWish } from './cancel-wish.ts';
import { unknownSku } from './notify-api.ts';
import { showAlert, shownAlert } from './shown-alert.ts';
import { findListedAlert } from './store.ts';

export interface WishApiDeps extends AddWishDeps {
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
}

const createAlert = route({
  method: 'POST',
  path: '/api/stock-alerts',
  role: 'operator',
  summary:
    'Notes that the customer of a conversation wants to be told when something is back. Who waits for it already keeps their place.',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    /** The number Chatwoot shows. */
    conversationId: z.number().int().min(1).max(999_999_999_999),
    sku: productInput.shape.sku,
  }),
  example: { conversationId: 7, sku: 'LAMP-OAK-TABLE' },
  answers: { 200: shownAlert, 201: shownAlert },
  async run(deps: WishApiDeps, { body: { conversationId, sku } }) {
    const accountId = await deps.accountId();
    const added = await addWish(deps, { accountId, conversationId, sku });
    switch (added.kind) {
      case 'unknown-sku':
        return invalid([{ path: 'sku', message: unknownSku }]);
      case 'unknown-conversation':
        return notFound('Chatwoot shows no conversation of this number.');
      case 'opted-out':
        return new Problem(409, askedToStop);
      case 'noted': {
        const alert = await findListedAlert(deps.db, { accountId, id: added.id });
        if (alert === undefined) return gone;
        const body = showAlert(alert);
        return added.isNew ? { status: 201, body } : { status: 200, body };
      }
    }
  },
});

const askedToStop =
  'This customer asked not to be written to and has not written since. Once they write again, it can be noted.';

const cancelAlert = route({
  method: 'POST',
  path: '/api/stock-alerts/{id}/cancel',
  role: 'operator',
  summary:
    'Ends a wish that waits: this customer is not told. Whoever is being told or was told is not affected.',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  answers: { 200: shownAlert },
  async run(deps: WishApiDeps, { params: { id } }) {
    const accountId = await deps.accountId();
    const alert = await cancelWish(deps, { accountId, id });
    if (alert === undefined) return gone;
    if (alert.status !== 'cancelled') return new Problem(409, tooLate[alert.status]);
    return { status: 200, body: showAlert(alert) };
  },
});

const tooLate = {
  pending: 'Something else happened to it at the same moment. Look at it again.',
  sending: 'This customer is being told right now.',
  notified: 'This customer was told already.',
  expired: 'This wish ran out: nobody waits for it any more.',
} as const;

const gone = notFound('There is no stock alert of this id.');

export const wishRoutes = [createAlert, cancelAlert];
