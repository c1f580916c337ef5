import { z } from 'zod';

export const intents = [
  'product_inquiry',
  'purchase_intent',
  'order_status',
  'complaint',
  'return_refund',
  'stock_alert',
  'appointment',
  'faq',
  'human_request',
  'campaign_reply',
  'opt_out',
  'greeting_smalltalk',
  'spam',
  'abuse',
  'other',
] as const;

/** What the router says about the customer's unanswered words. */
export const routeVerdict = z.strictObject({
  intent: z.enum(intents),
  priority: z.enum(['high', 'medium', 'low']),
  /** -1 (angry) … 1 (delighted). */
  sentiment: z.number().min(-1).max(1),
  /** BCP 47, two letters where it can be told, else `und`. */
  language: z.string().min(2).max(12),
  route: z.enum(['high_priority', 'agent', 'automated', 'campaign', 'stock_alert']),
  needsHuman: z.boolean(),
  confidence: z.number().min(0).max(1),
  /** Why, in one sentence for the shop's staff. Says nothing the customer wrote. */
  reason: z.string().max(300),
});
export type RouteVerdict = z.infer<typeof routeVerdict>;
