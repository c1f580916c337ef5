import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { quickRetries } from '../patience.ts';
import { providerFetch } from '../provider/provider-fetch.ts';

interface ClientOptions {
  apiKey: string;
  baseUrl: string | undefined;
  /** Above every deadline of ours, so that the SDK's own time-out, which it would retry, never comes. */
  timeoutMs: number;
}

/**
 * The Messages API alone, from the SDK's base client: 124 KB instead of 428. This file is imported when a model is first
 * asked; importing the SDK by its names here is what lets the bundler leave the rest of it out.
 */
export function anthropicMessages({ apiKey, baseUrl, timeoutMs }: ClientOptions): Messages {
  const client = new BaseAnthropic({
    apiKey,
    // All given, so that no variable of the environment changes where a key or a customer's words go.
    baseURL: baseUrl ?? 'https://api.anthropic.com',
    timeout: timeoutMs,
    maxRetries: quickRetries,
    fetch: providerFetch,
    logLevel: 'off',
    openTelemetry: { propagation: false, traces: { enabled: true, contentMode: 'metadata_only' } },
  });
  return new Messages(client);
}
