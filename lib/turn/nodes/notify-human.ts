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
  const { escalationReason, toolsUsed, intent, priority, sentiment, language } = state;
  const lines = [
    escalationReason === null
      ? 'High priority. The assistant goes on answering; please keep an eye on it.'
      : `${explain(escalationReason)} Please take over.`,
    state.reason,
    toolsUsed.length === 0 ? '' : `Looked it up with ${toolsUsed.join(' and ')}.`,
    `Intent ${intent}, priority ${priority}, sentiment ${sentiment.toFixed(1)}, language ${language}.`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
