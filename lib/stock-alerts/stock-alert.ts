import { z } from 'zod';

/** A wish to be told when something is back in stock. */
export interface StockWish {
  readonly accountId: number;
  readonly leadId: string;
  /** Chatwoot's display id: the conversation in which they asked and will be told. */
  readonly conversationId: number;
  readonly channel: string;
  readonly productName: string;
  /** Of the product or one of its variants; null for something the catalogue does not have. */
  readonly sku: string | null;
  readonly productUrl: string | null;
  /** The message they asked in, and what was talked about. */
  readonly messageId: number | null;
  readonly customerMessage: string | null;
  readonly conversationContext: string | null;
  readonly priority: 'high' | 'medium' | 'low';
  readonly requestedAt: Date;
  readonly expiresAt: Date | null;
}

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
