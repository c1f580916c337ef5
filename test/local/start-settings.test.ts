import { describe, expect, it } from 'vitest';
import { parseLocalSettings } from '../../local/settings.ts';

const chatwoot = {
  CHATWOOT_URL: 'https://chat.example.com',
  CHATWOOT_ACCOUNT_ID: '3',
  CHATWOOT_BOT_TOKEN: 'bot',
  CHATWOOT_API_TOKEN: 'api',
  CHATWOOT_WEBHOOK_SECRETS: 'one,two',
};

function refusal(environment: Record<string, string>): string {
  try {
    parseLocalSettings(environment);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'not refused';
}

describe('npm start without any setting', () => {
  it('listens on loopback, keeps its data in .frontdesk and simulates Chatwoot', () => {
    expect(parseLocalSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      dataFolder: '.frontdesk',
      hasChatwoot: false,
      quietSeconds: 0,
      shop: {},
      warnings: [],
      logFormat: 'readable',
    });
  });

  it('takes an empty value for none', () => {
    expect(parseLocalSettings({ PORT: '', CHATWOOT_URL: '' })).toMatchObject({
      port: 8787,
      hasChatwoot: false,
    });
  });
});

describe('npm start with settings', () => {
  it('hands the settings of the shop on by name', () => {
    const { shop, hasChatwoot } = parseLocalSettings({ ...chatwoot, SHOP_NAME: 'Lumen', PATH: '/bin' });
    expect(hasChatwoot).toBe(true);
    expect(shop).toEqual({ ...chatwoot, SHOP_NAME: 'Lumen' });
  });

  it.each([
    ['PORT', 'abc', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['QUIET_SECONDS', '99', 'QUIET_SECONDS must be a whole number from 0 to 15'],
    ['QUIET_SECONDS', '1.5', 'QUIET_SECONDS must be a whole number from 0 to 15'],
    [
      'FRONTDESK_NOW',
      'yesterday',
      'FRONTDESK_NOW must be an instant such as 2026-05-01T09:00:00Z or a shift such as +PT26H',
    ],
    ['FRONTDESK_NOW', '+P7X', 'FRONTDESK_NOW must be an instant'],
    ['FRONTDESK_VISIBILITY_SECONDS', '-1', 'FRONTDESK_VISIBILITY_SECONDS must be a whole number'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x', 'DATABASE_URL must be an address such as postgres://'],
    ['FRONTDESK_API_TOKEN', 'hunter2', 'FRONTDESK_API_TOKEN must have at least 8 characters and no spaces'],
    ['MODEL_ROUTER', 'gpt', 'MODEL_ROUTER must be built-in, or openai: or anthropic:'],
    [
      'MODEL_PRICES',
      'openai:gpt=cheap',
      'MODEL_PRICES must be model=in/out/cache-read in US dollars per million',
    ],
    ['SHOP_TIMEZONE', 'Mars/Olympus', 'SHOP_TIMEZONE must be a time zone such as Europe/Madrid'],
    ['SHOP_DAILY_BUDGET_USD', 'a lot', 'SHOP_DAILY_BUDGET_USD must be an amount of US dollars'],
    ['LOG', 'loud', 'LOG must be readable or json'],
  ])('refuses %s=%s in one line that names it and shows no value', (name, value, sentence) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`Cannot start: ${sentence}`);
    expect(message).not.toContain(value);
    expect(message).not.toContain('\n');
  });

  it('names every bad setting at once', () => {
    const message = refusal({ PORT: 'x', QUIET_SECONDS: 'y' });
    expect(message).toContain('PORT must be');
    expect(message).toContain('QUIET_SECONDS must be');
    expect(message).not.toContain('\n');
  });

  it('says what a Chatwoot address needs besides itself', () => {
    const { CHATWOOT_API_TOKEN: _token, CHATWOOT_ACCOUNT_ID: _account, ...rest } = chatwoot;
    expect(refusal(rest)).toBe(
      'Cannot start: CHATWOOT_ACCOUNT_ID, CHATWOOT_API_TOKEN missing: CHATWOOT_URL needs them.',
    );
    expect(refusal({ ...chatwoot, CHATWOOT_URL: 'chat.example.com' })).toContain(
      'CHATWOOT_URL must be an http or https',
    );
  });

  it('refuses a Chatwoot token without an address: it would be ignored in silence', () => {
    const message = refusal({ CHATWOOT_API_TOKEN: 'hunter2' });
    expect(message).toBe(
      'Cannot start: CHATWOOT_URL missing: CHATWOOT_API_TOKEN would have no effect without it.',
    );
  });

  it('refuses one token for two roles, without showing it', () => {
    const token = 'hunter2-hunter2';
    expect(
      refusal({
        FRONTDESK_API_TOKEN: token,
        FRONTDESK_OPERATOR_TOKEN: 'another-token',
        FRONTDESK_VIEWER_TOKEN: token,
      }),
    ).toBe(
      'Cannot start: FRONTDESK_API_TOKEN, FRONTDESK_VIEWER_TOKEN must differ: a token stands for one role.',
    );
    expect(
      refusal({
        FRONTDESK_API_TOKEN: token,
        FRONTDESK_OPERATOR_TOKEN: 'b'.repeat(8),
        FRONTDESK_VIEWER_TOKEN: 'c'.repeat(8),
      }),
    ).toBe('not refused');
  });

  it('warns of names that look like ours and are not, and of those that have no effect yet', () => {
    const { warnings } = parseLocalSettings({
      FRONTDESK_DATADIR: 'x',
      FRONTDESK_STAGE: 'dev',
      MODEL_CRM: 'built-in',
    });
    expect(warnings).toEqual([
      'FRONTDESK_DATADIR is no setting of Frontdesk and has no effect. Is it spelt right?',
      'MODEL_CRM has no effect in this version.',
    ]);
  });
});

