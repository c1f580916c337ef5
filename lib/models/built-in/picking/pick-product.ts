import { z } from 'zod';
import type { Utterance } from '../../llm.ts';
import { detectLanguage } from '../language.ts';
import { occurs, phrasesOf } from '../lexicons/reading.ts';
import { plain, readable } from '../text.ts';
import { fits, namedInFull, unambiguous } from './naming.ts';
import { variantNamed } from './variants.ts';
import { contentTerms } from './wish-words.ts';
import type { Term } from '../answer/terms.ts';

const candidate = z.looseObject({
  sku: z.string(),
  name: z.string(),
  category: z.string().nullish(),
  variants: z.array(z.looseObject({ sku: z.string(), name: z.string() })).nullish(),
});
export type Candidate = z.infer<typeof candidate>;

/** Which of the records is wanted, in the form that a question of the task `pick-product` asks for. */
export interface Pick {
  sku: string | null;
  variantSku: string | null;
  confidence: number;
}

const nothing: Pick = { sku: null, variantSku: null, confidence: 0.2 };
const namedNow = 0.9;
const namedBefore = 0.8;

/** How far back we look for what is spoken of, and how much of each utterance we read. */
const utterancesBack = 6;
const longestUtterance = 800;

/** "Not the oak one, the other": what is named may be what is not meant. */
const ruledOut = phrasesOf(
  'not the, the other, instead of, no el, no la, el otro, la otra, não o, não a, o outro, a outra, pas le, pas la, l’autre, nicht die, nicht der, nicht das, den anderen, die andere, das andere, non il, non la, l’altro, l’altra, niet de, niet het, de andere',
);

interface Wish {
  text: string;
  history: readonly Utterance[];
  records: readonly unknown[];
}

/**
 * Which product the customer wants to be told of: the one they name now, else the one that they or the shop spoke of
 * last. Between two that fit alike, and for a thing that is none of the records, it picks nothing.
 */
export async function pickProduct({ text, history, records }: Wish): Promise<Pick> {
  if (ruledOut.some((phrase) => occurs(plain(text), phrase))) return nothing;
  const candidates = records.flatMap((record) => candidate.safeParse(record).data ?? []);
  const said = history
    .slice(-utterancesBack)
    .map((utterance) => ({ ...utterance, text: readable(utterance.text).slice(0, longestUtterance) }));
  const language = await languageOf(text, said);
  const terms = contentTerms(readable(text), language);
  const named = nameableIn(text, terms, candidates);
  const chosen = unambiguous(named, terms);
  if (chosen !== undefined) return picked(chosen, namedNow, { text, said });
  const before = spokenOf(said, candidates, language);
  if (before === undefined || !goesWith(before, terms, named)) return nothing;
  return picked(before, namedBefore, { text, said });
}

/** Of what fits their words, what they call by its whole name counts alone. */
function nameableIn(text: string, terms: readonly Term[], candidates: readonly Candidate[]): Candidate[] {
  const full = namedInFull(text, candidates, terms);
  return full.length > 0 ? full : candidates.filter((one) => fits(one, terms));
}

/** What was spoken of last. Undefined if that was several things, or one that is none of ours. */
function spokenOf(
  said: readonly Utterance[],
  candidates: readonly Candidate[],
  language: string,
): Candidate | undefined {
  for (const { from, text } of said.toReversed()) {
    const terms = from === 'customer' ? contentTerms(text, language) : [];
    const named = nameableIn(text, terms, candidates);
    if (named.length > 0) return unambiguous(named, terms);
    // They spoke of something else: "it" may be that.
    if (terms.length > 0 && !terms.every(({ figure }) => figure) && !onlyChoosesVariant(terms, candidates))
      return undefined;
  }
  return undefined;
}

/** "And in green?" speaks of what was spoken of before. */
function onlyChoosesVariant(terms: readonly Term[], candidates: readonly Candidate[]): boolean {
  return candidates.some((one) => fits({ ...one, category: null }, terms, { byVariantAlone: true }));
}

/** "The oak one" after talk of a lamp must be an oak lamp; "in rust" must be one of its variants. */
function goesWith(before: Candidate, terms: readonly Term[], named: readonly Candidate[]): boolean {
  if (named.length > 0) return named.some(({ sku }) => sku === before.sku);
  return terms.length === 0 || fits(before, terms, { byVariantAlone: true });
}

function picked(
  { sku, name, variants }: Candidate,
  confidence: number,
  { text, said }: { text: string; said: readonly Utterance[] },
): Pick {
  const offered = variants ?? [];
  const before = said.toReversed().map((utterance) => utterance.text);
  // What they say now decides; else the last utterance that chooses exactly one, while it speaks of this product.
  const own = variantNamed(offered, name, text);
  const chosen =
    own.length > 0 ? own : (firstSingle(before, (one) => variantNamed(offered, name, one)) ?? []);
  return { sku, variantSku: chosen.length === 1 ? (chosen[0] ?? null) : null, confidence };
}

function firstSingle(texts: readonly string[], named: (text: string) => string[]): string[] | undefined {
  return texts.map(named).find((skus) => skus.length === 1);
}

async function languageOf(text: string, said: readonly Utterance[]): Promise<string> {
  const own = await detectLanguage(text);
  if (own !== 'und') return own;
  const before = said.filter(({ from }) => from === 'customer').map((utterance) => utterance.text);
  return detectLanguage(before.join('\n'));
}
