import { allLexicons, lexiconOf, occurs, supported } from '../lexicons/reading.ts';
import { lexiconsFor, withoutPleasantries } from '../routing-rules.ts';
import { gistOf } from '../gist.ts';
import { plain, readable, words } from '../text.ts';
import { impliedBy, measureAsked } from './implied.ts';

/** One word that says what a question is about, with its English meaning where we know it, as stems. */
export interface Term {
  readonly forms: readonly string[];
  /** `20`, `30eur`: how many or how much, which names neither a thing nor a rule. */
  readonly figure: boolean;
}

/** A question as it is compared with records. */
export interface Asked {
  /** The question for the English embedding model. */
  readonly gist: string;
  readonly language: string;
  readonly terms: readonly Term[];
  /** What the question writes as names: of places, people, brands. */
  readonly names: Stems;
  /** Of the terms, what was asked last: in "the cushion in rose? and in teal?" only `teal` chooses the variant. */
  readonly own?: readonly Term[];
  /** What an answer must tell, if the question says so. */
  readonly wants: { readonly price: boolean; readonly stock: boolean };
}

/** The stems of a text, to be compared with the forms of a term. */
export type Stems = ReadonlySet<string>;

/** Most words that are weighed: a question has few, a mail has many and is for a person anyway. */
const mostTerms = 30;

/** Endings of one word's many forms, longest first. Crude, the same on both sides of a comparison. */
const endings = [
  'ments',
  'ment',
  'ping',
  'ning',
  'ting',
  'able',
  'ies',
  'ing',
  'ys',
  'es',
  'ed',
  'e',
  's',
  'y',
];
const shortestStem = 3;

/** Reads a question. */
export function askedOf(question: string, language: string): Asked {
  const folded = plain(question);
  const asks = (ask: 'price' | 'stock'): boolean =>
    lexiconsFor(language).some((lexicon) => lexicon.asks[ask].some((phrase) => occurs(folded, phrase)));
  return {
    gist: gistOf(question, language),
    language,
    terms: termsOf(question, language),
    names: namesIn(question, language),
    wants: { price: asks('price'), stock: asks('stock') },
  };
}

/** What is written as a name: a capital within a sentence. German writes every noun so, so there it says nothing. */
function namesIn(question: string, language: string): Stems {
  if (language === 'de') return new Set();
  const tokens = readable(question).split(/\s+/u);
  const named = tokens.filter(
    (token, at) => at > 0 && /^\p{P}*\p{Lu}\p{Ll}/u.test(token) && !/[.!?:…]$/u.test(tokens[at - 1] ?? ''),
  );
  return stemsOf(named.join(' '));
}

/** The words of a question that say which thing or rule is meant. */
export function termsOf(question: string, language: string): Term[] {
  const lexicons = lexiconsFor(language);
  const asked = words(withoutPleasantries(question, language));
  const known = supported(language) === undefined ? allLexicons() : [...lexicons, lexiconOf('en')];
  const seen = new Set<string>();
  const terms: Term[] = [];
  for (const [at, word] of asked.entries()) {
    const measure = measureOf(word, { before: asked[at - 1] ?? '', after: asked[at + 1] ?? '' }, language);
    if (seen.has(word)) continue;
    if (measure === undefined && (known.some(({ fillers }) => fillers.has(word)) || askWords.has(word)))
      continue;
    seen.add(word);
    terms.push(measure === undefined ? termOf(word, language) : { forms: measure.map(stem), figure: false });
    if (terms.length === mostTerms) break;
  }
  return terms;
}

function measureOf(
  word: string,
  { before, after }: { before: string; after: string },
  language: string,
): string[] | undefined {
  return measureAsked(word, before, after) ?? measureAsked(gistOf(word, language), before, after);
}

function termOf(word: string, language: string): Term {
  const meaning = words(gistOf(word, language)).filter((part) => !lexiconOf('en').fillers.has(part));
  return { forms: [...new Set([word, ...meaning].map(stem))], figure: isFigure(word) };
}

/** `20` and `30eur`, not `e14`. */
function isFigure(word: string): boolean {
  return /^\p{N}+(?:x|eur|euro|euros|usd|gbp)?$/u.test(word);
}

/** The stems of all words of a record, and the marks of what it says without the word. */
export function stemsOf(text: string): Stems {
  return new Set([...words(text).map(stem), ...impliedBy(plain(text)).map(stem)]);
}

/** Whether a term occurs: as the customer wrote it, or by all words of its meaning. */
export function matches({ forms }: Term, stems: Stems): boolean {
  const [own = '', ...meaning] = forms;
  return stems.has(own) || (meaning.length > 0 && meaning.every((form) => stems.has(form)));
}

/** The share of terms that occur, 0 if there are none. */
export function coverage(terms: readonly Term[], stems: Stems): number {
  if (terms.length === 0) return 0;
  return terms.filter((term) => matches(term, stems)).length / terms.length;
}

function stem(word: string): string {
  if (word.endsWith('ss') || word.startsWith('#')) return word;
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= shortestStem);
  const root = ending === undefined ? word : word.slice(0, -ending.length);
  return sameThing.get(root) ?? root;
}

/** Words of shops that mean the same, as stems. Kept short: a wrong pair is a wrong answer. */
const sameThing: ReadonlyMap<string, string> = new Map([
  ['deliver', 'ship'],
  ['dispatch', 'ship'],
  ['postag', 'ship'],
  ['guarante', 'warrant'],
  ['couch', 'sofa'],
  ['reimburs', 'refund'],
  ['voucher', 'card'],
  ['colour', 'color'],
  ['grey', 'gray'],
  ['carpet', 'rug'],
]);

/** Words by which price, stock or a choice is asked; they name no thing themselves. */
const askWords: ReadonlySet<string> = new Set(
  allLexicons()
    .flatMap(({ asks }) => [...asks.price, ...asks.stock, ...asks.browse])
    .flatMap(({ parts }) => parts.map((part) => part.trim()))
    .filter((part) => !part.includes(' ')),
);
