import { currenciesOf, isHundredths } from './currencies.ts';
import { sentenceAround, type Fact } from './fact.ts';
import { folded } from './normal.ts';
import { spelledNumbers } from './number-words.ts';
import { unitOf, type Unit } from './units.ts';

/** A number with what stands around it. */
interface Figure {
  /** The digits, or the words that spell it. */
  at: number;
  end: number;
  raw: string;
  isSpelled: boolean;
  /** With its currency or unit. */
  from: number;
  to: number;
  currencies: ReadonlySet<string> | undefined;
  isHundredths: boolean;
  unit: Unit | undefined;
  /** Letters that the number is glued to: `E14`. */
  glued: string;
}

/** Where times of the day stand. */
type Clocks = ReadonlySet<number>;

const digits = /\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,'’]\d+)*/gu;

/** Every figure of a normal text from which links and dates were taken, spelled ones where they count something. */
export function figuresIn(text: string, earlier: readonly Fact[]): Fact[] {
  const written = [...text.matchAll(digits)].map(({ 0: raw, index }) =>
    figureAt(text, { at: index, end: index + raw.length, raw, isSpelled: false }),
  );
  const spelled = spelledNumbers(text).map(({ value, at, end }) =>
    figureAt(text, { at, end, raw: String(value), isSpelled: true }),
  );
  const listNumbers = listNumbersIn(text);
  const clocks = new Set(earlier.flatMap((one) => (one.kind === 'clock' ? [one.at] : [])));
  const figures = [...written, ...spelled].sort((a, b) => a.at - b.at);
  shareUnits(text, figures);
  return figures.flatMap((figure) => {
    const fact = factOf(text, figure, clocks);
    return fact === undefined || listNumbers.has(figure.at) ? [] : [fact];
  });
}

function figureAt(text: string, place: Pick<Figure, 'at' | 'end' | 'raw' | 'isSpelled'>): Figure {
  const before = text.slice(Math.max(0, place.at - 12), place.at);
  const after = text.slice(place.end, place.end + 40);
  const sign =
    /(?:(?:\p{L}{1,2})?\p{Sc}|(?<!\p{L})(?:\p{L}{2,4}|(?:Fr|Rs)\.))[ \n]?$/u.exec(before)?.[0] ?? '';
  const ahead = place.isSpelled ? undefined : currenciesOf(sign.trim());
  const glued = ahead === undefined && !place.isSpelled ? (/(?:\p{L}[-]?)+$/u.exec(before)?.[0] ?? '') : '';
  const dash = /^ ?(?:,-{1,2}|,[–—]|\.-{1,2}(?= |$))/u.exec(after)?.[0] ?? '';
  const word = /^[ \n-]{0,2}((?:US|R|C|A|CA|MX)?\p{Sc}|%|٪|°C?|\p{L}+\.?)/u.exec(after.slice(dash.length));
  const behind = word === null ? undefined : currenciesOf(word[1] ?? '');
  const cents = word !== null && isHundredths(word[1] ?? '');
  const unit = unitAfter(after);
  const length = behind !== undefined || cents ? dash.length + (word?.[0].length ?? 0) : unit.length;
  return {
    ...place,
    from: ahead === undefined ? place.at : place.at - sign.length,
    to: place.end + Math.max(dash.length, length),
    currencies: both(ahead, behind) ?? (dash === '' && !cents ? undefined : anyCurrency),
    isHundredths: cents,
    unit: unit.unit,
    glued,
  };
}

/** Of `5 working days` too, and of `20 per cent`. */
function unitAfter(after: string): { unit: Unit | undefined; length: number } {
  const perCent =
    /^[ \n-]?(?:%|٪|per ?cent(?:o|age)?(?!\p{L})|por ?c(?:i)?ento(?!\p{L})|pour ?cent(?!\p{L}))/iu.exec(
      after,
    );
  if (perCent !== null) return { unit: 'percent', length: perCent[0].length };
  const near = /^[ \n-]?(°C?|\p{L}+)(?:\.?[ -](\p{L}+))?/u.exec(after);
  const [whole = '', first = '', second = ''] = near ?? [];
  const unit = unitOf(first);
  if (unit !== undefined) return { unit, length: whole.indexOf(first) + first.length };
  // "5 a day" counts no days.
  const later = second.length > 2 && first.length > 3 ? unitOf(second) : undefined;
  return { unit: later, length: later === undefined ? 0 : whole.length };
}

