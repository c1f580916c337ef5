import { z } from 'zod';

/** What a turn ended in, as the dashboard says it. */
export const recordedOutcomes = ['answered', 'handed-off', 'withheld', 'drafted'] as const;

/** One turn as it is kept: what was understood, what was said on which grounds, what it cost. */
export const turnRecord = z.object({
  id: z.uuid(),
  messageIds: z.array(z.coerce.number().int()),
  intent: z.string(),
  priority: z.enum(['high', 'medium', 'low']),
  sentiment: z.number(),
  language: z.string(),
  route: z.string(),
  confidence: z.number(),
  reason: z.string(),
  escalationReason: z.string().nullable(),
  tools: z.array(z.string()),
  receipts: z.array(z.object({ claim: z.string(), recordId: z.string() })),
  model: z.string(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Of the input tokens, those a provider had in its cache. */
  cacheReadTokens: z.number().int(),
  costUsd: z.coerce.number(),
  /** When what is answered was said, as near as we know. */
  askedAt: z.date(),
  startedAt: z.date(),
  answeredAt: z.date().nullable(),
  outcome: z.enum(recordedOutcomes),
});
export type TurnRecord = z.infer<typeof turnRecord>;
