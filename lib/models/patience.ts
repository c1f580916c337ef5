/** How long a model may take before somebody else is asked. Milliseconds. */
export interface Patience {
  decideMs: number;
  /** One conversation with all its rounds, tools included. */
  converseMs: number;
}

/** A customer waits for the sum of them: a decision, an answer, and once more with another model when one hangs. */
export const patience: Patience = { decideMs: 8_000, converseMs: 25_000 };

/** How often a model may ask for tools before it must have answered. */
export const mostToolRounds = 5;

/** Quick stumbles (429, 5xx, a lost connection) are tried once more by the SDK, within the time above. */
export const quickRetries = 1;

/** A provider that wants a longer pause than this before a retry is not waited for: another model answers sooner. */
export const longestRetryPauseMs = 2_000;

/** Longest answers in tokens, thinking included. What is cut off there counts as no answer. */
export const longestAnswer = { decide: 2_000, converse: 4_000 };
