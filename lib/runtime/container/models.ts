import type { Secret } from '../../config/secret.ts';
import type { Settings } from '../../config/settings.ts';
import { anthropicModel } from '../../models/anthropic/anthropic-model.ts';
import { builtInModel, warmBuiltIn } from '../../models/built-in/built-in-model.ts';
import { builtInEmbeddings } from '../../models/built-in/embeddings.ts';
import { failover } from '../../models/failover.ts';
import type { EmbeddingModel, LanguageModel } from '../../models/llm.ts';
import { openAiEmbeddings } from '../../models/openai/embeddings.ts';
import { openAiModel } from '../../models/openai/openai-model.ts';
import { metered, type Paid } from '../../models/metered.ts';
import { costsWith, type Prices } from '../../models/prices.ts';
import { questionEmbeddings } from '../../models/question-embeddings.ts';
import { restingVendors, type Resting } from '../../models/resting.ts';
import { selectModels, vendorOf, type Role } from '../../models/selection.ts';
import { BadSetting } from '../errors.ts';
import { failureOf, type Log } from '../telemetry.ts';

/** Who is asked for what. */
export interface Models {
  readonly router: LanguageModel;
  readonly extraction: LanguageModel;
  readonly conversation: LanguageModel;
  /** For questions: the vector of a text that is asked for twice at once is made once. Throws BadSetting. */
  readonly embeddings: () => Promise<EmbeddingModel>;
  readonly builtIn: LanguageModel;
  /** Loads weights and word lists, and says what is wrong with the settings. Throws BadSetting. */
  readonly warm: () => Promise<void>;
}

interface FromSettings {
  settings: () => Promise<Settings>;
  /** Told of everything that has to be paid for. */
  paid: Paid;
  log: Log;
}

/**
 * The models as the settings choose them at each question: a rotated key needs no restart. They throw BadSetting when a
 * model is set whose vendor's key is missing.
 */
export function modelsFrom({ settings, paid, log }: FromSettings): Models {
  const own = builtInEmbeddings();
  const builtIn = builtInModel({ embeddings: own });
  const resting = restingVendors(milliseconds);
  const { current, last } = followed({ settings, log }, (from) => {
    const { warnings, ...chosen } = chosenBy(from, { log, paid, own, builtIn, resting });
    for (const { setting, model, because } of warnings)
      log({ event: 'model.setting', setting, model, because });
    return chosen;
  });
  const following = (role: Role): LanguageModel => ({
    /** What the settings chose when they were read last; the role's name before they were. */
    get id() {
      return last()?.models[role].id ?? role;
    },
    decide: async (question) => (await current()).models[role].decide(question),
    converse: async (request) => (await current()).models[role].converse(request),
  });
  return {
    router: following('router'),
    extraction: following('extraction'),
    conversation: following('conversation'),
    embeddings: async () => (await current()).embeddings,
    builtIn,
    warm: async () => {
      await Promise.all([warmBuiltIn({ embeddings: own }), current()]);
    },
  };
}

/**
 * The embeddings as the settings choose them, for who needs no other model: products and articles that are saved, and
 * the background. Throws BadSetting when their vendor's key is missing.
 */
export function embeddingsFrom({ settings, paid, log }: FromSettings): () => Promise<EmbeddingModel> {
  const own = builtInEmbeddings();
  const { current } = followed({ settings, log }, (from) =>
    embeddingsOf(selectModels(from).embedding, { from, log, paid, own }),
  );
  return current;
}

interface Followed<T> {
  current: () => Promise<T>;
  /** What was built last; undefined before the settings were read. */
  last: () => T | undefined;
}

const milliseconds = () => performance.now();

/**
 * What is built from settings, until those of the models are others. New ones that do not fit together are not taken: a
 * shop goes on answering with those it had.
 */
