import { z } from 'zod';
import type { Reply } from '../llm.ts';
import { strictSchema } from './strict-schema.ts';

/** The form in which every provider answers a customer; `toReply` makes it ours. */
export const replyAnswer = z.strictObject({
  text: z
    .string()
    .nullable()
    .describe('What to write to the customer. Null when neither records nor tool results hold it.'),
  claims: z
    .array(
      z.strictObject({
        text: z.string().describe('Words of `text` that state the fact, verbatim.'),
        recordId: z.string().describe('The `id` of the record that says so, exactly as it was given.'),
      }),
    )
    .describe('Every fact of `text`: prices, stock, sizes, times, rules. Empty when it states none.'),
  confidence: z.number().min(0).max(1).describe('How sure you are that `text` answers what was asked.'),
  asksBack: z.boolean().describe('Whether `text` asks the customer something instead of answering.'),
  promisesAlert: z
    .boolean()
    .describe('Whether `text` says the customer will be told when something is back.'),
  reason: z.string().nullable().describe('Why `text` is null; null when it is not.'),
});

/** The same as a JSON schema. */
export const replyForm = strictSchema(replyAnswer, 'reply');

/** A provider's answer in our terms. One without words is none. */
export function toReply(answer: z.infer<typeof replyAnswer>): Reply {
  const { text, claims, confidence, asksBack, promisesAlert, reason } = answer;
  if (text === null || text.trim() === '') {
    return { kind: 'unknown', reason: reason ?? 'The model found nothing it may say.' };
  }
  return { kind: 'answer', text, claims, confidence, asksBack, promisesAlert };
}
