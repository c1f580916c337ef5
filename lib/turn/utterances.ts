import type { Utterance } from '../models/llm.ts';
import type { TurnState } from './state.ts';

/** A customer may paste a book; what they want stands at its beginning. */
const longestText = 6000;
const longestUtterance = 2000;

/** What a model is shown of a turn: the unanswered words, and the conversation before them. */
export function questionOf(state: Pick<TurnState, 'messageContent' | 'conversationHistory' | 'messageIds'>): {
  text: string;
  history: Utterance[];
} {
  const now = new Set(state.messageIds.map((messageId) => `cw:${messageId}`));
  const history = state.conversationHistory
    .filter((entry) => !now.has(entry.id))
    .map(({ from, text }) => ({ from, text: text.slice(0, longestUtterance) }));
  return { text: state.messageContent.slice(0, longestText), history };
}
