import type {
  Response,
  ResponseCreateParamsNonStreaming,
  ResponseInputItem,
  ResponseInputText,
} from 'openai/resources/responses/responses';
import type { CallResult, Question } from '../provider/provider.ts';

/**
 * The first request of a talk. Nothing is stored at OpenAI. The cache wants equal beginnings, so the order counts: tools,
 * instructions, history, and last what is only true now. No sampling settings.
 */
export function firstRequest(modelId: string, question: Question) {
  const { promptVersion, material, form, tools, longestAnswer } = question;
  const { instructions, history, now, turn } = material;
  const cached = cachedUpToHere(modelId);
  const input: ResponseInputItem[] = [
    { role: 'developer', content: cached(instructions.map(part)) },
    { role: 'user', content: [...cached(history.map(part)), ...now.map(part)] },
    ...(turn.trim() === '' ? [] : [remarkItem(turn)]),
  ];
  return {
    model: modelId,
    max_output_tokens: longestAnswer,
    input,
    text: { format: { type: 'json_schema', name: String(form['title']), schema: { ...form }, strict: true } },
    tools: tools.map(({ name, description, input: parameters }) => ({
      type: 'function',
      name,
      description,
      parameters: { ...parameters },
      strict: true,
    })),
    store: false,
    prompt_cache_key: `frontdesk:${promptVersion}`,
    ...(hasBreakpoints(modelId) ? { prompt_cache_options: { mode: 'explicit' } } : {}),
    ...reasoning(modelId),
  } satisfies ResponseCreateParamsNonStreaming;
}

export function addItems<R extends { input: ResponseInputItem[] }>(
  request: R,
  items: readonly ResponseInputItem[],
): R {
  return { ...request, input: [...request.input, ...items] };
}

/** What the model said, to be sent back; without its thoughts it would think them again. */
export function spokenItems({ output }: Response): ResponseInputItem[] {
  return output.filter(
    (item) => item.type === 'message' || item.type === 'function_call' || item.type === 'reasoning',
  );
}

export function resultItems(results: readonly CallResult[]): ResponseInputItem[] {
  return results.map(({ id, text }) => ({ type: 'function_call_output', call_id: id, output: text }));
}

/** Words of ours stand above a customer's. */
export function remarkItem(text: string): ResponseInputItem {
  return { role: 'developer', content: [part(text)] };
}

function part(text: string): ResponseInputText {
  return { type: 'input_text', text };
}

/**
 * Since GPT-5.6 the cache finds a beginning only where a breakpoint ended it, and by itself it puts one at the very end,
 * where no two turns are equal; and writing costs extra. So we say where: after the shop, and after the history.
 */
function cachedUpToHere(modelId: string) {
  return (parts: readonly ResponseInputText[]): ResponseInputText[] =>
    parts.map((one, at) =>
      at === parts.length - 1 && hasBreakpoints(modelId)
        ? { ...one, prompt_cache_breakpoint: { mode: 'explicit' } }
        : one,
    );
}

/** Older models refuse to be told; their cache finds equal beginnings by itself. */
function hasBreakpoints(modelId: string): boolean {
  return /^gpt-(5\.([6-9]|\d\d)|[6-9]|\d\d)/.test(modelId);
}

/**
 * A customer waits: short thought, quick answer. Every model that reasons knows `low`. As nothing is stored, its thoughts
 * come along encrypted. Models that do not reason refuse both.
 */
function reasoning(modelId: string): Pick<ResponseCreateParamsNonStreaming, 'reasoning' | 'include'> {
  if (!/^(o\d|gpt-([5-9]|\d\d))/.test(modelId)) return {};
  return { reasoning: { effort: 'low' }, include: ['reasoning.encrypted_content'] };
}
