import { z } from 'zod';
import { ModelFailed, type ModelFailure } from '../model-failed.ts';
import type { Heard, WantedCall } from '../provider/provider.ts';

const count = z.number().int().nonnegative();

const outputItem = z.object({
  type: z.string(),
  /** `commentary` is said on the way to an answer. */
  phase: z.string().nullish(),
  content: z
    .array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }))
    .nullish(),
  call_id: z.string().optional(),
  name: z.string().optional(),
  arguments: z.string().optional(),
});

/** What we read of a response; whatever else is in it is the vendor's business. */
const answeredResponse = z.object({
  status: z.string().nullish(),
  error: z.object({ code: z.string().nullish() }).nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(outputItem),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      input_tokens_details: z
        .object({ cached_tokens: count.nullish(), cache_write_tokens: count.nullish() })
        .nullish(),
    })
    .nullish(),
});
type AnsweredResponse = z.infer<typeof answeredResponse>;

/** Reads GPT's response. Throws ModelFailed when it is none. */
export function readResponse(model: string, given: unknown): Heard {
  const parsed = answeredResponse.safeParse(given);
  if (!parsed.success) throw new ModelFailed(model, 'malformed', { cause: parsed.error });
  const { output, usage } = parsed.data;
  const tokens = tokensOf(usage);
  const failure = failureIn(parsed.data);
  if (failure !== undefined) return { failure, tokens };
  const said = output.filter(({ type, phase }) => type === 'message' && phase !== 'commentary');
  const parts = said.flatMap(({ content }) => content ?? []);
  const calls = output.flatMap(callOf);
  if (calls.length === 0 && parts.some(({ type }) => type === 'refusal'))
    return { failure: 'refused', tokens };
  const text = parts.map(({ type, text: words }) => (type === 'output_text' ? (words ?? '') : '')).join('');
  return { spoken: { text, calls }, tokens };
}

function failureIn({
  status,
  error,
  incomplete_details: incomplete,
}: AnsweredResponse): ModelFailure | undefined {
  if (status === 'incomplete') return incomplete?.reason === 'content_filter' ? 'refused' : 'truncated';
  if (status === 'failed' || status === 'cancelled') return failureOfCode(error?.code ?? '');
  return undefined;
}

function failureOfCode(code: string): ModelFailure {
  if (code === 'rate_limit_exceeded') return 'rate-limited';
  if (code === 'invalid_prompt' || code === 'data_residency_mismatch') return 'bad-request';
  return code.includes('policy') ? 'refused' : 'server-error';
}

function callOf(item: z.infer<typeof outputItem>): WantedCall[] {
  const { type, call_id: id, name } = item;
  if (type !== 'function_call' || id === undefined || name === undefined) return [];
  return [{ id, name, input: jsonOrNothing(item.arguments ?? '') }];
}

/** A tool says what is wrong with its input, and the model may try again; so this is no failure. */
function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `input_tokens` contains what the cache gave and took. */
function tokensOf(usage: AnsweredResponse['usage']) {
  const cacheReadTokens = usage?.input_tokens_details?.cached_tokens ?? 0;
  const cacheWriteTokens = usage?.input_tokens_details?.cache_write_tokens ?? 0;
  return {
    inputTokens: Math.max(0, (usage?.input_tokens ?? 0) - cacheReadTokens - cacheWriteTokens),
    outputTokens: usage?.output_tokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
  };
}
