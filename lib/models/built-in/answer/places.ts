import { languages } from '../lexicons/lexicon.ts';
import { readable, words } from '../text.ts';
import { matches, stemsOf } from './terms.ts';
import type { Stems, Term } from './terms.ts';

/**
 * Whether an answer leaves out a place or a name that was asked about: a price for Spain is none for Japan, however close
 * the questions are.
 */
export function leavesOut(
  { terms, names }: { terms: readonly Term[]; names: Stems },
  answer: string,
): boolean {
  const told = stemsOf(answer);
  return terms.some(
    (term) => term.forms.some((form) => names.has(form) || countries().has(form)) && !matches(term, told),
  );
}

/** What is written as a name: a capital within a sentence. German writes every noun so, so there it says nothing. */
export function namesIn(question: string, language: string): Stems {
  if (language === 'de') return new Set();
  const tokens = readable(question).split(/\s+/u);
  const named = tokens.filter(
    (token, at) => at > 0 && /^\p{P}*\p{Lu}\p{Ll}/u.test(token) && !/[.!?:…]$/u.test(tokens[at - 1] ?? ''),
  );
  return stemsOf(named.join(' '));
}

let known: Stems | undefined;

/** The countries of one word in our languages, as stems; made at the first question that may name one. */
function countries(): Stems {
  return (known ??= stemsOf([...languages].flatMap(countriesIn).join(' ')));
}

function countriesIn(language: string): string[] {
  const naming = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  return letters
    .flatMap((first) => letters.map((second) => naming.of(first + second) ?? ''))
    .filter((name) => words(name).length === 1);
}
