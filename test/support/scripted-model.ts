import {
  free,
  type ConverseRequest,
  type Decision,
  type LanguageModel,
  type Reply,
  type ToolCall,
} from '../../lib/models/llm.ts';
import type { RouteVerdict } from '../../lib/turn/route.ts';

export interface Script {
  id?: string;
  decide?: (question: Decision<unknown>) => unknown;
  converse?: (
    request: ConverseRequest,
    use: (tool: string, input: unknown) => Promise<unknown>,
  ) => Promise<Reply> | Reply;
}

/**
 * A model that answers by functions of the test. Its tools are the real ones, its replies go through objections once as
 * a provider's do.
 */
export function scriptedModel({ id = 'anthropic:scripted', decide, converse }: Script): LanguageModel {
  const usage = { ...free, inputTokens: 100, outputTokens: 10, costUsd: 0.001 };
  return {
    id,
    async decide(question) {
      if (decide === undefined) throw new Error(`${id} was not to be asked for a decision`);
      return { value: question.schema.parse(await decide(question)), model: id, usage };
    },
    async converse(request) {
      if (converse === undefined) throw new Error(`${id} was not to be asked for an answer`);
      const toolCalls: ToolCall[] = [...request.lookedUp];
      const use = async (name: string, input: unknown) => {
        const tool = request.tools.find((one) => one.name === name);
        if (tool === undefined) throw new Error(`No tool ${name}`);
        const result = await tool.run(input);
        toolCalls.push({ name, input, result });
        return result;
      };
      let value = await converse(request, use);
      if ((await request.objections(value, toolCalls)).length > 0) value = await converse(request, use);
      return { value, model: id, usage, toolCalls, modelMs: 1 };
    },
  };
}

export function anAnswer(text: string, overrides: Partial<Extract<Reply, { kind: 'answer' }>> = {}): Reply {
  return {
    kind: 'answer',
    text,
    claims: [],
    confidence: 0.9,
    asksBack: false,
    promisesAlert: false,
    ...overrides,
  };
}

export function aVerdict(overrides: Partial<RouteVerdict> = {}): RouteVerdict {
  return {
    intent: 'product_inquiry',
    priority: 'medium',
    sentiment: 0,
    language: 'en',
    route: 'agent',
    needsHuman: false,
    confidence: 0.9,
    reason: 'A question about a product.',
    ...overrides,
  };
}
