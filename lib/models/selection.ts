import type { Settings } from '../config/settings.ts';
import { BadSetting } from '../runtime/errors.ts';
import { hasPrice, replacementOf, type Prices } from './prices.ts';

/** What a model is asked for: which route, who the customer is, and the answer itself. */
export type Role = 'router' | 'extraction' | 'conversation';

/** The settings that say which model does what. Of keys it matters only whether they are there. */
export type ModelSettings = Pick<
  Settings,
  | 'ANTHROPIC_API_KEY'
  | 'OPENAI_API_KEY'
  | 'MODEL_ROUTER'
  | 'MODEL_EXTRACTION'
  | 'MODEL_CONVERSATION'
  | 'MODEL_FALLBACK'
  | 'MODEL_EMBEDDING'
  | 'MODEL_PRICES'
>;

/** Which models are asked. */
export interface Selection {
  /** Ids in the order in which they are asked; the last one is always `built-in`. */
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  /** `built-in` or `openai:…`: what products, passages and questions are embedded with. */
  readonly embedding: string;
  readonly warnings: readonly ModelWarning[];
}

/** Something about a chosen model that its shop should know. */
export type ModelWarning =
  | { setting: ModelSetting; model: string; because: 'retired'; replacement: string }
  | { setting: ModelSetting; model: string; because: 'no-price' };

/**
 * Chooses the models. Defaults: routing and extraction by a small model, OpenAI's where its key is; answers by a middle
 * one, Anthropic's where its key is. One failover: MODEL_FALLBACK, or the other vendor's model of the same size where
 * its key is. Throws BadSetting when a model is set whose vendor's key is missing; names settings, never values.
 */
export function selectModels(settings: ModelSettings): Selection {
  refuseMissingKeys(settings);
  const forRole = (role: Role) => chain(settings, role);
  return {
    roles: {
      router: forRole('router'),
      extraction: forRole('extraction'),
      conversation: forRole('conversation'),
    },
    embedding: settings.MODEL_EMBEDDING ?? (has(settings, 'openai') ? defaultEmbedding : builtIn),
    warnings: modelSettings.flatMap((name) =>
      warningsOf(name, settings[name] ?? builtIn, settings.MODEL_PRICES),
    ),
  };
}

/** The vendor of a model's id; undefined for the built-in model, which has none. */
export function vendorOf(model: string): Vendor | undefined {
  return vendors.find((vendor) => model.startsWith(`${vendor}:`));
}

export type Vendor = 'openai' | 'anthropic';

const vendors = ['openai', 'anthropic'] as const;
const keys = { openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY' } as const;
const builtIn = 'built-in';
const defaultEmbedding = 'openai:text-embedding-3-small';

const modelSettings = [
  'MODEL_ROUTER',
  'MODEL_EXTRACTION',
  'MODEL_CONVERSATION',
  'MODEL_FALLBACK',
  'MODEL_EMBEDDING',
] as const;
type ModelSetting = (typeof modelSettings)[number];

const roles = {
  router: { setting: 'MODEL_ROUTER', size: 'small', first: 'openai' },
  extraction: { setting: 'MODEL_EXTRACTION', size: 'small', first: 'openai' },
  conversation: { setting: 'MODEL_CONVERSATION', size: 'middle', first: 'anthropic' },
} as const;

const models = {
  openai: { small: 'openai:gpt-6-luna', middle: 'openai:gpt-6-sol' },
  anthropic: { small: 'anthropic:claude-haiku-5-5', middle: 'anthropic:claude-sonnet-5-5' },
} as const;

function chain(settings: ModelSettings, role: Role): readonly string[] {
  const { setting, size, first } = roles[role];
  const other = otherThan(first);
  const vendor = has(settings, first) ? first : has(settings, other) ? other : undefined;
  const chosen = settings[setting] ?? (vendor === undefined ? builtIn : models[vendor][size]);
  const chosenVendor = vendorOf(chosen);
  // Whoever sets `built-in` wants nobody else to read what customers write.
  if (chosenVendor === undefined) return [builtIn];
  const next = otherThan(chosenVendor);
  const fallback = settings.MODEL_FALLBACK ?? (has(settings, next) ? models[next][size] : builtIn);
  return [...new Set([chosen, fallback, builtIn])];
}

function otherThan(vendor: Vendor): Vendor {
  return vendor === 'openai' ? 'anthropic' : 'openai';
}

function has(settings: ModelSettings, vendor: Vendor): boolean {
  return settings[keys[vendor]] !== undefined;
}

function refuseMissingKeys(settings: ModelSettings): void {
  const problems = vendors.flatMap((vendor) => {
    const wanting = modelSettings.filter((name) => vendorOf(settings[name] ?? builtIn) === vendor);
    if (has(settings, vendor) || wanting.length === 0) return [];
    return [`${keys[vendor]} missing: ${wanting.join(', ')} ${wanting.length === 1 ? 'needs' : 'need'} it`];
  });
  if (problems.length > 0) throw new BadSetting(problems.join('; '));
}

function warningsOf(setting: ModelSetting, model: string, prices: Prices | undefined): ModelWarning[] {
  const replacement = replacementOf(model);
  if (replacement !== undefined) return [{ setting, model, because: 'retired', replacement }];
  if (model === builtIn || hasPrice(model, prices)) return [];
  return [{ setting, model, because: 'no-price' }];
}
