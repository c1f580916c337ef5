import type { BudgetReason } from '../limits/breaker.ts';
import type { ConversationLimit } from '../limits/pace.ts';
import type { RouteVerdict } from './route.ts';

/** Why a person must take over. A closed list: it goes into logs, notes and the worklist. */
export type EscalationReason =
  | 'asked-for-a-person'
  | 'complaint'
  | 'abuse'
  | 'needs-action'
  | 'does-not-know'
  | 'unsure'
  | 'unsupported-fact'
  | 'wrong-language'
  | 'cannot-book'
  | 'shop-data-unavailable'
  | 'cannot-read-attachment'
  | 'window-closed'
  | 'not-delivered'
  | 'refused'
  | 'failure'
  | BudgetReason
  | ConversationLimit;

/** Below this an answer is a guess, and a wrong answer costs more than a slow one. */
const leastConfidence = 0.5;

/** Why the router's verdict alone calls for a person; null when the assistant may go on. */
export function escalationOfVerdict(
  verdict: Pick<RouteVerdict, 'needsHuman' | 'intent'>,
): EscalationReason | null {
  if (!verdict.needsHuman) return null;
  if (verdict.intent === 'human_request') return 'asked-for-a-person';
  if (verdict.intent === 'complaint') return 'complaint';
  if (verdict.intent === 'abuse') return 'abuse';
  if (verdict.intent === 'appointment') return 'cannot-book';
  return 'needs-action';
}

/** Why a drafted answer must not go out; null when it may. */
export function escalationOfDraft(draft: {
  text: string | null;
  confidence: number;
  unsupportedFacts: readonly string[];
  wrongLanguage: boolean;
}): EscalationReason | null {
  if (draft.text === null || draft.text.trim() === '') return 'does-not-know';
  if (draft.unsupportedFacts.length > 0) return 'unsupported-fact';
  if (draft.wrongLanguage) return 'wrong-language';
  if (draft.confidence < leastConfidence) return 'unsure';
  return null;
}

/** The reason in words, for the shop's staff. */
export function explain(reason: EscalationReason): string {
  return explanations[reason];
}

const explanations: Record<EscalationReason, string> = {
  'asked-for-a-person': 'The customer asked for a person.',
  complaint: 'The customer complains.',
  abuse: 'The customer is abusive; please decide how to go on.',
  'needs-action': 'The customer needs something done that only the team can do.',
  'does-not-know': "The shop's products and knowledge have no answer to this.",
  unsure: 'The best answer found fits too loosely to send it.',
  'unsupported-fact': 'The drafted answer stated something no record of the shop shows, so it was not sent.',
  'wrong-language': 'The drafted answer was not in the language of the customer, so it was not sent.',
  'cannot-book': 'The customer wants an appointment, which the assistant cannot make yet.',
  'shop-data-unavailable': "The shop's data could not be read just now.",
  'cannot-read-attachment': 'The customer sent something that the assistant cannot read.',
  'window-closed': "The channel's messaging window is closed: only a template can be sent.",
  'not-delivered': 'The channel did not deliver the answer to the customer.',
  refused: 'Chatwoot refused to send the answer.',
  failure: 'Answering failed repeatedly for a technical reason.',
  'daily-budget': "Today's budget for models is used up, and the built-in model cannot answer this.",
  'monthly-budget': "This month's budget for models is used up, and the built-in model cannot answer this.",
  'conversation-budget':
    'The models of this conversation have cost what one conversation may cost in a day (SHOP_CONVERSATION_BUDGET_USD).',
  'too-many-answers':
    'The assistant answered this customer far more often than anybody reads: perhaps a robot is on the other side. It is silent until the conversation is released.',
  'repeated-words':
    'The same message came again after every answer: perhaps a robot is on the other side. The assistant is silent until the conversation is released.',
};
