import { z } from 'zod';
import { modelPrices } from '../models/prices.ts';
import { BadSetting } from '../runtime/errors.ts';
import { Secret } from './secret.ts';

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

const secrets = z
  .string()
  .min(1)
  .transform((list) =>
    list
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part.length > 0)
      .map((part) => new Secret(part)),
  )
  .refine((list) => list.length > 0);

const model = z.string().regex(/^(built-in|(openai|anthropic):\S+)$/);
/** US dollars; a budget of nothing would be no assistant, and whoever wants that stops it. */
const budgetUsd = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
  .refine((usd) => usd > 0);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/**
 * The shop's settings: one JSON object of strings. Deployed, it is the Secrets Manager secret; on one machine it is
 * made from the environment variables of the same names.
 */
export const settingsSchema = z.object({
  CHATWOOT_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  CHATWOOT_ACCOUNT_ID: z.coerce.number().int().positive(),
  CHATWOOT_BOT_TOKEN: secret,
  CHATWOOT_API_TOKEN: secret,
  /** Several at once: the account webhook, each bot and each API inbox have their own, and rotation needs two. */
  CHATWOOT_WEBHOOK_SECRETS: secrets,
  /** Of shop systems; none: nothing is taken from any. */
  SHOP_WEBHOOK_SECRETS: secrets.optional(),
  SHOP_NAME: z.string().min(1).max(100),
  /** IANA, e.g. `Europe/Madrid`: what "today" means in the shop. */
  SHOP_TIMEZONE: z.string().refine(isTimeZone).default('UTC'),
  /** What models may cost; unset = no limit. Days and months are the shop's. */
  SHOP_DAILY_BUDGET_USD: budgetUsd.optional(),
  SHOP_MONTHLY_BUDGET_USD: budgetUsd.optional(),
  /** Of one conversation in a day. */
  SHOP_CONVERSATION_BUDGET_USD: budgetUsd.optional(),
  ANTHROPIC_API_KEY: secret.optional(),
  ANTHROPIC_BASE_URL: httpUrl.optional(),
  OPENAI_API_KEY: secret.optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  /** `provider:model` or `built-in`; unset = by the keys there are (lib/models/selection.ts). */
  MODEL_ROUTER: model.optional(),
  MODEL_EXTRACTION: model.optional(),
  MODEL_CONVERSATION: model.optional(),
  MODEL_FALLBACK: model.optional(),
  MODEL_EMBEDDING: z
    .string()
    .regex(/^(built-in|openai:\S+)$/)
    .optional(),
  MODEL_PRICES: modelPrices.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads settings. Throws BadSetting naming every setting that is missing or unusable; never shows a value. */
export function parseSettings(source: unknown): Settings {
  const parsed = settingsSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the whole object')))];
  throw new BadSetting(
    `Missing or unusable: ${names.join(', ')}. See docs/settings.md for what each must hold.`,
  );
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
