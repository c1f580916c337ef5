import { z } from 'zod';

/** A wish to be told when something is back in stock. */
export interface StockWish {
  readonly accountId: number;
  readonly leadId: string;
  /** Chatwoot's display id: the conversation in which they asked and will be told. */
  readonly conversationId: number;
  readonly inboxId: number | null;
  readonly channel: string;
  /** BCP 47: the language they will be told in. */
  readonly language: string;
  readonly productName: string;
  /** Of the product or one of its variants; null for something the catalogue does not have. */
  readonly sku: string | null;
  readonly productUrl: string | null;
  /** The turn and the message they asked in, and what was talked about. */
  readonly turnId: string | null;
  readonly messageId: number | null;
  readonly customerMessage: string | null;
  readonly conversationContext: string | null;
  readonly priority: 'high' | 'medium' | 'low';
  readonly requestedAt: Date;
  readonly expiresAt: Date | null;
}

export const alertStatus = z.enum(['pending', 'sending', 'notified', 'cancelled', 'expired']);
export type AlertStatus = z.infer<typeof alertStatus>;

/** How many wait for one thing. */
export const waitingFor = z.object({
  sku: z.string().nullable(),
  productName: z.string(),
  waiting: z.coerce.number().int(),
  longestSince: z.date(),
  /** Null when the catalogue does not have it (any more). */
  stock: z.number().int().nullable(),
});
export type WaitingFor = z.infer<typeof waitingFor>;

/** A wish as the dashboard lists it. */
export const listedAlert = z.object({
  id: z.uuid(),
  status: alertStatus,
  /** Why it is where it is, e.g. why it still waits or was cancelled. */
  reason: z.string().nullable(),
  sku: z.string().nullable(),
  productName: z.string(),
  conversationId: z.coerce.number().int(),
  channel: z.string(),
  lead: z.object({ id: z.uuid(), name: z.string().nullable() }),
  priority: z.enum(['high', 'medium', 'low']),
  requestedAt: z.date(),
  notifiedAt: z.date().nullable(),
  /** Chatwoot's id of the message that told them. */
  messageId: z.coerce.number().int().nullable(),
});
export type ListedAlert = z.infer<typeof listedAlert>;

/** What the notice to one customer needs to know. */
export const alertToTell = z.object({
  id: z.uuid(),
  status: alertStatus,
  accountId: z.coerce.number().int(),
  conversationId: z.coerce.number().int(),
  channel: z.string(),
  language: z.string(),
  /** The turn in which they asked last; null where they did not ask in one. */
  turnId: z.uuid().nullable(),
  /** Whose unit was claimed for them: of what they wished for, or of one of its variants. Null when none is. */
  claimedSku: z.string().nullable(),
  /** When that last came in: tells one restock from the next. */
  restockedAt: z.date().nullable(),
  requestedAt: z.date(),
  leadId: z.uuid(),
  contactId: z.coerce.number().int(),
  leadName: z.string().nullable(),
});
export type AlertToTell = z.infer<typeof alertToTell>;
