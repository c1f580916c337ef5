import { OpenAI } from 'openai';
import { quickRetries } from '../patience.ts';
import { providerFetch } from '../provider/provider-fetch.ts';

interface ClientOptions {
  apiKey: string;
  baseUrl: string | undefined;
  /** Above every deadline of ours, so that the SDK's own time-out, which it would retry, never comes. */
  timeoutMs: number;
}

/** OpenAI's client. This file is imported when a model is first asked: 394 KB that a shop without a key never reads. */
export function openAiClient({ apiKey, baseUrl, timeoutMs }: ClientOptions): OpenAI {
  return new OpenAI({
    apiKey,
    // All given, so that no variable of the environment changes where a key or a customer's words go.
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    timeout: timeoutMs,
    maxRetries: quickRetries,
    fetch: providerFetch,
    // Given, so that OPENAI_LOG cannot have bodies printed.
    logLevel: 'off',
  });
}
