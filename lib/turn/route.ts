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

const longestReason = 300;

/** What the router says about the customer's unanswered words. */
export const routeVerdict = z.strictObject({
  intent: z.enum(intents),
  priority: z.enum(['high', 'medium', 'low']),
  /** -1 (angry) … 1 (delighted). */
  sentiment: z.number().min(-1).max(1),
  /** Two or three letters, else `und`: "en-US" is `en`, and what is no tag ("spanish") tells nothing. */
  language: z
    .string()
    .transform((tag) => /^[a-z]{2,3}(?=-|$)/iu.exec(tag.trim())?.[0].toLowerCase() ?? 'und'),
  route: z.enum(['high_priority', 'agent', 'automated', 'campaign', 'stock_alert']),
  needsHuman: z.boolean(),
  confidence: z.number().min(0).max(1),
  /** Why, in one sentence for the shop's staff. Links and mentions would work in a note: none gets there. */
  reason: z.string().transform((text) =>
    text
      .replace(/\b[a-z]+:\/\/\S*|[[\]()<>@]/giu, ' ')
      .replace(/\s+/gu, ' ')
      .trim()
      .slice(0, longestReason),
  ),
});
export type RouteVerdict = z.infer<typeof routeVerdict>;

/** From here on a customer is angry enough for a person to be told, whatever the matter is. */
const angry = -0.6;

/**
 * A verdict made consistent: what follows from an intent is a rule of the shop and not a model's mood. Complaints,
 * purchases, insults and wishes for a person are high priority; a stock wish and a campaign's reply keep their lane.
 */
export function settled(verdict: RouteVerdict): RouteVerdict {
  const needsHuman = verdict.needsHuman || personsOnly.has(verdict.intent);
  const isHigh = verdict.priority === 'high' || alwaysHigh.has(verdict.intent) || verdict.sentiment <= angry;
  const priority = isHigh && !neverHigh.has(verdict.intent) ? 'high' : lowered(verdict.priority);
  return { ...verdict, needsHuman, priority, route: laneOf(verdict, priority) };
}

/**
 * A verdict in the light of the contact's labels: whoever the team labelled `vip` is high priority whatever they ask.
 * Who only says hello asks nothing.
 */
export function inLightOf(labels: readonly string[], verdict: RouteVerdict): RouteVerdict {
  const isVip = labels.some((label) => label.toLowerCase() === 'vip');
  const asksNothing = verdict.intent === 'greeting_smalltalk';
  if (!isVip || asksNothing || neverHigh.has(verdict.intent)) return verdict;
  const reason = `The contact is labelled vip. ${verdict.reason}`.slice(0, longestReason);
  return { ...verdict, priority: 'high', route: laneOf(verdict, 'high'), reason };
}

type Intent = RouteVerdict['intent'];
const personsOnly: ReadonlySet<Intent> = new Set<Intent>(['human_request', 'complaint', 'abuse']);
const alwaysHigh: ReadonlySet<Intent> = new Set<Intent>([
  'complaint',
  'purchase_intent',
  'human_request',
  'abuse',
]);
/** Whoever is angry at our advertising wants to be left alone, not to be rung about. */
const neverHigh: ReadonlySet<Intent> = new Set<Intent>(['spam', 'opt_out']);

function lowered(priority: RouteVerdict['priority']): RouteVerdict['priority'] {
  return priority === 'high' ? 'low' : priority;
}

function laneOf({ intent, route }: RouteVerdict, priority: RouteVerdict['priority']): RouteVerdict['route'] {
  if (intent === 'stock_alert') return 'stock_alert';
  if (priority === 'high') return 'high_priority';
  if (intent === 'campaign_reply') return 'campaign';
  if (route === 'automated' && priority === 'low') return 'automated';
  return priority === 'low' ? 'automated' : 'agent';
}
