import { z } from 'zod';
import { deployEnv } from '../lib/config/env.ts';
import { settingsSchema } from '../lib/config/settings.ts';
import { modelPrices } from '../lib/models/prices.ts';
import { CannotStart } from './cannot-start.ts';
import { modelChoice } from './model-choice.ts';
import { faultsAreWritten, readFaults } from './runner/faults.ts';
import { shiftPattern } from './shifted-clock.ts';

/** What `npm start` was told, checked. */
export interface LocalSettings {
  host: string;
  port: number;
  dataFolder: string;
  /** Tokens of the local dashboard; the administrator's is undefined when the data folder should make one. */
  tokens: { admin: string | undefined; operator: string | undefined; viewer: string | undefined };
  databaseUrl: string | undefined;
  /** Whether a real Chatwoot is used instead of the simulator. */
  hasChatwoot: boolean;
  /** The shop's settings that were given, by name: what the deployed secret holds. */
  shop: Readonly<Record<string, string>>;
  quietSeconds: number;
  /** FRONTDESK_NOW as given. */
  clock: string | undefined;
  retryAfterSeconds: number | undefined;
  /** Where functions should break down, for tests of crashes. */
  fault: string | undefined;
  /** A synthesised assembly to run, for tests that start many systems. */
  assembly: string | undefined;
  logFormat: 'readable' | 'json';
  /** What products and passages are embedded with: `built-in` or `openai:…`. */
  embedding: string;
  /** Which models answer, in one line. */
  answering: string;
  /** Sentences about settings that will have no effect, or one that should be thought over. */
  warnings: readonly string[];
}

/** Reads the environment. Throws CannotStart with one line that names every bad setting and never shows a value. */
export function parseLocalSettings(environment: Readonly<Record<string, string | undefined>>): LocalSettings {
  const given = withoutBlanks(environment);
  const parsed = environmentSchema.safeParse(given);
  const models = modelChoice(given);
  const problems = [
    ...(parsed.success ? [] : sentences(parsed.error)),
    ...chatwootProblems(given),
    ...sharedTokens(given),
    ...models.problems,
  ];
  if (!parsed.success || problems.length > 0) throw new CannotStart(`Cannot start: ${problems.join('; ')}.`);
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    dataFolder: values.FRONTDESK_DATA_DIR,
    tokens: {
      admin: values.FRONTDESK_API_TOKEN,
      operator: values.FRONTDESK_OPERATOR_TOKEN,
      viewer: values.FRONTDESK_VIEWER_TOKEN,
    },
    databaseUrl: values.DATABASE_URL,
    hasChatwoot: values.CHATWOOT_URL !== undefined,
    shop: Object.fromEntries(Object.entries(given).filter(([name]) => name in shopSettings)),
    quietSeconds: values.QUIET_SECONDS,
    clock: values.FRONTDESK_NOW,
    retryAfterSeconds: values.FRONTDESK_VISIBILITY_SECONDS,
    fault: values.FRONTDESK_FAULT,
    assembly: values.FRONTDESK_ASSEMBLY,
    logFormat: values.LOG,
    embedding: models.embedding,
    answering: models.answering,
    warnings: [...warnings(given), ...models.warnings],
  };
}

const text = z.string().min(1);
const token = z.string().regex(/^[\x21-\x7e]{8,}$/, 'must have at least 8 characters and no spaces');
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((number) => number >= from && number <= to, `must be a whole number from ${from} to ${to}`);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const money = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be an amount of US dollars such as 12.50')
  .refine((usd) => Number(usd) > 0, 'must be an amount of US dollars above 0');
const model = z
  .string()
  .regex(
    /^(built-in|(openai|anthropic):\S+)$/,
    'must be built-in, or openai: or anthropic: and the name of a model',
  );
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be an address such as postgres://user@host:5432/name',
});
const instantOrShift = z.union(
  [z.iso.datetime({ offset: true }), z.string().regex(shiftPattern)],
  'must be an instant such as 2026-05-01T09:00:00Z or a shift such as +PT26H',
);

