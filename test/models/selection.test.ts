import { describe, expect, it } from 'vitest';
import { Secret } from '../../lib/config/secret.ts';
import { modelPrices } from '../../lib/models/prices.ts';
import { selectModels, type ModelSettings } from '../../lib/models/selection.ts';
import { BadSetting } from '../../lib/runtime/errors.ts';

const openai = { OPENAI_API_KEY: new Secret('sk-not-real') };
const anthropic = { ANTHROPIC_API_KEY: new Secret('sk-ant-not-real') };
const both = { ...openai, ...anthropic };

const luna = 'openai:gpt-6-luna';
const sol = 'openai:gpt-6-sol';
const haiku = 'anthropic:claude-haiku-5-5';
const sonnet = 'anthropic:claude-sonnet-5-5';
const own = 'built-in';

function refusal(settings: ModelSettings): string {
  try {
    selectModels(settings);
  } catch (error) {
    if (error instanceof BadSetting) return error.message;
    throw error;
  }
  return 'not refused';
}

describe('without any setting but keys', () => {
  it.each([
    ['no key', {}, [own], [own], own],
    ['both keys', both, [luna, haiku, own], [sonnet, sol, own], 'openai:text-embedding-3-small'],
    ["OpenAI's key", openai, [luna, own], [sol, own], 'openai:text-embedding-3-small'],
    ["Anthropic's key", anthropic, [haiku, own], [sonnet, own], own],
  ])('with %s', (_keys, settings, small, middle, embedding) => {
    expect(selectModels(settings)).toEqual({
      roles: { router: small, extraction: small, conversation: middle },
      embedding,
      warnings: [],
    });
  });
});

describe('with settings', () => {
  it('asks the chosen model first and fails over to the other vendor', () => {
    const { roles } = selectModels({
      ...both,
      MODEL_CONVERSATION: 'openai:gpt-6-astra',
      MODEL_ROUTER: haiku,
    });
    expect(roles.conversation).toEqual(['openai:gpt-6-astra', sonnet, own]);
    expect(roles.router).toEqual([haiku, luna, own]);
    expect(roles.extraction).toEqual([luna, haiku, own]);
  });

  it('fails over to the model that is set for it, also one of the same vendor', () => {
    const { roles } = selectModels({ ...both, MODEL_FALLBACK: sol });
    expect(roles.router).toEqual([luna, sol, own]);
    expect(roles.conversation).toEqual([sonnet, sol, own]);
  });

  it('asks nobody twice', () => {
    expect(selectModels({ ...openai, MODEL_FALLBACK: luna }).roles.router).toEqual([luna, own]);
  });

  it('asks one vendor only where the shop wants no other', () => {
    expect(selectModels({ ...both, MODEL_FALLBACK: own }).roles.conversation).toEqual([sonnet, own]);
  });

  it('shows no vendor what it is told to do itself', () => {
    const { roles, embedding } = selectModels({
      ...both,
      MODEL_CONVERSATION: own,
      MODEL_FALLBACK: sol,
      MODEL_EMBEDDING: own,
    });
    expect(roles.conversation).toEqual([own]);
    expect(embedding).toBe(own);
  });

  it('refuses a model whose key is missing, and names all settings it is missed by', () => {
    expect(refusal({ ...openai, MODEL_ROUTER: haiku, MODEL_FALLBACK: sonnet })).toBe(
      'ANTHROPIC_API_KEY missing: MODEL_ROUTER, MODEL_FALLBACK need it',
    );
    expect(refusal({ ...anthropic, MODEL_EMBEDDING: 'openai:text-embedding-3-large' })).toBe(
      'OPENAI_API_KEY missing: MODEL_EMBEDDING needs it',
    );
  });
});

describe('warnings', () => {
  it('tell of a model that was shut down, and of one whose price nobody knows', () => {
    const settings = {
      ...both,
      MODEL_ROUTER: 'openai:gpt-4o-mini',
      MODEL_FALLBACK: 'openai:gpt-9',
      MODEL_EMBEDDING: 'openai:text-embedding-ada-002',
    };
    expect(selectModels(settings).warnings).toEqual([
      { setting: 'MODEL_ROUTER', model: 'openai:gpt-4o-mini', because: 'retired', replacement: luna },
      { setting: 'MODEL_FALLBACK', model: 'openai:gpt-9', because: 'no-price' },
      {
        setting: 'MODEL_EMBEDDING',
        model: 'openai:text-embedding-ada-002',
        because: 'retired',
        replacement: 'openai:text-embedding-3-small',
      },
    ]);
    const MODEL_PRICES = modelPrices.parse('openai:gpt-9=1/2/0.1');
    expect(selectModels({ ...openai, MODEL_ROUTER: 'openai:gpt-9', MODEL_PRICES }).warnings).toEqual([]);
  });
});