function followed<T>(
  { settings, log }: Omit<FromSettings, 'paid'>,
  build: (from: Settings) => T,
): Followed<T> {
  let built: { from: Settings; parts: T } | undefined;
  const current = async () => {
    const from = await settings();
    // Settings are read again every few minutes; connections and what is known of outages outlive that.
    if (built !== undefined && sameModels(built.from, from)) return built.parts;
    try {
      built = { from, parts: build(from) };
    } catch (error) {
      if (built === undefined || !(error instanceof BadSetting)) throw error;
      log({ event: 'settings.kept', failure: failureOf(error) });
      built = { from, parts: built.parts };
    }
    return built.parts;
  };
  return { current, last: () => built?.parts };
}

const settingsOfModels = [
  'MODEL_ROUTER',
  'MODEL_EXTRACTION',
  'MODEL_CONVERSATION',
  'MODEL_FALLBACK',
  'MODEL_EMBEDDING',
  'ANTHROPIC_BASE_URL',
  'OPENAI_BASE_URL',
] as const;

function sameModels(a: Settings, b: Settings): boolean {
  return (
    settingsOfModels.every((name) => a[name] === b[name]) &&
    a.ANTHROPIC_API_KEY?.reveal() === b.ANTHROPIC_API_KEY?.reveal() &&
    a.OPENAI_API_KEY?.reveal() === b.OPENAI_API_KEY?.reveal() &&
    JSON.stringify(a.MODEL_PRICES) === JSON.stringify(b.MODEL_PRICES)
  );
}

interface Parts {
  log: Log;
  paid: Paid;
  own: EmbeddingModel;
  builtIn: LanguageModel;
  resting: Resting;
}

function chosenBy(from: Settings, { log, paid, own, builtIn, resting }: Parts) {
  const { roles, embedding, warnings } = selectModels(from);
  const made = new Map<string, LanguageModel>();
  const model = (id: string): LanguageModel => {
    const known = made.get(id) ?? metered(providerModel(id, { from, log }), paid);
    made.set(id, known);
    return known;
  };
  const inARow = (ids: readonly string[]): LanguageModel => {
    const [first, ...others] = [...ids.filter((id) => id !== builtIn.id).map(model), builtIn];
    return others.length === 0
      ? builtIn
      : failover({ models: [first, ...others], log, now: milliseconds, resting });
  };
  return {
    models: {
      router: inARow(roles.router),
      extraction: inARow(roles.extraction),
      conversation: inARow(roles.conversation),
    },
    embeddings: questionEmbeddings(embeddingsOf(embedding, { from, log, paid, own }), { now: milliseconds }),
    warnings,
  };
}

function providerModel(id: string, { from, log }: { from: Settings; log: Log }): LanguageModel {
  const vendor = vendorOf(id);
  switch (vendor) {
    case 'anthropic':
      return anthropicModel({
        ...access(id, from.ANTHROPIC_API_KEY, from),
        baseUrl: from.ANTHROPIC_BASE_URL,
        log,
      });
    case 'openai':
      return openAiModel({ ...access(id, from.OPENAI_API_KEY, from), baseUrl: from.OPENAI_BASE_URL, log });
    case undefined:
      throw new BadSetting('A model is set that no vendor has. docs/settings.md says how models are named.');
  }
}

function embeddingsOf(
  id: string,
  { from, log, paid, own }: { from: Settings; log: Log; paid: Paid; own: EmbeddingModel },
): EmbeddingModel {
  if (vendorOf(id) === undefined) return own;
  return openAiEmbeddings({
    ...access(id, from.OPENAI_API_KEY, from),
    baseUrl: from.OPENAI_BASE_URL,
    paid,
    log,
  });
}

/** What a vendor's client needs; selectModels has seen to it that the key is there. */
function access(
  id: string,
  apiKey: Secret | undefined,
  { MODEL_PRICES }: { MODEL_PRICES?: Prices | undefined },
) {
  if (apiKey === undefined)
    throw new BadSetting('A model is set whose key is missing. docs/settings.md has both.');
  return { modelId: id.slice(id.indexOf(':') + 1), apiKey, costOf: costsWith(MODEL_PRICES) };
}
