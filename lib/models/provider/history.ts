import type { Utterance } from '../llm.ts';

/** So many characters of a conversation's past are sent at most: some 8,000 tokens. */
export const longestHistory = 30_000;

/** What is left out grows by steps of this, so that most turns begin with the same bytes as the one before. */
const step = 10_000;

/**
 * The newest part of a conversation that fits, in whole messages. Once it is too long as much more is left out as fills
 * the step: a beginning that moved with every message would never be found in a provider's cache.
 */
export function recentHistory(history: readonly Utterance[]): readonly Utterance[] {
  const total = history.reduce((sum, { text }) => sum + text.length, 0);
  const leftOut = Math.ceil(Math.max(0, total - longestHistory) / step) * step;
  let before = 0;
  const first = history.findIndex(({ text }) => {
    const begins = before;
    before += text.length;
    return begins >= leftOut;
  });
  return first === -1 ? [] : history.slice(first);
}
