import { escalationOfDraft } from '../escalation.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/** Stops an answer that is missing, too loose or not backed by the shop's records: a person takes over. */
export function checkEscalationNode() {
  return (state: TurnState): TurnUpdate => {
    const { agentResponse: text, answerConfidence: confidence } = state;
    const { unsupportedFacts, wrongLanguage, escalationReason } = state;
    // What looks like spam and asks nothing we know stays unanswered; the worklist shows it to a person.
    if (state.intent === 'spam' && text === null && escalationReason === null) return {};
    const reason =
      escalationReason ??
      escalationOfDraft({ text, confidence, unsupportedFacts, wrongLanguage }) ??
      (isUnheeded(state) ? 'needs-action' : null);
    return reason === null ? {} : { escalationReason: reason, needsHuman: true, wishes: [] };
  };
}

/** They asked to be told, and the answer neither notes it, nor asks which product, nor says that it is there. */
function isUnheeded({ stockAlertRequested, wishes, asksBack, stockProduct }: TurnState): boolean {
  return stockAlertRequested && wishes.length === 0 && !asksBack && (stockProduct?.stock ?? 0) === 0;
}
