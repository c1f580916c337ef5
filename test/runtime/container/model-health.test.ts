import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSettings } from '../../../lib/config/settings.ts';
import { health } from '../../../lib/insight/health.ts';
import { modelHealth } from '../../../lib/runtime/container/model-health.ts';
import { aModelServer, type ModelServer } from '../../support/model-server.ts';

const shop = {
  CHATWOOT_URL: 'https://chat.example.com',
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_BOT_TOKEN: 'bot-token-not-real',
  CHATWOOT_API_TOKEN: 'api-token-not-real',
  CHATWOOT_WEBHOOK_SECRETS: 'secret-not-real',
  SHOP_NAME: 'Demo shop',
};
const openai = { OPENAI_API_KEY: 'sk-not-real' };
const anthropic = { ANTHROPIC_API_KEY: 'sk-ant-not-real' };

describe('the models in /health', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await aModelServer();
  });
  afterEach(() => server.close());

  function asked(given: Record<string, string>) {
    const clock = { at: 0 };
    const settings = parseSettings({ ...shop, ...server.env, ...given });
    const models = modelHealth({ settings: () => Promise.resolve(settings), now: () => clock.at });
    const fine = () => Promise.resolve();
    const checks = { queue: fine, dynamodb: fine, postgres: fine, chatwoot: fine, models };
    return { clock, how: async () => health(checks, '1') };
  }
  const well = { up: true, health: { status: 'ok', checks: { models: 'ok' } } };
  const degraded = { up: true, health: { status: 'degraded', checks: { models: 'failing' } } };

  it('are well without a key, whoever is down', async () => {
    server.lists.status = 500;
    expect(await asked({}).how()).toMatchObject(well);
    const own = { MODEL_ROUTER: 'built-in', MODEL_EXTRACTION: 'built-in', MODEL_CONVERSATION: 'built-in' };
    expect(await asked({ ...openai, ...own }).how()).toMatchObject(well);
    expect(server.lists.asked).toBe(0);
  });

  it.each([
    ['OpenAI', openai],
    ['Anthropic', anthropic],
  ])('are well while %s takes the key, and no paid question is asked', async (_vendor, key) => {
    expect(await asked(key).how()).toMatchObject(well);
    expect(server.lists.asked).toBe(1);
    expect(server.requests).toEqual([]);
  });

  it.each([401, 403, 500])(
    'are degraded, and nothing is down, when every vendor answers %i',
    async (status) => {
      server.lists.status = status;
      for (const keys of [openai, anthropic, { ...openai, ...anthropic }])
        expect(await asked(keys).how()).toMatchObject(degraded);
    },
  );

  it('are well while one of two vendors answers', async () => {
    const gone = await aModelServer();
    await gone.close();
    const { OPENAI_BASE_URL } = gone.env;
    expect(await asked({ ...openai, ...anthropic, OPENAI_BASE_URL }).how()).toMatchObject(well);
    expect(await asked({ ...openai, OPENAI_BASE_URL }).how()).toMatchObject(degraded);
  });

  it('are well behind a gateway that has no list of models', async () => {
    server.lists.status = 404;
    expect(await asked(openai).how()).toMatchObject(well);
  });

  it('are asked about once a minute, also while they fail', async () => {
    server.lists.status = 401;
    const { clock, how } = asked(openai);
    await how();
    clock.at += 59_999;
    expect(await how()).toMatchObject(degraded);
    expect(server.lists.asked).toBe(1);
    clock.at += 1;
    server.lists.status = 200;
    expect(await how()).toMatchObject(well);
    expect(server.lists.asked).toBe(2);
  });
});
