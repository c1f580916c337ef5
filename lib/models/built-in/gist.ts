import { lexiconsFor } from './routing-rules.ts';
import { supported } from './lexicons/reading.ts';
import { words } from './text.ts';

/** Shortest part of a compound: `eichen|lampe`, but not `ei|chen`. */
const shortestPart = 4;

/**
 * The text as an English reader of our glossary would take it down: known words translated, the others kept. English is
 * returned as it is. Good enough for the English embedding model to find the matter, not for anybody to read.
 */
export function gistOf(text: string, language: string): string {
  if (supported(language) === 'en') return text;
  const glosses = lexiconsFor(language).map(({ gloss }) => gloss);
  return words(text)
    .map((word) => meaningOf(word, glosses) ?? word)
    .join(' ');
}

function meaningOf(word: string, glosses: readonly ReadonlyMap<string, string>[]): string | undefined {
  for (const gloss of glosses) {
    const meaning = gloss.get(word) ?? compoundMeaning(word, gloss);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** `eichenlampe` is not in any glossary, `eichen` and `lampe` are. */
function compoundMeaning(word: string, gloss: ReadonlyMap<string, string>): string | undefined {
  for (let at = shortestPart; at <= Math.min(word.length - shortestPart, 20); at += 1) {
    const first = gloss.get(word.slice(0, at));
    const second = gloss.get(word.slice(at));
    if (first !== undefined && second !== undefined) return `${first} ${second}`;
  }
  return undefined;
}
