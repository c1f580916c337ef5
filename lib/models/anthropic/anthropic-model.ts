import type { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
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
  const messages = once(async () => {
    const { anthropicMessages } = await import('./client.ts');
    const timeoutMs = 2 * Math.max(patience.decideMs, patience.converseMs);
    return anthropicMessages({ apiKey: apiKey.reveal(), baseUrl, timeoutMs });
  });
  return { id, open: (question) => openTalk({ id, modelId, messages }, question) };
}

interface TalkDeps {
  id: string;
  modelId: string;
  messages: () => Promise<Messages>;
}

function openTalk({ id, modelId, messages }: TalkDeps, question: Question): Talk {
  let request = firstRequest(modelId, question);
  return {
    async ask(signal) {
      const api = await messages();
      const message = await sent(id, async () => api.create(request, { signal }));
      const spoken = readMessage(id, message);
      request = {
        ...request,
        messages: [...request.messages, { role: 'assistant', content: message.content }],
      };
      return spoken;
    },
    addResults(results) {
      request = addResults(request, results);
    },
    addRemark(text) {
      request = addRemark(request, text);
    },
  };
}
