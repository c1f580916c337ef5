import { settingsSchema } from '../lib/config/settings.ts';
import { pricesFoundOn } from '../lib/models/prices.ts';
import { type ModelWarning, type Selection, selectModels } from '../lib/models/selection.ts';
import { BadSetting } from '../lib/runtime/errors.ts';

/** Which models the settings choose, as far as a person who starts the system must know. */
export interface ModelChoice {
  /** What products and passages are embedded with: `built-in` or `openai:…`. */
  embedding: string;
  /** Who answers, in one line for a person. */
  answering: string;
  problems: readonly string[];
  warnings: readonly string[];
}

/** What the deployed functions would choose, by the same rules. Settings of a wrong form choose nothing. */
export function modelChoice(given: Readonly<Record<string, string | undefined>>): ModelChoice {
  const parsed = ofModels.safeParse(withoutBlanks(given));
  const nothing = { embedding: 'built-in', answering: 'built-in', problems: [], warnings: [] };
  if (!parsed.success) return nothing;
  let selection: Selection;
  try {
    selection = selectModels(parsed.data);
  } catch (error) {
    if (error instanceof BadSetting) return { ...nothing, problems: [error.message] };
    throw error;
  }
  const hasKey = parsed.data.ANTHROPIC_API_KEY !== undefined || parsed.data.OPENAI_API_KEY !== undefined;
  return {
    embedding: selection.embedding,
    answering: hasKey ? whoAnswers(selection) : 'built-in (no key set)',
    problems: [],
    warnings: selection.warnings.map(sentence),
  };
}

function whoAnswers({ roles, embedding }: Selection): string {
  const [answers = 'built-in'] = roles.conversation;
  const [routing = 'built-in'] = roles.router;
  const then = answers === 'built-in' && routing === 'built-in' ? '' : ', then built-in';
  return `answers ${answers}, routing ${routing}${then}; embeddings ${embedding}`;
}

const ofModels = settingsSchema.pick({
  ANTHROPIC_API_KEY: true,
  OPENAI_API_KEY: true,
  MODEL_ROUTER: true,
  MODEL_EXTRACTION: true,
  MODEL_CONVERSATION: true,
  MODEL_FALLBACK: true,
  MODEL_EMBEDDING: true,
  MODEL_PRICES: true,
});

/** An empty variable means an unset one. */
function withoutBlanks(given: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function sentence(warning: ModelWarning): string {
  const { setting, model } = warning;
  switch (warning.because) {
    case 'retired':
      return `${setting}: ${model} is shut down or will be soon. Set ${warning.replacement}, or leave it unset.`;
    case 'no-price':
      return `${setting}: the price of ${model} is not known (prices of ${pricesFoundOn}), so it is reckoned as the dearest that is. MODEL_PRICES can hold it.`;
  }
}
