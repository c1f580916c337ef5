import { once } from '../../runtime/once.ts';
import { allLexicons } from './lexicons/reading.ts';
import { readable, words } from './text.ts';

/** Below this many words a detector by letter groups guesses: `danke` is Dutch to it, `no` Portuguese. */
const sentenceWords = 4;

/** Smallest lead over the second language that counts, in the detector's scale of 0 to 1. */
const clearLead = 0.02;

/** How sure our own word lists must be to overrule the detector. */
const clearVote = 1;

const detector = once(async () => (await import('eld/extrasmall')).eld);

/** Loads the detector (about 1 MB of letter groups), so that the first customer does not wait for it. */
export async function warmLanguages(): Promise<void> {
  await detector();
}

/**
 * The language of a text as a two-letter tag, or `und` where it cannot be told. Whole sentences are told apart by their
 * letter groups; one to three words only if our word lists know them, since a wrong language is worse than none.
 */
export async function detectLanguage(text: string): Promise<string> {
  const spoken = words(withoutAddresses(text)).filter((word) => /^\p{L}+$/u.test(word));
  if (spoken.length === 0) return 'und';
  const vote = voteOf(spoken);
  const guess = await guessOf(text);
  if (guess === undefined) return vote.lead >= clearVote ? vote.language : 'und';
  if (spoken.length >= sentenceWords || !/^[\p{Script=Latin}]+$/u.test(spoken.join('')))
    return weigh(guess, vote);
  if (vote.lead >= clearVote || (vote.lead > 0 && vote.language === guess.language)) return vote.language;
  return 'und';
}

interface Guess {
  language: string;
  lead: number;
}

/** The detector's guess, unless our own lists are sure of another language or the guess is none. */
function weigh(guess: Guess, vote: Guess): string {
  if (guess.language === vote.language) return guess.language;
  if (vote.lead >= 2 * clearVote) return vote.language;
  return guess.lead >= clearLead ? guess.language : 'und';
}

async function guessOf(text: string): Promise<Guess | undefined> {
  const result = (await detector()).detect(withoutAddresses(text));
  if (result.language === '') return undefined;
  const [first = 0, second = 0] = Object.values(result.getScores()).sort((a, b) => b - a);
  return { language: result.language, lead: first - second };
}

/** Counts words each language knows; a word of several languages counts for each of them by its share. */
function voteOf(spoken: readonly string[]): Guess {
  const votes = new Map<string, number>();
  for (const word of new Set(spoken)) {
    const knowing = allLexicons().filter(({ vocabulary }) => vocabulary.has(word));
    for (const { language } of knowing) votes.set(language, (votes.get(language) ?? 0) + 1 / knowing.length);
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  if (first === undefined) return { language: 'und', lead: 0 };
  return { language: first[0], lead: first[1] - (second?.[1] ?? 0) };
}

/** Links and mail addresses look English whatever the sentence around them. */
function withoutAddresses(text: string): string {
  return readable(text)
    .split(/\s+/u)
    .filter((word) => !/@|:\/\/|^www\./u.test(word))
    .join(' ');
}
