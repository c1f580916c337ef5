import { matches, stemsOf } from '../answer/terms.ts';
import type { Stems, Term } from '../answer/terms.ts';
import { variantWords } from '../answer/variant-words.ts';
import { plain } from '../text.ts';
import type { Candidate } from './pick-product.ts';

/**
 * Whether everything the words are about is found in the record, at least one of them in its name. `byVariantAlone`: the
 * product is known, so that words which only choose a variant fit too.
 */
export function fits(
  { name, category, sku, variants }: Candidate,
  terms: readonly Term[],
  { byVariantAlone = false }: { byVariantAlone?: boolean } = {},
): boolean {
  const things = terms.filter(({ figure }) => !figure);
  if (things.length === 0) return false;
  const record = stemsOf([name, category ?? '', sku, ...(variants ?? []).map((one) => one.name)].join(' '));
  if (!things.every((term) => matches(term, record))) return false;
  const nameable = stemsOf(`${name} ${sku}`);
  return byVariantAlone || things.some((term) => matches(term, nameable));
}

/** The one that is meant; undefined if several fit alike. Its whole name beats a part of another's. */
export function unambiguous(named: readonly Candidate[], terms: readonly Term[]): Candidate | undefined {
  if (named.length <= 1) return named[0];
  const counted = named.map((one) => ({ one, hits: hitsIn(stemsOf(one.name), terms) }));
  const most = Math.max(...counted.map(({ hits }) => hits));
  const best = counted.filter(({ hits }) => hits === most).map(({ one }) => one);
  const whole = best.filter(({ name }) => isWhole(stemsOf(name), terms));
  if (best.length === 1) return best[0];
  return whole.length === 1 ? whole[0] : undefined;
}

/** Those whose whole name stands in the text, but for names that are part of a longer one or of other things spoken of. */
export function namedInFull(
  text: string,
  candidates: readonly Candidate[],
  terms: readonly Term[],
): Candidate[] {
  const said = plain(text);
  const full = candidates.filter(({ name }) => said.includes(plain(name)));
  const longest = full.filter(
    (one) => !full.some((other) => other !== one && plain(other.name).includes(plain(one.name))),
  );
  // "A cushion for the oak bench" asks for no bench.
  const others = candidates.filter((one) => !full.includes(one)).map(({ name }) => stemsOf(name));
  const own = stemsOf(
    longest.flatMap(({ name, variants }) => [name, ...(variants ?? []).map((one) => one.name)]).join(' '),
  );
  const speaksOfMore = terms.some(
    (term) =>
      !term.figure &&
      !matches(term, own) &&
      // A colour or size it does not come in is another thing too.
      [...others, ...variantWords].some((stems) => matches(term, stems)),
  );
  return speaksOfMore ? [] : longest;
}

function hitsIn(name: Stems, terms: readonly Term[]): number {
  return terms.filter((term) => matches(term, name)).length;
}

function isWhole(name: Stems, terms: readonly Term[]): boolean {
  return [...name].every((stem) => terms.some((term) => matches(term, new Set([stem]))));
}
