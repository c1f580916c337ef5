import { escalationOfDraft } from '../escalation.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/** Stops an answer that is missing, too loose or not backed by the shop's records: a person takes over. */
export function checkEscalationNode() {
  return (state: TurnState): TurnUpdate => {
    const { agentResponse: text, answerConfidence: confidence, unsupportedFacts } = state;
    // What looks like spam and asks nothing we know stays unanswered; the worklist shows it to a person.
    if (state.intent === 'spam' && text === null && state.escalationReason === null) return {};
    const reason = state.escalationReason ?? escalationOfDraft({ text, confidence, unsupportedFacts });
    return reason === null ? {} : { escalationReason: reason, needsHuman: true };
  };
}
