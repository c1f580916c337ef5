import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import type { Message, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages/messages';
import { quickRetries } from '../patience.ts';
import { providerFetch } from '../provider/provider-fetch.ts';

interface ClientOptions {
  apiKey: string;
  baseUrl: string | undefined;
  /** Above every deadline of ours, so that the SDK's own time-out, which it would retry, never comes. */
  timeoutMs: number;
}

/**
 * Anthropic's base client, a part of the SDK's 428 KB. This file is imported when a model is first asked; importing the
 * SDK by its names here is what lets the bundler leave the rest of it out.
 */
export function anthropicClient({ apiKey, baseUrl, timeoutMs }: ClientOptions): BaseAnthropic {
  return new BaseAnthropic({
    apiKey,
    // All given, so that no variable of the environment changes where a key or a customer's words go.
    baseURL: baseUrl ?? 'https://api.anthropic.com',
    timeout: timeoutMs,
    maxRetries: quickRetries,
    fetch: providerFetch,
    // Given, so that ANTHROPIC_LOG cannot have bodies printed.
    logLevel: 'off',
    openTelemetry: { propagation: false, traces: { enabled: true, contentMode: 'metadata_only' } },
  });
}

/** Not by the SDK's own `messages.create`, which prints warnings past every logger. */
export async function createMessage(
  client: BaseAnthropic,
  body: MessageCreateParamsNonStreaming,
  signal: AbortSignal,
): Promise<Message> {
  return client.post('/v1/messages', { body, signal });
}
