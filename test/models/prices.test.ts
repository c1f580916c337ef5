import { describe, expect, it } from 'vitest';
import { costsWith, hasPrice, modelPrices, replacementOf } from '../../lib/models/prices.ts';

const million = (of: object) => ({
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  ...of,
});

describe('what a question costs', () => {
  it('is the sum of what was read, written and cached, each at its price', () => {
    const cost = costsWith();
    const tokens = { inputTokens: 1000, outputTokens: 500, cacheReadTokens: 20_000, cacheWriteTokens: 4000 };
    // 1,000 at $2, 500 at $10, 20,000 at $0.10 and 4,000 at $2.50, each per million.
    expect(cost('anthropic:claude-sonnet-5-5', tokens)).toBeCloseTo(0.002 + 0.005 + 0.002 + 0.01, 10);
    expect(cost('openai:gpt-6-luna', million({ outputTokens: 2_000_000 }))).toBeCloseTo(1, 10);
  });

  it('is the same for a model that is named with its day', () => {
    const tokens = million({ inputTokens: 1_000_000 });
    expect(costsWith()('openai:gpt-6-luna-2026-09-22', tokens)).toBeCloseTo(0.1, 10);
    expect(hasPrice('anthropic:claude-haiku-5-5-20261007')).toBe(true);
  });

  it('is that of the dearest model where no price is known, so that a budget is never overrun unseen', () => {
    const tokens = million({ inputTokens: 1_000_000 });
    expect(hasPrice('openai:gpt-9')).toBe(false);
    expect(costsWith()('openai:gpt-9', tokens)).toBeGreaterThanOrEqual(10);
    expect(costsWith(modelPrices.parse('openai:gpt-8=70/80/7'))('openai:gpt-9', tokens)).toBe(70);
  });

  it('follows the prices of the shop', () => {
    const prices = modelPrices.parse(' openai:gpt-6-luna=1/2/0.5, anthropic:x-1=3/4/0.1/3.75 ');
    const cost = costsWith(prices);
    expect(cost('openai:gpt-6-luna', million({ cacheReadTokens: 1_000_000 }))).toBe(0.5);
    // Three prices: what goes into the cache is read in full.
    expect(cost('openai:gpt-6-luna', million({ cacheWriteTokens: 1_000_000 }))).toBe(1);
    expect(cost('anthropic:x-1', million({ cacheWriteTokens: 1_000_000 }))).toBe(3.75);
    expect(hasPrice('anthropic:x-1', prices)).toBe(true);
  });
});

describe('MODEL_PRICES', () => {
  it.each([
    'openai:gpt-6-luna',
    'openai:gpt-6-luna=1/2',
    'openai:gpt-6-luna=1/2/3/4/5',
    'openai:gpt-6-luna=1/2/-3',
    'openai:gpt-6-luna=1//3',
    'openai:gpt-6-luna=1/2/.',
    'gpt-6-luna=1/2/3',
    'openai:gpt-6-luna=1/2/3,',
    'openai:gpt-6-luna=1,2/2/3',
    '',
  ])('refuses "%s" and says how a price is written', (text) => {
    const parsed = modelPrices.safeParse(text);
    expect(parsed.error?.issues).toMatchObject([
      { message: expect.stringMatching(/^must be model=in\/out\/cache-read in US dollars/) },
    ]);
  });
});

describe('a model that its vendor has shut down', () => {
  it.each([
    ['openai:gpt-4o-mini', 'openai:gpt-6-luna'],
    ['openai:gpt-4o-mini-2024-07-18', 'openai:gpt-6-luna'],
    ['anthropic:claude-3-5-sonnet-20241022', 'anthropic:claude-sonnet-5-5'],
    ['anthropic:claude-3-5-sonnet-latest', 'anthropic:claude-sonnet-5-5'],
  ])('%s has a successor whose price is known', (model, successor) => {
    expect(replacementOf(model)).toBe(successor);
    expect(hasPrice(successor)).toBe(true);
  });

  it('is none of those in use', () => {
    expect(replacementOf('anthropic:claude-sonnet-5-5')).toBeUndefined();
  });
});
