import { z } from 'zod';
import { alertStatus, type ListedAlert } from './stock-alert.ts';

/** One wish to be told when something is back, as the API tells it. */
export const shownAlert = z.strictObject({
  id: z.uuid(),
  status: alertStatus,
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

/** A wish with its times as they travel. */
export function showAlert({ requestedAt, notifiedAt, ...alert }: ListedAlert): z.infer<typeof shownAlert> {
  return {
    ...alert,
    requestedAt: requestedAt.toISOString(),
    notifiedAt: notifiedAt?.toISOString() ?? null,
  };
}
