import type { LanguageModel, ToolCall, Utterance } from '../models/llm.ts';
import { ModelFailed } from '../models/model-failed.ts';
import { UpstreamUnavailable } from '../runtime/errors.ts';
import {
  draftAnswer,
  type ConversationAgentDeps,
  type ConversationQuestion,
  type Draft,
} from './conversation.agent.ts';
import type { RouteVerdict } from './route.ts';

/**
 * What was begun before the router's model had spoken, so that the customer waits for one model and not for two:
 * the look into the shop's records, and, where the quick router is sure that the agent answers, the answer itself.
 */
export interface HeadStart {
  /** Undefined when the shop's data could not be read. */
  lookedUp: Promise<readonly ToolCall[] | undefined>;
  draft: EarlyDraft | undefined;
}

interface EarlyDraft {
  /** What it was drafted in; another language needs another draft. */
  language: string;
  /** Rejects as draftAnswer does; whoever drops it cancels it. */
  answer: Promise<Draft>;
  cancel: () => void;
}

export interface HeadStartDeps extends ConversationAgentDeps {
  builtIn: LanguageModel;
  router: LanguageModel;
}

/** What the agent answers whatever the priority; with any other intent an early answer would mostly be in vain. */
const answeredByAgent: ReadonlySet<RouteVerdict['intent']> = new Set<RouteVerdict['intent']>([
  'product_inquiry',
  'purchase_intent',
  'faq',
]);

/** How sure the quick router must be that the agent answers; evals/routing says how often it is right. */
const sureEnough = 0.8;

/** Begins what can be begun. The built-in model looks things up itself and answers at once: it needs no head start. */
export function headStart(
  deps: HeadStartDeps,
  question: Omit<ConversationQuestion, 'lookedUp' | 'language' | 'alertWanted'>,
  quick: RouteVerdict,
): HeadStart {
  if (deps.conversation.id === deps.builtIn.id) return { lookedUp: Promise.resolve([]), draft: undefined };
  const lookedUp = lookUp(deps, question);
  // Not every verdict leads to an answer that waits for it.
  lookedUp.catch(() => undefined);
  const isWaited = deps.router.id !== deps.builtIn.id;
  const isSure = quick.confidence >= sureEnough && answeredByAgent.has(quick.intent) && !quick.needsHuman;
  if (!isWaited || !isSure || quick.language === 'und') return { lookedUp, draft: undefined };
  const abort = new AbortController();
  const answer = lookedUp.then((calls) => {
    if (abort.signal.aborted) throw new ModelFailed(deps.conversation.id, 'cancelled');
    const { language } = quick;
    return draftAnswer(deps, {
      ...question,
      ...{ language, alertWanted: false, lookedUp: calls, signal: bothOf(abort.signal, question.signal) },
    });
  });
  // It may be dropped before anybody looks at it.
  answer.catch(() => undefined);
  return { lookedUp, draft: { language: quick.language, answer, cancel: () => abort.abort() } };
}

function bothOf(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given === undefined ? own : AbortSignal.any([own, given]);
}

/** The first look, which nearly every answer needs: products and knowledge for the customer's own words. */
async function lookUp(
  { products, knowledge }: ConversationAgentDeps,
  question: { text: string; history: readonly Utterance[] },
): Promise<readonly ToolCall[] | undefined> {
  const query = queryOf(question);
  if (query === '') return [];
  try {
    const [found, passages] = await Promise.all([products(query), knowledge(query)]);
    return [
      { name: 'search_products', input: { query }, result: { items: found } },
      { name: 'search_knowledge', input: { query }, result: { items: passages } },
    ];
  } catch (error) {
    if (error instanceof UpstreamUnavailable) return undefined;
    throw error;
  }
}

const fewWords = 5;
const longestQuery = 500;

/** "And in green?" says nothing without what was asked before. */
function queryOf({ text, history }: { text: string; history: readonly Utterance[] }): string {
  const before = history.findLast(({ from }) => from === 'customer')?.text ?? '';
  const isShort = text.trim().split(/\s+/u).length < fewWords;
  return (isShort ? `${before} ${text}` : text).trim().slice(0, longestQuery);
}
