import type { Message, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages/messages';
import { once } from '../../runtime/once.ts';
import type { LanguageModel } from '../llm.ts';
import { patience as usualPatience } from '../patience.ts';
import { sent } from '../provider/failure.ts';
import { providerModel } from '../provider/provider-model.ts';
import type { Provider, ProviderModelOptions, Question, Talk } from '../provider/provider.ts';
import { readMessage } from './read-message.ts';
import { addRemark, addResults, firstRequest } from './request.ts';

/** A Claude model by Anthropic's Messages API. */
export function anthropicModel(options: ProviderModelOptions): LanguageModel {
  return providerModel({ ...options, provider: anthropicProvider(options) });
}

function anthropicProvider({
  modelId,
  apiKey,
  baseUrl,
  patience = usualPatience,
}: ProviderModelOptions): Provider {
  const id = `anthropic:${modelId}`;
  const creator = once(async () => {
    const { anthropicClient, createMessage } = await import('./client.ts');
    const timeoutMs = 2 * Math.max(patience.decideMs, patience.converseMs);
    const client = anthropicClient({ apiKey: apiKey.reveal(), baseUrl, timeoutMs });
    return (request: MessageCreateParamsNonStreaming, signal: AbortSignal) =>
      createMessage(client, request, signal);
  });
  return { id, open: (question) => openTalk({ id, modelId, creator }, question) };
}

interface TalkDeps {
  id: string;
  modelId: string;
  creator: () => Promise<Create>;
}

type Create = (request: MessageCreateParamsNonStreaming, signal: AbortSignal) => Promise<Message>;

function openTalk({ id, modelId, creator }: TalkDeps, question: Question): Talk {
  let request = firstRequest(modelId, question);
  return {
    async ask(signal) {
      const create = await creator();
      const message = await sent(id, () => create(request, signal));
      const heard = readMessage(id, message);
      request = {
        ...request,
        messages: [...request.messages, { role: 'assistant', content: message.content }],
      };
      return heard;
    },
    addResults(results) {
      request = addResults(request, results);
    },
    addRemark(text) {
      request = addRemark(request, text);
    },
  };
}
