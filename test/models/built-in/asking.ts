import type { z } from 'zod';
import type { ConverseRequest, Decision, Prompt } from '../../../lib/models/llm.ts';

/** What only providers read. */
const prompt: Prompt = { version: 'test/1', system: '', shop: '', turn: '' };

/** A question about words, as the router asks it. */
export function aDecision<T>(
  schema: z.ZodType<T>,
  given: Partial<Omit<Decision<T>, 'schema'>> = {},
): Decision<T> {
  return { task: 'route', prompt, text: '', history: [], records: [], ...given, schema };
}

/** A request for an answer in English, without tools. */
export function aRequest(given: Partial<ConverseRequest> = {}): ConverseRequest {
  return {
    prompt,
    text: '',
    history: [],
    language: 'en',
    tools: [],
    lookedUp: [],
    objections: async () => [],
    ...given,
  };
}
