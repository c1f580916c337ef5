import type {
  ContentBlockParam,
  MessageCreateParamsNonStreaming,
  TextBlockParam,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { CallResult, Question } from '../provider/provider.ts';

type Request = MessageCreateParamsNonStreaming;

/**
 * The first request of a talk. Two breakpoints of the prompt cache: after the shop (it covers the tools too, which come
 * before it) and after the history. No temperature: current models refuse it.
 */
export function firstRequest(modelId: string, question: Question): Request {
  const { material, form, tools, longestAnswer } = question;
  const { instructions, history, now, turn } = material;
  const words = [...now, turn].filter((text) => text.trim() !== '').map(block);
  return {
    model: modelId,
    max_tokens: longestAnswer,
    system: cachedUpToHere(instructions.map(block)),
    messages: [{ role: 'user', content: [...cachedUpToHere(history.map(block)), ...words] }],
    output_config: {
      format: { type: 'json_schema', schema: { ...form } },
      // A customer waits: short thought, quick answer.
      ...(takesEffort(modelId) ? { effort: 'low' } : {}),
    },
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, input }) => ({
            name,
            description,
            input_schema: { ...input, type: 'object' },
            strict: true,
          })),
        }),
  };
}

/** All results of a round belong into one message, or the model stops asking for several at once. */
export function addResults(request: Request, results: readonly CallResult[]): Request {
  return addContent(
    request,
    results.map(({ id, text, failed }): ToolResultBlockParam => ({
      type: 'tool_result',
      tool_use_id: id,
      content: text,
      is_error: failed,
    })),
  );
}

export function addRemark(request: Request, text: string): Request {
  return addContent(request, [block(text)]);
}

function addContent(request: Request, content: ContentBlockParam[]): Request {
  return { ...request, messages: [...request.messages, { role: 'user', content }] };
}

function block(text: string): TextBlockParam {
  return { type: 'text', text };
}

function cachedUpToHere(blocks: readonly TextBlockParam[]): TextBlockParam[] {
  return blocks.map((one, at) =>
    at === blocks.length - 1 ? { ...one, cache_control: { type: 'ephemeral' } } : one,
  );
}

/** Models of before Claude 4.6, Opus 4.5 aside, refuse a request that names an effort. */
function takesEffort(modelId: string): boolean {
  return !/claude-(\d|instant|haiku-4|sonnet-4-(?!6)|opus-4-(?![5-9]\b))/.test(modelId);
}
