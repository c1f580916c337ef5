import { z } from 'zod';
import { Secret } from '../../../lib/config/secret.ts';
import { anthropicModel } from '../../../lib/models/anthropic/anthropic-model.ts';
import type { ConverseRequest, Decision, LanguageModel, Tool } from '../../../lib/models/llm.ts';
import { ModelFailed } from '../../../lib/models/model-failed.ts';
import { openAiModel } from '../../../lib/models/openai/openai-model.ts';
import type { Patience } from '../../../lib/models/patience.ts';
import type { Tokens } from '../../../lib/models/prices.ts';
import type { LogEvent } from '../../../lib/runtime/telemetry.ts';
import type { ModelServer } from '../../support/model-server.ts';

/** Both vendors, each with a model that takes all we can say. */
export const vendors = [
  { vendor: 'anthropic', modelId: 'claude-sonnet-5-5' },
  { vendor: 'openai', modelId: 'gpt-6-luna' },
] as const;
export type Vendor = (typeof vendors)[number]['vendor'];

export const apiKey = 'sk-the-secret-of-this-shop';

/** A cent per token, whatever it is, so that none is lost unnoticed. */
export function aCentEach(_model: string, tokens: Tokens): number {
  return Object.values(tokens).reduce((sum: number, count: number) => sum + count, 0) / 100;
}

interface ModelOptions {
  vendor: Vendor;
  modelId: string;
  server: Pick<ModelServer, 'env'>;
  patience?: Patience;
}

/** The real adapter with the real SDK, speaking to the server; with what it logs. */
export function aModel({ vendor, modelId, server, patience }: ModelOptions) {
  const logged: LogEvent[] = [];
  const log = (event: LogEvent) => void logged.push(event);
  const options = { modelId, apiKey: new Secret(apiKey), log, costOf: aCentEach, patience };
  const model: LanguageModel =
    vendor === 'anthropic'
      ? anthropicModel({ ...options, baseUrl: server.env.ANTHROPIC_BASE_URL })
      : openAiModel({ ...options, baseUrl: server.env.OPENAI_BASE_URL });
  return { model, logged };
}

export const prompt = {
  version: 'test/1',
  system: 'You answer customers of a shop.',
  shop: 'The shop is called Lumen.',
  turn: 'Today is Monday.',
};

export const verdict = z.strictObject({
  route: z.enum(['agent', 'person']),
  confidence: z.number().min(0).max(1),
  sku: z.string().nullable(),
});
type Verdict = z.infer<typeof verdict>;

/** A question about which the test says only what matters. */
export function aDecision(more: Partial<Decision<Verdict>> = {}): Decision<Verdict> {
  return {
    task: 'route',
    prompt,
    text: 'Is the oak lamp there?',
    history: [],
    records: [],
    schema: verdict,
    ...more,
  };
}

export function aRequest(more: Partial<ConverseRequest> = {}): ConverseRequest {
  return {
    prompt,
    text: 'Is the oak lamp there?',
    history: [],
    language: 'en',
    tools: [],
    lookedUp: [],
    objections: async () => [],
    ...more,
  };
}

/** A tool that looks something up by a query. */
export function aTool(name: string, run: (input: unknown) => unknown): Tool {
  const input = z.strictObject({ query: z.string().min(1).max(200) });
  return { name, description: `Does ${name}.`, input, run: async (given) => run(given) };
}

/** The failure a promise ends with; fails the test when it ends well or otherwise. */
export async function failureOf(promise: Promise<unknown>): Promise<ModelFailed> {
  const error = await promise.then(
    () => new Error('It ended well.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ModelFailed) return error;
  throw error;
}