/** No sign at all; with two, what both may mean. */
function both(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  return a.intersection(b);
}

/** `19,-` names none. */
const anyCurrency: ReadonlySet<string> = new Set(['*']);

/** `25 to 200 euros`, `180 by 90 cm`, `€25-200`: a unit that is written once is both figures'. */
function shareUnits(text: string, figures: readonly Figure[]): void {
  const pairs = figures.slice(1).map((figure, index) => ({ figure, before: figures[index] }));
  const isBare = ({ currencies, unit, glued }: Figure) =>
    currencies === undefined && unit === undefined && glued === '';
  for (const { figure, before } of pairs.reverse()) {
    if (before === undefined || !isBare(before) || !isRange(text.slice(before.end, figure.from))) continue;
    before.unit = figure.unit;
    before.currencies = figure.currencies;
  }
  for (const { figure, before } of pairs.reverse()) {
    if (before?.currencies === undefined || !isBare(figure) || !isSpan.test(text.slice(before.to, figure.at)))
      continue;
    figure.currencies = before.currencies;
  }
}

/** What stands within `€25-200`. */
const isSpan = /^ ?(?:-|–|—|to|a|à|bis|tot|até) ?$/iu;

function isRange(between: string): boolean {
  return /^ ?(?:-|–|—|x|×|\/|by|to|and|or|a|à|al|y|e|o|ou|et|bis|und|oder|en|of|tot|até|do|per|mal|por|op)(?: a | à )? ?$/iu.test(
    between,
  );
}

/** Where "1.", "2." … stand before the lines of a list, in order and more than one. */
function listNumbersIn(text: string): ReadonlySet<number> {
  const marks = [...text.matchAll(/(?<=^|\n)\d{1,2}(?=[.)] \P{Nd})/gu)];
  const places = new Set<number>();
  let run: number[] = [];
  for (const { 0: raw, index } of marks) {
    run = Number(raw) === run.length + 1 ? [...run.slice(-99), index] : raw === '1' ? [index] : [];
    if (run.length > 1) for (const place of run) places.add(place);
  }
  return places;
}

function factOf(text: string, figure: Figure, clocks: Clocks): Fact | undefined {
  const { at, end, raw, isSpelled, unit, glued } = figure;
  const { from, to } = figure;
  const place = { text: text.slice(from, to).trim(), at, end, from, to };
  const value = valueOf(raw);
  const currencies = figure.currencies === anyCurrency ? undefined : figure.currencies;
  if (figure.currencies !== undefined)
    return { ...place, kind: 'money', cents: figure.isHundredths ? Number(value) : centsOf(raw), currencies };
  if (unit === 'percent') return { ...place, kind: 'percent', value, isDiscount: isDiscount(text, at, end) };
  if (glued !== '' && !/^(?:\D?m|km|co|h)$/iu.test(glued))
    return {
      ...place,
      kind: 'code',
      text: `${glued}${raw}`,
      key: folded(`${glued}${raw}`).replaceAll('-', ''),
    };
  if (glued !== '' && !isSpelled && /^[23]$/u.test(raw)) return undefined;
  if (countsStock(text, figure)) return { ...place, kind: 'stock', value };
  const clock = clockOf(text, figure, clocks);
  if (clock !== undefined) return { ...place, kind: 'clock', minutes: clock };
  if (isSpelled && (unit === undefined || value === '1' || value === '0')) return undefined;
  if (unit === undefined && isPrice(text, at))
    return { ...place, kind: 'money', cents: centsOf(raw), currencies: undefined };
  const cents = unit === undefined && /[.,]\d{2}$/u.test(raw) ? centsOf(raw) : undefined;
  return { ...place, kind: 'number', value, unit, cents };
}

