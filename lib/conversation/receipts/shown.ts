import { wordsIn, type Bearings } from './bearings.ts';
import { sentenceAround, type Fact, type Statement } from './fact.ts';
import { leadsTo } from './links.ts';
import { folded } from './normal.ts';
import type { KnownRecord, Reading } from './records.ts';

/** A reply as far as it says what a fact in it is about. */
export interface Context extends Bearings {
  text: string;
  facts: readonly Fact[];
  /** Words of the names of all products that were looked up. */
  productWords: ReadonlySet<string>;
}

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

/** Whether a record shows a fact: in a field that fits, or in its words. */
export function isShownBy(record: KnownRecord, fact: Fact, context: Context): boolean {
  const { facts, days } = record.words();
  switch (fact.kind) {
    case 'link':
      return [...record.links, ...facts.flatMap((one) => (one.kind === 'link' ? [one.url] : []))].some(
        (known) => leadsTo(fact.url, known),
      );
    case 'money':
      return moneyIsShown(record, fact, context);
    case 'stock':
    case 'availability':
      return stockIsShown(record, fact, context);
    case 'number':
      return numberIsShown(record, fact, context);
    case 'day':
      return days.has(fact.key);
    case 'offer':
      return (
        facts.some((one) => agrees(fact, one)) ||
        (fact.offer === 'free' && priceIsZero(record, fact, context))
      );
    default:
      return facts.some((one) => agrees(fact, one));
  }
}

/** Whether a statement says no more than another one. */
export function agrees(said: Statement, known: Statement): boolean {
  switch (said.kind) {
    case 'link':
      return known.kind === 'link' && leadsTo(said.url, known.url);
    case 'address':
    case 'phone':
    case 'code':
    case 'day':
      return known.kind === said.kind && known.key === said.key;
    case 'money':
      return (
        known.kind === 'money' && known.cents === said.cents && areOne(said.currencies, known.currencies)
      );
    case 'percent':
      return known.kind === 'percent' && known.value === said.value && (known.isDiscount || !said.isDiscount);
    case 'stock':
      return known.kind === 'stock' && known.value === said.value;
    case 'number':
      return numbersAgree(said, known);
    case 'clock':
      return minutesOf(known).some((minute) => said.minutes.includes(minute));
    case 'date':
      return (
        known.kind === 'date' &&
        known.day === said.day &&
        known.month === said.month &&
        [undefined, known.year].includes(said.year)
      );
    case 'availability':
      return known.kind === 'availability' && known.inStock === said.inStock;
    case 'offer':
      return offersAgree(said, known);
  }
}

function numbersAgree(said: Extract<Statement, { kind: 'number' }>, known: Statement): boolean {
  if (said.unit === 'hour' && known.kind === 'clock') return known.minutes.includes(Number(said.value) * 60);
  if (known.kind === 'stock') return said.value === known.value && said.unit === undefined;
  return known.kind === 'number' && known.value === said.value && [undefined, known.unit].includes(said.unit);
}

function offersAgree(said: Extract<Statement, { kind: 'offer' }>, known: Statement): boolean {
  if (said.offer === 'half' && known.kind === 'percent') return known.value === '50' && known.isDiscount;
  if (known.kind !== 'offer' || known.offer !== said.offer) return false;
  return said.about.every((topic) => known.about.includes(topic));
}

function minutesOf(known: Statement): readonly number[] {
  if (known.kind === 'clock') return known.minutes;
  return known.kind === 'number' && known.unit === 'hour' ? [Number(known.value) * 60] : [];
}

function areOne(said: ReadonlySet<string> | undefined, known: ReadonlySet<string> | undefined): boolean {
  return said === undefined || known === undefined || !said.isDisjointFrom(known);
}

