import { phrase, smallTalkPhrase } from '../../models/built-in/phrases.ts';
import type { Utterance } from '../../models/llm.ts';
import { escalationOfVerdict } from '../escalation.ts';
import type { RouteVerdict } from '../route.ts';
import { routeWords, type RouterDeps } from '../router.agent.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

export interface ClassifyDeps extends RouterDeps {
  shopName: string;
}

/** Says what the customer wants, how urgent it is and in which language; fixed replies are chosen right here. */
export function classifyNode(deps: ClassifyDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    const history = utterancesBefore(state);
    const { value: verdict, model, usage } = await routeWords(deps, { text: state.messageContent, history });
    const escalation = onlyAttachments(state.messageContent)
      ? 'cannot-read-attachment'
      : escalationOfVerdict(verdict);
    return {
      intent: verdict.intent,
      priority: verdict.priority,
      sentiment: verdict.sentiment,
      language: verdict.language,
      confidence: verdict.confidence,
      reason: verdict.reason,
      route: verdict.route,
      needsHuman: escalation !== null,
      escalationReason: escalation,
      agentResponse: fixedReply(verdict, state.messageContent, deps.shopName),
      model,
      usage,
      stockAlertRequested: verdict.intent === 'stock_alert',
    };
  };
}

/** The conversation before the words of this turn. */
export function utterancesBefore(state: Pick<TurnState, 'conversationHistory' | 'messageIds'>): Utterance[] {
  const now = new Set(state.messageIds.map((messageId) => `cw:${messageId}`));
  return state.conversationHistory
    .filter((entry) => !now.has(entry.id))
    .map(({ from, text }) => ({ from, text }));
}

/** Below this the built-in router is right in 13 of 44 cases only (evals/routing): too little for a canned answer. */
const leastConfidence = 0.7;

/** What needs neither the shop's data nor a person. */
function fixedReply(
  { intent, language, confidence }: RouteVerdict,
  text: string,
  shopName: string,
): string | null {
  if (confidence < leastConfidence) return null;
  if (intent === 'greeting_smalltalk') return phrase(smallTalkPhrase(text), language, { shopName });
  if (intent === 'opt_out') return phrase('opt_out_confirmed', language, { shopName });
  return null;
}

/** Words are `[image]`, `[audio]` … when the customer sent only files. */
function onlyAttachments(text: string): boolean {
  return /^(\[[a-z_]+\]\s*)+$/u.test(text);
}
