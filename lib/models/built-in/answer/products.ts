import type { Claim } from '../../llm.ts';
import { priceText } from '../money.ts';
import { sentences } from '../text.ts';
import type { ProductRecord, VariantRecord } from './records.ts';
import { coverage, matches, stemsOf } from './terms.ts';
import type { Asked, Stems, Term } from './terms.ts';
import { withoutTaste } from './taste.ts';
import { variantWords } from './variant-words.ts';
import { wordingOf } from './wording.ts';

/** A part of a reply: what is said, what of it are facts, how sure we are. */
export interface Passage {
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly confidence: number;
}

/** More products than this are a catalogue, not an answer. */
const mostProducts = 3;
const mostVariants = 6;

/** From here on the number left is worth telling. */
const few = 5;

/** Longest description sentence that is quoted. */
const longestQuote = 300;

interface Match {
  readonly product: ProductRecord;
  /** Share of the product's name that the question names. */
  readonly named: number;
  /** Terms found in the name or, by its name, in a variant. */
  readonly inName: number;
  readonly variants: readonly VariantRecord[];
}

/**
 * Answers from products if everything the question is about is found in the record: "the oak lamp" is answered with the
 * oak lamp, "is the oak lamp dimmable" only if the record speaks of dimming. Undefined if no product fits, or none that
 * tells the price or stock that is wanted.
 */
export function productAnswer(products: readonly ProductRecord[], asked: Asked): Passage | undefined {
  const strict = answerFrom(products, asked);
  if (strict !== undefined) return strict;
  const terms = withoutTaste(asked.terms);
  return terms.length === asked.terms.length ? undefined : answerFrom(products, { ...asked, terms });
}

function answerFrom(products: readonly ProductRecord[], asked: Asked): Passage | undefined {
  const { terms, language } = asked;
  const mostNamed = Math.max(0, ...products.map((product) => namedTerms(product, terms)));
  const found = products
    // "Is the table lamp dimmable" is no question about a bulb that is, however its description speaks of table lamps.
    .filter((product) => tells(product, asked) && namedTerms(product, terms) >= mostNamed)
    .map((product) => matchOf(product, asked))
    .filter((match) => match !== undefined)
    .sort((a, b) => b.inName - a.inName || b.named - a.named || b.product.score - a.product.score);
  const [best] = found;
  if (best === undefined) return undefined;
  const equals = found.filter(
    ({ inName, named }) => inName === best.inName && (named === best.named || best.named < 1),
  );
  if (equals.length === 1) return one(best, terms, language);
  return several(equals.slice(0, mostProducts), language);
}

/** The terms that name no product found: "warranty" of "warranty for the oak lamp". */
export function beyondProducts(products: readonly ProductRecord[], terms: readonly Term[]): Term[] {
  const counted = products.map((product) => ({ product, share: coverage(terms, stemsOf(product.name)) }));
  const [best] = counted.sort((a, b) => b.share - a.share);
  const name = stemsOf(best?.product.name ?? '');
  const beyond = terms.filter((term) => !matches(term, name));
  return beyond.length === 0 ? [...terms] : beyond;
}

function tells(product: ProductRecord, { wants }: Asked): boolean {
  const variants = product.variants ?? [];
  if (wants.price && typeof product.priceCents !== 'number' && variants.length === 0) return false;
  return (
    !wants.stock ||
    typeof product.stock === 'number' ||
    variants.some(({ stock }) => typeof stock === 'number')
  );
}

/** How many of the words, figures aside, stand in the product's name. */
function namedTerms(product: ProductRecord, terms: readonly Term[]): number {
  const name = stemsOf(product.name);
  return terms.filter((term) => !term.figure && matches(term, name)).length;
}

function matchOf(product: ProductRecord, { terms, own = terms }: Asked): Match | undefined {
  const name = stemsOf(product.name);
  const variants = product.variants ?? [];
  const record = recordStems(product);
  const asked = terms.filter((term) => !(variants.length > 0 && asksForVariants(term)));
  const nameable = new Set([...name, ...stemsOf(product.category ?? ''), ...stemsOf(product.sku ?? '')]);
  const inName = asked.filter((term) => matches(term, nameable)).length;
  if (inName === 0 || !namesMoreThanFigures(product, asked)) return undefined;
  // "20 oak lamps" are oak lamps: a figure the record lacks is how many are wanted.
  const open = asked.filter((term) => !term.figure && !matches(term, record));
  if (open.some((term) => !isVariantWord(term, variants))) return undefined;
  const wanted = open.length > 0 ? [] : (chosen(variants, own, name) ?? chosen(variants, asked, name) ?? []);
  return { product, named: namedShare(name, asked), inName, variants: wanted };
}

function recordStems({ name, description, category, sku, variants }: ProductRecord): Stems {
  const named = (variants ?? []).map((one) => one.name);
  return stemsOf([name, description ?? '', category ?? '', sku ?? '', ...named].join(' '));
}

/** The variants that the words choose, if they choose any. */
function chosen(
  variants: readonly VariantRecord[],
  terms: readonly Term[],
  name: Stems,
): VariantRecord[] | undefined {
  const hit = variants.filter((one) => terms.some((term) => distinguishes(term, one, name)));
  return hit.length > 0 ? hit : undefined;
}