/** The shop's own settings: the same names are the keys of the deployed secret. */
const shopSettings = {
  CHATWOOT_URL: httpUrl,
  CHATWOOT_ACCOUNT_ID: wholeNumber(1, 2_147_483_647),
  CHATWOOT_BOT_TOKEN: text,
  CHATWOOT_API_TOKEN: text,
  CHATWOOT_WEBHOOK_SECRETS: text.regex(/[^\s,]/, 'must be one secret, or several with commas between them'),
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: httpUrl,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: httpUrl,
  MODEL_ROUTER: model,
  MODEL_EXTRACTION: model,
  MODEL_CONVERSATION: model,
  MODEL_CAMPAIGN: model,
  MODEL_CRM: model,
  MODEL_FALLBACK: model,
  MODEL_EMBEDDING: z
    .string()
    .regex(/^(built-in|openai:\S+)$/, 'must be built-in, or openai: and the name of a model'),
  MODEL_PRICES: modelPrices,
  SHOP_NAME: z.string().max(100, 'must have at most 100 characters'),
  SHOP_TIMEZONE: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Madrid'),
  SHOP_HOURS: text,
  SHOP_ALLOWED_LINK_HOSTS: text,
  SHOP_DAILY_BUDGET_USD: money,
  SHOP_MONTHLY_BUDGET_USD: money,
  SHOP_CONVERSATION_BUDGET_USD: money,
  SHOP_WEBHOOK_SECRETS: text.regex(/[^\s,]/, 'must be one secret, or several with commas between them'),
  FRONTDESK_FETCH_ALLOW: text,
};

const environmentSchema = z.object({
  PORT: wholeNumber(0, 65_535).default(8787),
  HOST: text.default('127.0.0.1'),
  FRONTDESK_DATA_DIR: text.default('.frontdesk'),
  FRONTDESK_API_TOKEN: token.optional(),
  FRONTDESK_OPERATOR_TOKEN: token.optional(),
  FRONTDESK_VIEWER_TOKEN: token.optional(),
  DATABASE_URL: postgresUrl.optional(),
  QUIET_SECONDS: wholeNumber(0, 15).default(0),
  FRONTDESK_NOW: instantOrShift.optional(),
  FRONTDESK_VISIBILITY_SECONDS: wholeNumber(0, 43_200).optional(),
  FRONTDESK_FAULT: z
    .string()
    .refine((setting) => readFaults(setting) !== undefined, faultsAreWritten)
    .optional(),
  FRONTDESK_ASSEMBLY: text.optional(),
  LOG: z.enum(['readable', 'json'], { error: 'must be readable or json' }).default('readable'),
  ...z.object(shopSettings).partial().shape,
});

/** With a Chatwoot address all of these are needed; without one none of them means anything. */
const chatwootNames = [
  'CHATWOOT_ACCOUNT_ID',
  'CHATWOOT_BOT_TOKEN',
  'CHATWOOT_API_TOKEN',
  'CHATWOOT_WEBHOOK_SECRETS',
] as const;

function chatwootProblems(given: Readonly<Record<string, string>>): string[] {
  if (given['CHATWOOT_URL'] !== undefined) {
    const missing = chatwootNames.filter((name) => given[name] === undefined);
    return missing.length === 0 ? [] : [`${missing.join(', ')} missing: CHATWOOT_URL needs them`];
  }
  const alone = chatwootNames.filter((name) => given[name] !== undefined);
  return alone.length === 0
    ? []
    : [`CHATWOOT_URL missing: ${alone.join(', ')} would have no effect without it`];
}

const roleTokens = ['FRONTDESK_API_TOKEN', 'FRONTDESK_OPERATOR_TOKEN', 'FRONTDESK_VIEWER_TOKEN'] as const;

/** A token that means two roles would give whoever was handed the lower one the higher one as well. */
function sharedTokens(given: Readonly<Record<string, string>>): string[] {
  const shared = roleTokens.filter(
    (name) =>
      given[name] !== undefined && roleTokens.some((other) => other !== name && given[other] === given[name]),
  );
  return shared.length === 0 ? [] : [`${shared.join(', ')} must differ: a token stands for one role`];
}

function sentences(error: z.ZodError): string[] {
  const byName = new Map(error.issues.map(({ path, message }) => [path.join('.'), message]));
  return [...byName].map(([name, message]) => `${name} ${message}`);
}

function warnings(given: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(given);
  const unknown = names.filter(
    (name) =>
      /^(FRONTDESK|CHATWOOT)_/.test(name) && !(name in environmentSchema.shape) && !(name in deployEnv.shape),
  );
  const unused = names.filter((name) => name in shopSettings && !(name in settingsSchema.shape));
  return [
    ...unknown.map((name) => `${name} is no setting of Frontdesk and has no effect. Is it spelt right?`),
    ...unused.map((name) => `${name} has no effect in this version.`),
  ];
}

function withoutBlanks(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