function moneyIsShown(record: KnownRecord, fact: Of<'money'>, context: Context): boolean {
  const { facts, text } = record.words();
  if (context.isAboutAnother(fact, record) && !isArticle(record)) return false;
  const isPrice = pricesAt(record, fact, context).some(
    ({ cents, currency }) =>
      cents === fact.cents && currency !== undefined && (fact.currencies?.has(currency) ?? true),
  );
  return (
    isPrice ||
    facts.some((one) => agrees(fact, one) && (!isArticle(record) || isOfTheSame(fact, context, text, one)))
  );
}

/** The readings that can be meant: those of the variant that is named, else the product's and what was asked for. */
function readingsAt(record: KnownRecord, fact: Fact, { variantAt }: Context): Reading[] {
  const named = variantAt(fact, record);
  return [...record.readings.values()].filter(({ variantName, wasAskedFor }) =>
    named === undefined ? variantName === null || wasAskedFor : variantName === named,
  );
}

/** "From 45 to 69 euros" speaks of all variants. */
function pricesAt(record: KnownRecord, fact: Of<'money'>, context: Context): Reading[] {
  const { from, to } = sentenceAround(context.text, fact.at, fact.end);
  const isRange = context.variantAt(fact, record) === undefined && nearbyPrices(context, from, to) > 1;
  return isRange ? [...record.readings.values()] : readingsAt(record, fact, context);
}

function nearbyPrices({ text }: Context, from: number, to: number): number {
  return text.slice(from, to).match(/\d+(?:[.,]\d+)*/gu)?.length ?? 0;
}

function priceIsZero(record: KnownRecord, fact: Fact, context: Context): boolean {
  return readingsAt(record, fact, context).some(({ cents }) => cents === 0);
}

function stockIsShown(
  record: KnownRecord,
  fact: Of<'stock'> | Of<'availability'>,
  context: Context,
): boolean {
  if (!isArticle(record) && context.isAboutAnother(fact, record)) return false;
  const stocks = readingsAt(record, fact, context).flatMap(({ stock }) => stock ?? []);
  if (fact.kind === 'availability' && stocks.length > 0)
    return stocks.some((stock) => stock > 0 === fact.inStock);
  const isField = fact.kind === 'stock' && stocks.includes(Number(fact.value));
  return isField || record.words().facts.some((one) => agrees(fact, one));
}

function numberIsShown(record: KnownRecord, fact: Of<'number'>, context: Context): boolean {
  const { facts } = record.words();
  const variants = [...record.readings.values()].filter(({ variantName }) => variantName !== null);
  if (fact.unit === 'choice' && Number(fact.value) === variants.length) return true;
  if (facts.some((one) => agrees(fact, one))) return true;
  return (
    fact.cents !== undefined && readingsAt(record, fact, context).some(({ cents }) => cents === fact.cents)
  );
}

function isArticle({ readings }: KnownRecord): boolean {
  return [...readings.values()].every(({ cents, stock }) => cents === undefined && stock === undefined);
}

/** "The lamp costs 50 euros" is not shown by an article that ships orders over 50 euros. */
function isOfTheSame(fact: Fact, { text, productWords }: Context, article: string, known: Fact): boolean {
  const said = sentenceWords(text, fact);
  const stands = new Set(wordsIn(article));
  const namesProduct = said.some((word) => productWords.has(word) && !stands.has(word));
  const there = new Set(sentenceWords(article, known));
  return !namesProduct || said.some((word) => there.has(word) && !priceWords.test(word));
}

function sentenceWords(text: string, fact: Fact): string[] {
  const { from, to } = sentenceAround(text, fact.at, fact.end);
  return wordsIn(text.slice(from, to)).filter((word) => word.length > 3);
}

const priceWords =
  /^(?:cost|cuest|cout|kost|preis|prix|preci|prec|prez|prij|price|euro|dollar|pound|with|from|only|over|more|than|that|this|your|have|para|desde|mais|plus|avec|voor|vanaf|sono|solo|all|each)/u;

/** As words are compared. */
export function productWordsOf(records: ReadonlyMap<string, KnownRecord>): ReadonlySet<string> {
  return new Set([...records.values()].flatMap(({ name }) => wordsIn(name)).map(folded));
}
