import vader from 'vader-sentiment';
import { allLexicons, lexiconOf, occurs, supported } from './lexicons/reading.ts';
import type { Phrase, ReadyLexicon } from './lexicons/reading.ts';
import { plain, readable } from './text.ts';

/** What one word of feeling weighs, and how fast more of them stop mattering: the scale of VADER. */
const wordWeight = 2.5;
const damping = 15;

/** Words before a word of feeling that may turn it round: "no está mal". */
const negationReach = 3;

const longestWord = 30;
const mostWords = 200;

/**
 * How the customer feels, -1 (angry) … 1 (delighted). English by VADER; other languages by their own short lists of
 * words, with negation; a text of unknown language by whichever list speaks loudest.
 */
export function sentimentOf(text: string, language: string): number {
  const known = supported(language);
  if (known === 'en') return english(text);
  const folded = plain(text);
  if (known !== undefined) return byWords(folded, lexiconOf(known));
  const all = [english(text), ...allLexicons().map((lexicon) => byWords(folded, lexicon))];
  return all.reduce((loudest, one) => (Math.abs(one) > Math.abs(loudest) ? one : loudest), 0);
}

/** VADER's test for capitals takes cubic time in the length of a word, so it is given words of ordinary length only. */
function english(text: string): number {
  const spoken = readable(text)
    .split(/\s+/u)
    .filter((word) => word.length <= longestWord)
    .slice(0, mostWords);
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(spoken.join(' '));
  return Number.isFinite(compound) ? Math.max(-1, Math.min(1, compound)) : 0;
}

function byWords(folded: string, lexicon: ReadyLexicon): number {
  const sum = weigh(folded, lexicon.positive, lexicon, 1) + weigh(folded, lexicon.negative, lexicon, -1);
  return sum === 0 ? 0 : round(sum / Math.sqrt(sum * sum + damping));
}

function weigh(folded: string, list: readonly Phrase[], { negations }: ReadyLexicon, sign: 1 | -1): number {
  let sum = 0;
  for (const phrase of list) {
    if (!occurs(folded, phrase)) continue;
    const before = folded
      .slice(0, folded.indexOf(phrase.parts[0] ?? ''))
      .split(' ')
      .slice(-negationReach);
    const negated = before.some((word) => negations.has(word));
    sum += sign * wordWeight * (negated ? -0.5 : 1);
  }
  return sum;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
