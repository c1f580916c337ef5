import type { OpenAI } from 'openai';
import { once } from '../../runtime/once.ts';
import type { LanguageModel } from '../llm.ts';
import { patience as usualPatience } from '../patience.ts';
import { sent } from '../provider/failure.ts';
import { providerModel } from '../provider/provider-model.ts';
import type { Provider, ProviderModelOptions, Question, Talk } from '../provider/provider.ts';
import { readResponse } from './read-response.ts';
import { addItems, firstRequest, remarkItem, resultItems, spokenItems } from './request.ts';

/** A GPT model by OpenAI's Responses API. */
export function openAiModel(options: ProviderModelOptions): LanguageModel {
  return providerModel({ ...options, provider: openAiProvider(options) });
}

function openAiProvider({
  modelId,
  apiKey,
  baseUrl,
  patience = usualPatience,
}: ProviderModelOptions): Provider {
  const id = `openai:${modelId}`;
  const client = once(async () => {
    const { openAiClient } = await import('./client.ts');
    const timeoutMs = 2 * Math.max(patience.decideMs, patience.converseMs);
    return openAiClient({ apiKey: apiKey.reveal(), baseUrl, timeoutMs });
  });
  return { id, open: (question) => openTalk({ id, modelId, client }, question) };
}

interface TalkDeps {
  id: string;
  modelId: string;
  client: () => Promise<OpenAI>;
}

function openTalk({ id, modelId, client }: TalkDeps, question: Question): Talk {
  let request = firstRequest(modelId, question);
  return {
    async ask(signal) {
      const { responses } = await client();
      const response = await sent(id, async () => responses.create(request, { signal }));
      const heard = readResponse(id, response);
      request = addItems(request, spokenItems(response));
      return heard;
    },
    addResults(results) {
      request = addItems(request, resultItems(results));
    },
    addRemark(text) {
      request = addItems(request, [remarkItem(text)]);
    },
  };
}