function isDiscount(text: string, at: number, end: number): boolean {
  const { from, to } = sentenceAround(text, at, end);
  return /(?<!\p{L})(?:off|discount|rebate|reduc|sale|cheaper|rabatt|nachlass|reduziert|günstiger|descuento|rebaja|desconto|remise|réduction|rabais|soldes|sconto|sconti|korting|goedkoper|less)/iu.test(
    text.slice(from, to),
  );
}

function isPrice(text: string, at: number): boolean {
  return /(?<!\p{L})(?:costs?|price[ds]?|preise?|kostet|kosten|kost|cuestan?|precio|custam?|preço|coûten?t?|prix|costan?o?|prezzo|prijs)[^\p{L}\d\n]{1,3}(?:(?:only|just|is|es|est|ist|é|è|de|von|di|van|nur|solo|sólo|slechts) ){0,2}$/iu.test(
    text.slice(Math.max(0, at - 30), at),
  );
}

const stockAfter =
  /^[ -]?(?:(?!\d)[^.!?\n;,:]){0,40}?(?<!\p{L})(?:left|remaining|in stock|available|units?|disponibles?|disponíve(?:l|is)|unidades?|en stock|em estoque|em stock|auf lager|verfügbar|vorrätig|lieferbar|disponibil[ei]|op voorraad|beschikbaar|leverbaar|of them|übrig|da|over|stück|stuks|pezzi|piezas|peças|pièces|pieces|restantes?|rimast[ei]|exemplaires?)(?!\p{L})/iu;
const stockBefore =
  /(?<!\p{L})(?:in stock|stock|left|remaining|available|units|quedan?|restam?|restano?|rest(?:e|ent)|plus que|nog|noch|only|vorrat|lager|voorraad|existencias|estoque|magazzino|hay|sobram?)[^\p{L}\d\n]{1,3}(?:(?:only|just|sólo|solo|nur|apenas|slechts|que|maar) )?$/iu;
const shortStockAfter =
  /^ (?:(?:more|are|is|of them|stück|units|pieces) )?(?:left|remaining|in stock|available|units|auf lager|übrig|da|over|disponibles?|disponibili|en stock|op voorraad|stück|stuks|pezzi|of them)(?!\p{L})/iu;

/** Whether it says how many there are; of `30 days` and `5 cm` it never does. */
function countsStock(text: string, { at, end, isSpelled, unit }: Figure): boolean {
  if (unit !== undefined && unit !== 'piece') return false;
  const after = text.slice(end, end + 60);
  if (stockBefore.test(text.slice(Math.max(0, at - 40), at))) return true;
  if (isSpelled) return shortStockAfter.test(after);
  return (
    stockAfter.test(after) ||
    /(?<!\p{L})(?:have|tenemos|temos|avons|haben|abbiamo|hebben) $/iu.test(
      text.slice(Math.max(0, at - 12), at),
    )
  );
}

/** The `10` of "10 to 7 pm" is an hour, before noon or after. */
function clockOf(text: string, { end, raw, unit }: Figure, clocks: Clocks): number[] | undefined {
  const hour = Number(raw);
  if (unit !== undefined || !/^\d{1,2}$/u.test(raw) || hour > 24) return undefined;
  const gap = /^ ?(?:-|–|—|to|till|until|a|à|às|alle|bis|tot) ?(?=\uFFFC)/iu.exec(text.slice(end, end + 12));
  if (gap === null) return undefined;
  if (!clocks.has(end + gap[0].length)) return undefined;
  return [hour * 60, (hour + 12) * 60];
}

/** `1.299,00` and `1 299` as 1299, `0,9` as 0.9: three digits after a mark are thousands. */
function valueOf(raw: string): string {
  const parts = raw.split(/[.,'’ ]/u);
  const last = parts.at(-1) ?? '';
  const hasFraction = parts.length > 1 && (last.length !== 3 || parts[0] === '0');
  const whole = (hasFraction ? parts.slice(0, -1) : parts).join('').replace(/^0+(?=\d)/u, '');
  if (parts.length > 2 && parts.slice(1, -1).some((part) => part.length !== 3)) return parts.join('.');
  const fraction = hasFraction ? last.replace(/0+$/u, '') : '';
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** In hundredths; NaN, which no record has, for what is no amount. */
function centsOf(raw: string): number {
  return Math.round(Number(valueOf(raw)) * 100);
}
