import { gistOf } from '../gist.ts';
import { languages } from '../lexicons/lexicon.ts';
import { readable, words } from '../text.ts';

interface Variant {
  readonly sku: string;
  readonly name: string;
}

/** SKUs of the variants that a text names best: several if it names them alike, none if it names none. */
export function variantNamed(variants: readonly Variant[], productName: string, text: string): string[] {
  const said = wordsSaid(text);
  const product = new Set(words(productName));
  const counted = variants.map(({ sku, name }) => {
    const telling = words(name).filter((word) => !product.has(word) && !units.has(word));
    return { sku, hits: telling.filter((word) => said.has(word)).length };
  });
  const most = Math.max(0, ...counted.map(({ hits }) => hits));
  return most === 0 ? [] : counted.filter(({ hits }) => hits === most).map(({ sku }) => sku);
}

/** Words that stand in every size, and tell none from another. */
const units: ReadonlySet<string> = new Set('cm mm m litre litres ml size for'.split(' '));

/**
 * The words of a text with their English meanings. A single letter is a size only if it is written as one: "I'm" has
 * an m in it, "size m" and "in L" have a size.
 */
function wordsSaid(text: string): ReadonlySet<string> {
  const own = words(text).filter((word) => word.length > 2 || /^\p{N}+$/u.test(word));
  const letters = [...readable(text).matchAll(sizeLetter)].map(([, capital = '', small = '']) =>
    (capital || small).toLowerCase(),
  );
  const meanings = languages.flatMap((language) => own.flatMap((word) => words(gistOf(word, language))));
  return new Set([...own, ...letters, ...meanings]);
}

const sizeLetter =
  /(?<![\p{L}\p{N}’'])(?:(X{0,2}[SML]|A\d)|(?:size|talla|tamanho|taille|größe|taglia|maat) (x{0,2}[sml]))(?![\p{L}\p{N}’'])/gu;
