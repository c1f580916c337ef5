import { languages } from '../lexicons/lexicon.ts';
import { words } from '../text.ts';
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
