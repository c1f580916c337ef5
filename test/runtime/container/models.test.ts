import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings, type Settings } from '../../../lib/config/settings.ts';
import type { Decision } from '../../../lib/models/llm.ts';
import { embeddingsFrom, modelsFrom } from '../../../lib/runtime/container/models.ts';
import { BadSetting } from '../../../lib/runtime/errors.ts';
import type { LogEvent } from '../../../lib/runtime/telemetry.ts';
import { aModelServer, type ModelServer } from '../../support/model-server.ts';

const chatwoot = {
  CHATWOOT_URL: 'https://chat.example.com',
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_BOT_TOKEN: 'bot-token-not-real',
  CHATWOOT_API_TOKEN: 'api-token-not-real',
  CHATWOOT_WEBHOOK_SECRETS: 'secret-not-real',
  SHOP_NAME: 'Demo shop',
};
const openai = { OPENAI_API_KEY: 'sk-not-real' };
const anthropic = { ANTHROPIC_API_KEY: 'sk-ant-not-real' };

const question: Decision<unknown> = {
  task: 'route',
  prompt: { version: 'router/1', system: 'You route.', shop: 'A shop.', turn: '' },
  text: 'I want to talk to a person',
  history: [],
  records: [],
  schema: z.object({ intent: z.string() }),
};

const faq = { json: { intent: 'faq' } };

describe('the models of a shop', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await aModelServer({ brain: () => faq });
  });
  beforeEach(() => void server.requests.splice(0));
  afterAll(() => server.close());

  function aShop(given: Record<string, string>) {
    const log: LogEvent[] = [];
    const read = (now: Record<string, string>) => parseSettings({ ...chatwoot, ...server.env, ...now });
    const shop = { current: read(given) };
    const settings = (): Promise<Settings> => Promise.resolve(shop.current);
    const bills: number[] = [];
    const from = {
      settings,
      paid: (usd: number) => void bills.push(usd),
      log: (event: LogEvent) => void log.push(event),
    };
    return {
      log,
      /** Everything that has to be paid for, US dollars. */
      bills,
      /** Somebody changes the settings, or they are only read again. */
      rotate: (now: Record<string, string>) => void (shop.current = read(now)),
      models: modelsFrom(from),
      embeddings: embeddingsFrom(from),
    };
  }

  it('answer by themselves without any key', async () => {
    const { models, embeddings } = aShop({});
    expect((await models.router.decide(question)).model).toBe('built-in');
    expect((await embeddings()).id).toBe('built-in:use-lite-512');
    expect(server.requests).toEqual([]);
  });

  it('are those of the keys', async () => {
    const { models, embeddings } = aShop({ ...openai, ...anthropic });
    expect((await models.router.decide(question)).model).toBe('openai:gpt-6-luna');
    expect((await models.extraction.decide(question)).model).toBe('openai:gpt-6-luna');
    expect((await models.conversation.decide(question)).model).toBe('anthropic:claude-sonnet-5-5');
    expect((await models.embeddings()).id).toBe('openai:text-embedding-3-small');
    const [vector] = await (await embeddings()).embed(['a lamp']);
    expect(vector).toHaveLength(512);
  });

  it('turn to the other vendor, and to the built-in model in the end', async () => {
    const { models, log } = aShop({ ...openai, ...anthropic });
    server.script({ fault: 'refusal' });
    expect((await models.router.decide(question)).model).toBe('anthropic:claude-haiku-5-5');
    server.script({ fault: 'refusal' }, { fault: 'refusal' });
    expect((await models.router.decide(question)).model).toBe('built-in');
    expect(log.filter(({ event }) => event === 'model.failed')).toMatchObject([
      { model: 'openai:gpt-6-luna', reason: 'refused', next: 'anthropic:claude-haiku-5-5' },
      { model: 'openai:gpt-6-luna', reason: 'refused', next: 'anthropic:claude-haiku-5-5' },
      { model: 'anthropic:claude-haiku-5-5', reason: 'refused', next: 'built-in' },
    ]);
  });

  it('know of an outage in every role', async () => {
    const { models } = aShop({ ...openai, ...anthropic, MODEL_CONVERSATION: 'openai:gpt-6-sol' });
    const locked = { fault: { status: 401 } } as const;
    server.script(locked, faq, locked, faq);
    await models.router.decide(question);
    await models.router.decide(question);
    expect((await models.conversation.decide(question)).model).toBe('anthropic:claude-sonnet-5-5');
  });

  it('cost what the shop says they cost', async () => {
    const { models } = aShop({ ...openai, MODEL_PRICES: 'openai:gpt-6-luna=1000000/0/0' });
    server.script({ json: { intent: 'faq' }, usage: { inputTokens: 7, outputTokens: 1 } });
    expect((await models.router.decide(question)).usage).toMatchObject({ costUsd: expect.closeTo(7, 5) });
  });

  it('are paid for when they answer in vain, too', async () => {
    const { models, embeddings, bills } = aShop({ ...openai, MODEL_PRICES: 'openai:gpt-6-luna=1000000/0/0' });
    server.script({ fault: 'refusal' });
    expect((await models.router.decide(question)).model).toBe('built-in');
    expect(bills).toEqual([expect.closeTo(100, 5)]);
    await (await embeddings()).embed(['a lamp']);
    expect(bills).toHaveLength(2);
  });

  it('follow the settings', async () => {
    const { models, rotate } = aShop({ ...openai });
    await models.router.decide(question);
    rotate({ ...anthropic });
    expect((await models.router.decide(question)).model).toBe('anthropic:claude-haiku-5-5');
    expect((await models.embeddings()).id).toBe('built-in:use-lite-512');
  });

  it('are warned of once, however often the settings are read', async () => {
    const given = { ...openai, MODEL_ROUTER: 'openai:gpt-4o-mini', MODEL_CONVERSATION: 'openai:gpt-9' };
    const { models, rotate, log } = aShop(given);
    await models.warm();
    rotate(given);
    await models.router.decide(question);
    expect(log.filter(({ event }) => event === 'model.setting')).toEqual([
      { event: 'model.setting', setting: 'MODEL_ROUTER', model: 'openai:gpt-4o-mini', because: 'retired' },
      { event: 'model.setting', setting: 'MODEL_CONVERSATION', model: 'openai:gpt-9', because: 'no-price' },
    ]);
  });

  it('keep their clients while only other settings change', async () => {
    const { models, rotate } = aShop({ ...openai });
    const before = await models.embeddings();
    rotate({ ...openai, SHOP_NAME: 'Another name' });
    expect(await models.embeddings()).toBe(before);
    rotate({ OPENAI_API_KEY: 'sk-another-not-real' });
    expect(await models.embeddings()).not.toBe(before);
  });

  it('cannot be had when a key is missing, and stay as they were when it gets lost later', async () => {
    const { models } = aShop({ MODEL_ROUTER: 'openai:gpt-6-luna' });
    await expect(models.router.decide(question)).rejects.toThrow(BadSetting);
    await expect(models.warm()).rejects.toThrow('OPENAI_API_KEY missing: MODEL_ROUTER needs it');

    const shop = aShop({ ...openai, MODEL_ROUTER: 'openai:gpt-6-luna' });
    await shop.models.router.decide(question);
    shop.rotate({ MODEL_ROUTER: 'openai:gpt-6-luna' });
    expect((await shop.models.router.decide(question)).model).toBe('openai:gpt-6-luna');
    await shop.models.router.decide(question);
    expect(shop.log.filter(({ event }) => event === 'settings.kept')).toMatchObject([
      { failure: { name: 'BadSetting' } },
    ]);
  });
});