/** A figure alone can be a product number, but "20" does not name the "Gift Card 20". */
function namesMoreThanFigures({ sku }: ProductRecord, terms: readonly Term[]): boolean {
  const numbers = stemsOf(sku ?? '');
  return terms.some((term) => !term.figure || matches(term, numbers));
}

function one({ product, variants }: Match, terms: readonly Term[], language: string): Passage {
  const all = product.variants ?? [];
  const lines: Claim[] = [];
  if (variants.length > 0 && variants.length < all.length) {
    lines.push(
      ...variants
        .slice(0, mostVariants)
        .map((variant) => claim(product, variantLine(product, variant, language))),
    );
  } else {
    lines.push(claim(product, headline(product, language)));
    const listed = all.length > 1 ? all.slice(0, mostVariants) : [];
    lines.push(...listed.map((variant) => claim(product, `• ${variantShort(product, variant, language)}`)));
  }
  const quote = quoteFor(product, terms);
  if (quote !== undefined) lines.push(claim(product, quote));
  return passage(lines, linkOf(product), 0.9);
}

function several(matches: readonly Match[], language: string): Passage {
  const lines = matches.flatMap(({ product }) => {
    const line = claim(product, `• ${headline(product, language)}`);
    const [link] = linkOf(product);
    return link === undefined ? [line] : [line, link];
  });
  const { text, claims } = passage(lines, [], 0.75);
  return { text: `${wordingOf(language).found}\n${text}`, claims, confidence: 0.75 };
}

function passage(lines: readonly Claim[], links: readonly Claim[], confidence: number): Passage {
  const claims = [...lines, ...links];
  return { text: claims.map(({ text }) => text).join('\n'), claims, confidence };
}

function claim(product: ProductRecord, text: string): Claim {
  return { text, recordId: product.id };
}

/** `Oak Table Lamp: €89.00, in stock.` with whatever of it the record knows. */
function headline(product: ProductRecord, language: string): string {
  const facts = [price(product, product.priceCents, language), stockText(product.stock, language)];
  return line(product.name, facts);
}

function variantLine(product: ProductRecord, variant: VariantRecord, language: string): string {
  return `${product.name}, ${variantShort(product, variant, language)}`;
}

function variantShort(product: ProductRecord, variant: VariantRecord, language: string): string {
  return line(variant.name, [
    price(product, variant.priceCents, language),
    stockText(variant.stock, language),
  ]);
}

function line(name: string, facts: readonly (string | undefined)[]): string {
  const known = facts.filter((fact) => fact !== undefined);
  return known.length === 0 ? name : `${name}: ${known.join(', ')}`;
}

function price(
  { currency }: ProductRecord,
  priceCents: number | null | undefined,
  language: string,
): string | undefined {
  return typeof priceCents === 'number' && typeof currency === 'string'
    ? priceText(priceCents, currency, language)
    : undefined;
}

function stockText(stock: number | null | undefined, language: string): string | undefined {
  if (typeof stock !== 'number') return undefined;
  const { soldOut, left, inStock } = wordingOf(language);
  if (stock <= 0) return soldOut;
  return stock <= few ? left(stock) : inStock;
}

/** The sentence of the description that speaks of what the name does not answer. */
function quoteFor(
  { name, description, variants, category }: ProductRecord,
  terms: readonly Term[],
): string | undefined {
  const known = stemsOf([name, category ?? '', ...(variants ?? []).map((variant) => variant.name)].join(' '));
  const open = terms.filter((term) => !matches(term, known));
  const [best] = sentences(description ?? '')
    .filter((sentence) => sentence.length <= longestQuote)
    .map((sentence) => ({ sentence, share: coverage(open, stemsOf(sentence)) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  return best?.sentence;
}

function linkOf(product: ProductRecord): Claim[] {
  return product.url?.match(/^https?:\/\/\S+$/u) ? [claim(product, product.url)] : [];
}

function namedShare(name: Stems, terms: readonly Term[]): number {
  const hit = [...name].filter((stem) => terms.some((term) => matches(term, new Set([stem])))).length;
  return name.size === 0 ? 0 : hit / name.size;
}

function distinguishes(term: Term, { name, sku }: VariantRecord, productName: Stems): boolean {
  return !matches(term, productName) && matches(term, stemsOf(`${name} ${sku}`));
}

/** "In which colours?" is answered by the list of variants, and so is "which sizes?". */
function asksForVariants({ forms }: Term): boolean {
  return forms.some((form) => variantQuestions.has(form) || form === '#size');
}

/** A colour or size the record lacks: the variants it has are the answer, if they are colours or sizes too. */
function isVariantWord({ forms }: Term, variants: readonly VariantRecord[]): boolean {
  const offered = stemsOf(variants.map(({ name }) => name).join(' '));
  return variantWords.some(
    (kind) => forms.some((form) => kind.has(form)) && [...offered].some((stem) => kind.has(stem)),
  );
}

const variantQuestions = stemsOf('colour colours color colors size sizes version versions variant variants');
