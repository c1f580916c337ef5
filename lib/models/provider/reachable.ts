import type { Secret } from '../../config/secret.ts';
import { ModelFailed } from '../model-failed.ts';
import type { Vendor } from '../selection.ts';
import { sent } from './failure.ts';

export interface VendorAccess {
  vendor: Vendor;
  apiKey: Secret;
  baseUrl: string | undefined;
}

/**
 * Whether a vendor answers us and takes our key, found by asking for its list of models, which costs nothing. A gateway
 * that has no such list answers, too.
 */
export async function isReachable({ vendor, apiKey, baseUrl }: VendorAccess): Promise<boolean> {
  const access = { apiKey: apiKey.reveal(), baseUrl, timeoutMs };
  try {
    await sent(vendor, () => listOf[vendor](access));
    return true;
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return error.reason === 'bad-request';
  }
}

/** Somebody waits for a page that says how we are. */
const timeoutMs = 2_000;
const once = { maxRetries: 0 };

interface Access {
  apiKey: string;
  baseUrl: string | undefined;
  timeoutMs: number;
}

const listOf: Readonly<Record<Vendor, (access: Access) => Promise<unknown>>> = {
  anthropic: async (access) => {
    const { anthropicClient } = await import('../anthropic/client.ts');
    return anthropicClient(access).get('/v1/models', once);
  },
  openai: async (access) => {
    const { openAiClient } = await import('../openai/client.ts');
    return openAiClient(access).get('/models', once);
  },
};
