import { z } from 'zod';
import { selectModels } from '../models/selection.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { BadSetting } from '../runtime/errors.ts';
import { settingsSchema, type Settings } from './settings.ts';

export interface SettingsApiDeps {
  readonly settings: () => Promise<Settings>;
}

const ids = z.array(z.string());

/** The settings as they are told: of a secret only whether it is set. */
export const settingsTold = z.strictObject({
  shop: z.strictObject({ name: z.string(), timeZone: z.string() }),
  chatwoot: z.strictObject({ url: z.string(), accountId: z.number().int() }),
  /** What models may cost, US dollars; null = no limit. Days and months are the shop's. */
  budgets: z.strictObject({
    dailyUsd: z.number().nullable(),
    monthlyUsd: z.number().nullable(),
    conversationUsd: z.number().nullable(),
  }),
  /** By its name: whether it is set. */
  secrets: z.record(z.string(), z.boolean()),
  /** Who is asked, in this order; null while the settings do not fit together. */
  models: z
    .strictObject({ router: ids, extraction: ids, conversation: ids, embedding: z.string() })
    .nullable(),
  warnings: z.array(
    z.strictObject({
      setting: z.string(),
      model: z.string(),
      because: z.enum(['retired', 'no-price']),
      replacement: z.string().nullable(),
    }),
  ),
  /** What does not fit together, by the names of the settings. */
  problem: z.string().nullable(),
});

const readSettings = route({
  method: 'GET',
  path: '/api/settings',
  role: 'viewer',
  summary:
    'What is set, and which models are asked. Of a secret it is told whether it is set, never its value.',
  params: nothing,
  query: nothing,
  body: noBody,
  answers: { 200: settingsTold },
  async run({ settings }: SettingsApiDeps) {
    const from = await settings();
    const body = {
      shop: { name: from.SHOP_NAME, timeZone: from.SHOP_TIMEZONE },
      chatwoot: { url: from.CHATWOOT_URL, accountId: from.CHATWOOT_ACCOUNT_ID },
      budgets: {
        dailyUsd: from.SHOP_DAILY_BUDGET_USD ?? null,
        monthlyUsd: from.SHOP_MONTHLY_BUDGET_USD ?? null,
        conversationUsd: from.SHOP_CONVERSATION_BUDGET_USD ?? null,
      },
      secrets: whichAreSet(from),
      ...chosen(from),
    };
    return { status: 200, body };
  },
});

export const settingsRoutes = [readSettings];

function whichAreSet(settings: Settings): Record<string, boolean> {
  const set = new Map(Object.entries(settings).filter(([, value]) => value !== undefined));
  const secrets = Object.keys(settingsSchema.shape).filter((name) => /_(TOKEN|KEY|SECRETS)$/.test(name));
  return Object.fromEntries(secrets.map((name) => [name, set.has(name)]));
}

/** A model that is set without its vendor's key makes the whole choice unusable: the shop goes on with the one before. */
function chosen(settings: Settings): Pick<z.infer<typeof settingsTold>, 'models' | 'warnings' | 'problem'> {
  try {
    const { roles, embedding, warnings } = selectModels(settings);
    const { router, extraction, conversation } = roles;
    return {
      models: {
        router: [...router],
        extraction: [...extraction],
        conversation: [...conversation],
        embedding,
      },
      warnings: warnings.map((warning) => ({
        ...{ setting: warning.setting, model: warning.model, because: warning.because },
        replacement: warning.because === 'retired' ? warning.replacement : null,
      })),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    return { models: null, warnings: [], problem: error.message };
  }
}
