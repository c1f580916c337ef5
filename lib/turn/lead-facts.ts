import type { Words } from '../conversation/words.ts';

/** One thing a customer said about themselves. */
export interface StatedFact {
  field: 'email' | 'phone';
  value: string;
  messageId: number;
}

// Bounded on both sides, so that no input makes them slow.
const emailPattern = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/gu;
const phonePattern = /\+\d(?:[\s().-]?\d){7,14}/gu;

/** More are a list, not their own; each is kept in the ledger, which has an end. */
const mostFacts = 20;

/** E-mail addresses and international phone numbers in the customer's own words, the last twenty. Nothing is guessed. */
export function factsStatedIn(words: readonly Words[]): StatedFact[] {
  const stated = words.flatMap(({ messageId, text }) => [
    ...matches(text, emailPattern).map((value) => ({
      field: 'email' as const,
      value: value.toLowerCase(),
      messageId,
    })),
    ...matches(text, phonePattern).map((value) => ({
      field: 'phone' as const,
      value: `+${value.replace(/\D/gu, '')}`,
      messageId,
    })),
  ]);
  return stated.slice(-mostFacts);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([match]) => match))];
}