describe('npm start with models', () => {
  it('takes every model of a vendor whose key is there, without a word', () => {
    const settings = {
      ANTHROPIC_API_KEY: 'sk-ant-not-real',
      OPENAI_API_KEY: 'sk-not-real',
      MODEL_CONVERSATION: 'openai:gpt-6-sol',
      MODEL_FALLBACK: 'built-in',
      MODEL_PRICES: 'openai:gpt-6-sol=1/2/0.1',
    };
    expect(parseLocalSettings(settings)).toMatchObject({
      shop: settings,
      embedding: 'openai:text-embedding-3-small',
      answering:
        'answers openai:gpt-6-sol, routing openai:gpt-6-luna, then built-in; embeddings openai:text-embedding-3-small',
      warnings: [],
    });
    expect(parseLocalSettings({}).answering).toBe('built-in (no key set)');
    expect(parseLocalSettings({}).embedding).toBe('built-in');
  });

  it('refuses a model whose key is missing, in one line', () => {
    expect(refusal({ MODEL_ROUTER: 'anthropic:claude-haiku-5-5', PORT: 'x' })).toBe(
      'Cannot start: PORT must be a whole number from 0 to 65535; ANTHROPIC_API_KEY missing: MODEL_ROUTER needs it.',
    );
    expect(refusal({ MODEL_EMBEDDING: 'openai:text-embedding-3-small', OPENAI_API_KEY: '' })).toBe(
      'Cannot start: OPENAI_API_KEY missing: MODEL_EMBEDDING needs it.',
    );
  });

  it('warns of a model that was shut down, and of one without a known price', () => {
    const { warnings } = parseLocalSettings({
      OPENAI_API_KEY: 'sk-not-real',
      MODEL_ROUTER: 'openai:gpt-4o-mini',
      MODEL_CONVERSATION: 'openai:gpt-9',
    });
    expect(warnings).toEqual([
      'MODEL_ROUTER: openai:gpt-4o-mini is shut down or will be soon. Set openai:gpt-6-luna, or leave it unset.',
      expect.stringMatching(/^MODEL_CONVERSATION: the price of openai:gpt-9 is not known \(prices of \d{4}-/),
    ]);
  });
});
