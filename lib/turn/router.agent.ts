import type { Answered, LanguageModel, Utterance } from '../models/llm.ts';
import { ModelFailed } from '../models/model-failed.ts';
import { inLightOf, routeVerdict, settled, type RouteVerdict } from './route.ts';
import { routerPrompt } from './router.prompt.ts';
import type { Shop } from './shop.ts';

export interface QuickRouterDeps {
  /** Rules and closeness: free, at once, and certain about a few things. */
  builtIn: LanguageModel;
  shop: Shop;
  /** BCP 47, or `und` when it cannot be told. */
  languageOf: (text: string) => Promise<string>;
}

export interface RouterDeps extends QuickRouterDeps {
  router: LanguageModel;
}

export interface RouterQuestion {
  text: string;
  history: readonly Utterance[];
  /** Ends when the turn has no more time to wait. */
  signal?: AbortSignal | undefined;
}

/** What the built-in rules say at once. */
export async function quickVerdict(
  deps: QuickRouterDeps,
  question: RouterQuestion,
): Promise<Answered<RouteVerdict>> {
  return inALanguage(deps, question, await askOrGiveUp(deps.builtIn, deps.shop, question));
}

/**
 * The verdict that counts where the rules leave a doubt. The built-in router has spoken already; a provider's is asked,
 * and what the team marked the contact with is read meanwhile. Throws what reading the labels throws.
 */
export async function routed(
  deps: RouterDeps,
  { question, labels }: { question: RouterQuestion; labels: () => Promise<readonly string[]> },
  quick: Answered<RouteVerdict>,
): Promise<Answered<RouteVerdict>> {
  const isAsked = deps.router.id !== deps.builtIn.id;
  const [verdict, marks] = await Promise.all([
    isAsked ? routeWords(deps, question, quick.value) : quick,
    labels(),
  ]);
  return { ...verdict, value: inLightOf(marks, verdict.value) };
}

/** What the router's model says the customer wants. A verdict that cannot be had sends the conversation to a person. */
async function routeWords(
  deps: RouterDeps,
  question: RouterQuestion,
  quick: RouteVerdict,
): Promise<Answered<RouteVerdict>> {
  const answered = await askOrGiveUp(deps.router, deps.shop, question);
  const verdict = settled(answered.value);
  const language = verdict.language === 'und' ? quick.language : verdict.language;
  return inALanguage(deps, question, { ...answered, value: { ...verdict, language } });
}

/** From here on the rules have found words that leave no doubt. */
const noDoubt = 0.95;
const settledByWords: ReadonlySet<RouteVerdict['intent']> = new Set<RouteVerdict['intent']>([
  'human_request',
  'greeting_smalltalk',
]);

/** Whether no model need be asked: a wish for a person and a bare greeting are what their words say ("stop": opt-out.ts). */
export function isCertain({ intent, confidence }: Pick<RouteVerdict, 'intent' | 'confidence'>): boolean {
  return confidence >= noDoubt && settledByWords.has(intent);
}

/** "ok!" has no language of its own: it is in the language of what was said before. */
async function inALanguage(
  { languageOf }: Pick<RouterDeps, 'languageOf'>,
  { history }: RouterQuestion,
  answered: Answered<RouteVerdict>,
): Promise<Answered<RouteVerdict>> {
  if (answered.value.language !== 'und') return answered;
  const said = history.filter(({ from }) => from === 'customer').map(({ text }) => text);
  return { ...answered, value: { ...answered.value, language: await languageOf(said.slice(-5).join('\n')) } };
}

async function askOrGiveUp(
  model: LanguageModel,
  shop: Shop,
  question: RouterQuestion,
): Promise<Answered<RouteVerdict>> {
  try {
    return await model.decide({
      task: 'route',
      prompt: routerPrompt({ shop }),
      ...question,
      records: [],
      schema: routeVerdict,
    });
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return { value: unreadable, model: error.model, usage: error.usage };
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
