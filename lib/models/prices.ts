import { z } from 'zod';

/** What a model costs, in US dollars per million tokens. */
export interface Price {
  /** Tokens read in full, those of the cache left out. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Tokens the provider put into its cache. Where it asks nothing extra for that they are read in full. */
  readonly cacheWrite: number;
}

/** Prices by the id of a model, e.g. `openai:gpt-6-luna`. */
export type Prices = Readonly<Record<string, Price>>;

/** Tokens of one question, each counted once: what was read from the cache or put into it is no input token. */
export interface Tokens {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

/** What a question to a model cost, in US dollars. */
export type CostOf = (model: string, tokens: Tokens) => number;

/** Reckons with the known prices and those of the setting MODEL_PRICES, which win. */
export function costsWith(overrides: Prices = {}): CostOf {
  const prices = { ...knownPrices, ...overrides };
  const dearest = dearestOf(Object.values(prices));
  return (model, { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }) => {
    const price = priceIn(prices, model) ?? dearest;
    return (
      (inputTokens * price.input +
        outputTokens * price.output +
        cacheReadTokens * price.cacheRead +
        cacheWriteTokens * price.cacheWrite) /
      1_000_000
    );
  };
}

/** Whether a model's price is known. One that is not is reckoned at the dearest price there is. */
export function hasPrice(model: string, overrides: Prices = {}): boolean {
  return priceIn({ ...knownPrices, ...overrides }, model) !== undefined;
}

/** What should be asked instead of a model that its vendor has shut down or is about to; undefined for all others. */
export function replacementOf(model: string): string | undefined {
  return retired.get(undated(model));
}

/** When the prices below were found in the vendors' public price lists. */
export const pricesFoundOn = '2026-10-24';

/**
 * Standard prices, Anthropic's with a cache of five minutes. Prompts above 100,000 tokens (Haiku) or 272,000 (OpenAI)
 * cost more; ours are a hundredth of that.
 */
const knownPrices: Prices = {
  'anthropic:claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 },
  'anthropic:claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 },
  'anthropic:claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5 },
  'openai:gpt-6-luna': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 },
  'openai:gpt-6-sol': { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 },
  'openai:gpt-6-astra': { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5 },
  'openai:text-embedding-3-small': { input: 0.02, output: 0, cacheRead: 0, cacheWrite: 0 },
  'openai:text-embedding-3-large': { input: 0.13, output: 0, cacheRead: 0, cacheWrite: 0 },
};

const small = { openai: 'openai:gpt-6-luna', anthropic: 'anthropic:claude-haiku-5-5' };
const middle = { openai: 'openai:gpt-6-sol', anthropic: 'anthropic:claude-sonnet-5-5' };

const retired = new Map([
  ['openai:gpt-3.5-turbo', small.openai],
  ['openai:gpt-4o-mini', small.openai],
  ['openai:gpt-4', middle.openai],
  ['openai:gpt-4-turbo', middle.openai],
  ['openai:gpt-4o', middle.openai],
  // It cannot be asked for 512 dimensions.
  ['openai:text-embedding-ada-002', 'openai:text-embedding-3-small'],
  ['anthropic:claude-3-haiku', small.anthropic],
  ['anthropic:claude-3-5-haiku', small.anthropic],
  ['anthropic:claude-3-sonnet', middle.anthropic],
  ['anthropic:claude-3-5-sonnet', middle.anthropic],
  ['anthropic:claude-3-7-sonnet', middle.anthropic],
  ['anthropic:claude-3-opus', middle.anthropic],
]);

function priceIn(prices: Prices, model: string): Price | undefined {
  return prices[model] ?? prices[undated(model)];
}

/** Vendors name a model with and without the day it was made, or `latest`; all cost the same. */
function undated(model: string): string {
  return model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '');
}

function dearestOf(prices: readonly Price[]): Price {
  const most = (of: keyof Price) => Math.max(...prices.map((price) => price[of]));
  return {
    input: most('input'),
    output: most('output'),
    cacheRead: most('cacheRead'),
    cacheWrite: most('cacheWrite'),
  };
}

/** The setting MODEL_PRICES: `model=in/out/cache-read`, and `/cache-write` where that costs more than reading in full. */
export const modelPrices = z.string().transform((text, context): Prices => {
  const entries = text.split(',').map(priceEntry);
  const found = entries.filter((entry) => entry !== undefined);
  if (found.length === entries.length) return Object.fromEntries(found);
  context.addIssue({
    code: 'custom',
    message:
      'must be model=in/out/cache-read in US dollars per million tokens, such as openai:gpt-6-luna=0.10/0.50/0.01, with commas between models',
  });
  return z.NEVER;
});

function priceEntry(text: string): readonly [string, Price] | undefined {
  const { model, amounts = '' } =
    /^\s*(?<model>(openai|anthropic):[^\s=,]+)=(?<amounts>[\d./]+)\s*$/.exec(text)?.groups ?? {};
  const parts = amounts.split('/');
  if (model === undefined || !parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return undefined;
  const [input, output, cacheRead, cacheWrite = input, ...more] = parts.map(Number);
  if (input === undefined || output === undefined || cacheRead === undefined) return undefined;
  if (cacheWrite === undefined || more.length > 0) return undefined;
  return [model, { input, output, cacheRead, cacheWrite }];
}
