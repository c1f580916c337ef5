import { escalationOfDraft, type EscalationReason } from '../escalation.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/** Stops an answer that is missing, too loose or not backed by the shop's records: a person takes over. */
export function checkEscalationNode() {
  return (state: TurnState): TurnUpdate => {
    const { agentResponse: text, escalationReason } = state;
    // What looks like spam and asks nothing we know stays unanswered; the worklist shows it to a person.
    if (state.intent === 'spam' && text === null && escalationReason === null) return {};
    const reason = escalationReason ?? draftEscalation(state) ?? (isUnheeded(state) ? 'needs-action' : null);
    return reason === null ? {} : { escalationReason: reason, needsHuman: true, wishes: [] };
  };
}

/** What the built-in model cannot answer while a budget is used up is the budget's fault, and the team is told so. */
function draftEscalation(state: TurnState): EscalationReason | null {
  const { agentResponse: text, answerConfidence: confidence, unsupportedFacts, wrongLanguage, turn } = state;
  const reason = escalationOfDraft({ text, confidence, unsupportedFacts, wrongLanguage });
  return reason === null ? null : (turn.limit ?? reason);
}

/** They asked to be told, and the answer neither notes it, nor asks which product, nor says that it is there. */
function isUnheeded({ stockAlertRequested, wishes, asksBack, stockProduct }: TurnState): boolean {
  return stockAlertRequested && wishes.length === 0 && !asksBack && (stockProduct?.stock ?? 0) === 0;
}
