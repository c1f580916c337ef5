import { z } from 'zod';
import { ModelFailed, type ModelFailure } from '../model-failed.ts';
import type { Heard } from '../provider/provider.ts';

const count = z.number().int().nonnegative();

/** What we read of a message; whatever else is in it is the vendor's business. */
const answeredMessage = z.object({
  stop_reason: z.string().nullish(),
  content: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      id: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count.nullish(),
      cache_creation_input_tokens: count.nullish(),
    })
    .nullish(),
});
type AnsweredMessage = z.infer<typeof answeredMessage>;

/** Reads Claude's message. Throws ModelFailed when it is none. */
export function readMessage(model: string, given: unknown): Heard {
  const parsed = answeredMessage.safeParse(given);
  if (!parsed.success) throw new ModelFailed(model, 'malformed', { cause: parsed.error });
  const { stop_reason: stop, content, usage } = parsed.data;
  const tokens = tokensOf(usage);
  const failure = failureIn(stop);
  if (failure !== undefined) return { failure, tokens };
  return {
    spoken: {
      text: content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join(''),
      calls: content.flatMap(({ type, id, name, input }) =>
        type === 'tool_use' && id !== undefined && name !== undefined ? [{ id, name, input }] : [],
      ),
    },
    tokens,
  };
}

function failureIn(stop: AnsweredMessage['stop_reason']): ModelFailure | undefined {
  if (stop === 'max_tokens' || stop === 'model_context_window_exceeded') return 'truncated';
  return stop === 'refusal' ? 'refused' : undefined;
}

/** `input_tokens` leaves out what the cache gave and took. */
function tokensOf(usage: AnsweredMessage['usage']) {
  return {
    inputTokens: usage?.input_tokens ?? 0,
    outputTokens: usage?.output_tokens ?? 0,
    cacheReadTokens: usage?.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage?.cache_creation_input_tokens ?? 0,
  };
}
