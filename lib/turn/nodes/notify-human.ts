import { explain } from '../escalation.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

/** Prepares what a person of the team is told: a private note and a label. It is sent with the answer, not before. */
export function notifyHumanNode() {
  return (state: TurnState): TurnUpdate => ({
    notification: noteFor(state),
    tags: [...new Set([...state.tags, state.escalationReason === null ? 'high_priority' : 'needs_person'])],
  });
}

/** The customer's words are in the conversation already; the note says only what they do not. */
function noteFor(state: TurnState): string {
  const reason =
    state.escalationReason === null
      ? 'High priority; the assistant goes on answering.'
      : explain(state.escalationReason);
  const looked = state.toolsUsed.length === 0 ? '' : ` Looked in: ${state.toolsUsed.join(', ')}.`;
  const facts = `intent ${state.intent}, priority ${state.priority}, sentiment ${state.sentiment.toFixed(2)}, language ${state.language}`;
  return `Frontdesk: ${reason}${looked}\n${state.reason}\n(${facts})`;
}
