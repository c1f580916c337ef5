import type { Answered, LanguageModel, Utterance } from '../models/llm.ts';
import { MalformedInput } from '../runtime/errors.ts';
import { routeVerdict, type RouteVerdict } from './route.ts';

export interface RouterDeps {
  model: LanguageModel;
  /** BCP 47, or `und` when it cannot be told. */
  languageOf: (text: string) => Promise<string>;
}

/** Asks what the customer's words want. A verdict that cannot be read sends the conversation to a person. */
export async function routeWords(
  { model, languageOf }: RouterDeps,
  { text, history }: { text: string; history: readonly Utterance[] },
): Promise<Answered<RouteVerdict>> {
  const answered = await askOrGiveUp(model, { text, history });
  if (answered.value.language !== 'und') return answered;
  // "ok!" has no language of its own: it is in the language of what was said before.
  const said = history
    .filter((utterance) => utterance.from === 'customer')
    .map((utterance) => utterance.text);
  return { ...answered, value: { ...answered.value, language: await languageOf(said.slice(-5).join('\n')) } };
}

async function askOrGiveUp(
  model: LanguageModel,
  question: { text: string; history: readonly Utterance[] },
): Promise<Answered<RouteVerdict>> {
  try {
    return await model.decide({ task: 'route', ...question, schema: routeVerdict });
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    return { value: unreadable, model: model.id, usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 } };
  }
}

/** A wrong answer costs more than a slow one. */
const unreadable: RouteVerdict = {
  intent: 'other',
  priority: 'medium',
  sentiment: 0,
  language: 'und',
  route: 'agent',
  needsHuman: true,
  confidence: 0,
  reason: 'The router gave no readable verdict.',
};
