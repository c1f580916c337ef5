import { LLMock, type ChatCompletionRequest } from '@copilotkit/aimock';
import type { ModelRequest } from './model-request.ts';
import type { ModelReply, ReportedTokens } from './model-server.ts';

/**
 * Writes replies in the vendors' forms. @copilotkit/aimock does it for texts, tool calls and answers that were cut off,
 * so that what the adapters read is not our own idea of the protocol; it knows no refusal and no tokens of a cache, so
 * these are put into what it wrote.
 */
export async function aWire() {
  const waiting = new Map<string, ModelReply>();
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', journalMaxEntries: 1 });
  mock.on({ predicate: () => true }, (request: ChatCompletionRequest) =>
    fixtureOf(waiting.get(request._context!)!),
  );
  await mock.start();
  let count = 0;
  return {
    async bodyOf(request: ModelRequest, reply: ModelReply): Promise<string> {
      const context = String((count += 1));
      waiting.set(context, reply);
      const path = request.vendor === 'anthropic' ? '/v1/messages' : '/v1/responses';
      const response = await fetch(`${mock.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-aimock-context': context },
        body: JSON.stringify(request.body),
      });
      waiting.delete(context);
      const body: any = await response.json();
      if (!response.ok) throw new Error(`aimock refuses this request: ${JSON.stringify(body)}`);
      return JSON.stringify(
        request.vendor === 'anthropic' ? asAnthropic(body, reply) : asOpenAi(body, reply),
      );
    },
    close: () => mock.stop(),
  };
}

function fixtureOf(reply: ModelReply) {
  if ('json' in reply) return { content: JSON.stringify(reply.json) };
  if ('text' in reply) return { content: reply.text };
  if ('calls' in reply) {
    return {
      toolCalls: reply.calls.map(({ name, input }) => ({
        name,
        arguments: typeof input === 'string' ? input : JSON.stringify(input),
      })),
    };
  }
  return {
    content: '{"text": "This is how it',
    ...(reply.fault === 'truncated' ? { finishReason: 'length' } : {}),
  };
}

function asAnthropic(body: any, reply: ModelReply) {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokensOf(reply);
  const usage = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_input_tokens: cacheReadTokens,
    cache_creation_input_tokens: cacheWriteTokens,
  };
  const refused = 'fault' in reply && reply.fault === 'refusal';
  return { ...body, usage, ...(refused ? { content: [], stop_reason: 'refusal' } : {}) };
}

function asOpenAi(body: any, reply: ModelReply) {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokensOf(reply);
  const usage = {
    input_tokens: inputTokens + cacheReadTokens + cacheWriteTokens,
    input_tokens_details: { cached_tokens: cacheReadTokens, cache_write_tokens: cacheWriteTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens,
  };
  const refused = 'fault' in reply && reply.fault === 'refusal';
  const refusal = [{ type: 'refusal', refusal: 'I will not.' }];
  const output = body.output.map((item: any) =>
    refused && item.type === 'message' ? { ...item, content: refusal } : item,
  );
  const cutOff = 'fault' in reply && reply.fault === 'truncated';
  return {
    ...body,
    usage,
    output,
    ...(cutOff ? { incomplete_details: { reason: 'max_output_tokens' } } : {}),
  };
}

function tokensOf(reply: ModelReply): ReportedTokens {
  return { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, cacheWriteTokens: 0, ...reply.usage };
}

/**
 * Vectors of OpenAI's form for the texts of a request: words counted into buckets, so that texts which share words are
 * close and the same text has the same vector always.
 */
export function embeddingsBody({ input, model, dimensions = 1536, encoding_format: encoding }: any): string {
  const texts: string[] = [input].flat();
  return JSON.stringify({
    object: 'list',
    model,
    data: texts.map((text, index) => {
      const vector = vectorOf(text, dimensions);
      const base64 = () => Buffer.from(Float32Array.from(vector).buffer).toString('base64');
      return { object: 'embedding', index, embedding: encoding === 'base64' ? base64() : vector };
    }),
    usage: { prompt_tokens: texts.length * 10, total_tokens: texts.length * 10 },
  });
}

function vectorOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const bucket = Buffer.from(word).reduce((hash, byte) => (hash * 31 + byte) >>> 0, 7) % dimensions;
    vector[bucket]! += 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
