import type { Utterance } from '../../llm.ts';
import { plain, readable, words } from '../text.ts';
import { termsOf } from './terms.ts';

/** A question of so few words may lean on what was said before without saying so. */
const fewWords = 4;

/** How far back we look for what is spoken of, and how much of it we take along. */
const utterancesBack = 6;
const longestContext = 200;

/**
 * A question that leans on an earlier one ("and in teal?", "do you have it in fig?") together with the last words of the
 * customer that named something by themselves. Undefined if the question stands alone or nothing was named before.
 */
export function followUp(question: string, earlier: readonly string[], language: string): string | undefined {
  if (!leans(question) && words(question).length > fewWords) return undefined;
  const said = earlier
    .filter((text) => plain(text) !== plain(question) && !leans(text))
    .slice(-utterancesBack)
    .map((text) => readable(text).slice(0, longestContext))
    .findLast((text) => termsOf(text, language).length > 0);
  return said === undefined || question.startsWith(said) ? undefined : `${said} ${question}`;
}

/** What the customer wrote before, oldest first. */
export function customersWords(history: readonly Utterance[]): string[] {
  return history.filter(({ from }) => from === 'customer').map(({ text }) => text);
}

function leans(text: string): boolean {
  const [first = '', ...rest] = words(text);
  return joining.has(first) || [first, ...rest].some((word) => pointing.has(word));
}

const joining: ReadonlySet<string> = new Set(
  'and also y e et und ed en ook auch aussi tambien tambem anche'.split(' '),
);
const pointing: ReadonlySet<string> = new Set('it its them'.split(' '));
