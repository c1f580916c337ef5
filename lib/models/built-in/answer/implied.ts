/**
 * What a text says without the word a customer uses for it: "46 cm high" is how tall a lamp is, "Monday to Friday" has a
 * Tuesday in it. Marks stand among the stems of a text; their `#` keeps them apart from every word.
 */
export function impliedBy(plainText: string): string[] {
  return [
    ...measures.filter(({ said }) => said.test(plainText)).map(({ mark }) => mark),
    ...daysIn(plainText),
  ];
}

/**
 * What answers a word that asks for a measure: its mark, or the noun itself in a text. `before` is the word before it,
 * since "large" alone is a variant.
 */
export function measureAsked(word: string, before: string, after: string): string[] | undefined {
  const asked = measures.find(({ nouns }) => nouns.has(word));
  if (asked !== undefined) return [asked.mark, word];
  // "How long does it take" asks for days, "how long is it" for centimetres or for months.
  if (word === 'long' && !isWords.has(after)) return undefined;
  const how = howWords.has(before) ? measures.find(({ adjectives }) => adjectives.has(word)) : undefined;
  return how === undefined ? undefined : [how.mark];
}

/** Whether a term asks how long something is, which of a rule means its time. */
export function mayAskForTime(form: string): boolean {
  return form === '#length';
}

interface Measure {
  readonly mark: string;
  /** Words that ask for it wherever they stand. */
  readonly nouns: ReadonlySet<string>;
  /** Words that ask for it after "how". */
  readonly adjectives: ReadonlySet<string>;
  /** How a text tells it, in plain words: the figure must be there. */
  readonly said: RegExp;
}

const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' ').filter((word) => word !== ''));
const length = String.raw`\d{1,4} (?:mm|cm|m|metres?|meters?|litres?|ml)`;

const measures: readonly Measure[] = [
  {
    mark: '#size',
    nouns: wordSet('dimension dimensions measurement measurements size mide miden'),
    adjectives: wordSet('big large small gross groot'),
    said: new RegExp(` ${length} `, 'u'),
  },
  {
    mark: '#height',
    nouns: wordSet('height'),
    adjectives: wordSet('tall high hoch hoog'),
    said: new RegExp(` ${length} (?:high|tall) `, 'u'),
  },
  {
    mark: '#width',
    nouns: wordSet('width diameter'),
    adjectives: wordSet('wide broad breit breed'),
    said: new RegExp(` ${length} (?:wide|across) `, 'u'),
  },
  {
    mark: '#depth',
    nouns: wordSet('depth'),
    adjectives: wordSet('deep tief diep'),
    said: new RegExp(` ${length} deep `, 'u'),
  },
  {
    mark: '#length',
    nouns: wordSet('length'),
    adjectives: wordSet('long lang'),
    said: new RegExp(` ${length} long `, 'u'),
  },
  {
    mark: '#weight',
    nouns: wordSet(''),
    adjectives: wordSet('heavy schwer zwaar'),
    said: / weigh(?:s|ing)? \d{1,4} k?g /u,
  },
];

const howWords = wordSet('how wie hoe');
const isWords = wordSet('is are ist sind');

const english = wordSet('monday tuesday wednesday thursday friday saturday sunday');
const spanish = wordSet('lunes martes miercoles jueves viernes sabado domingo');

/** The days between two that are named, as the days of opening hours are written. */
function daysIn(plainText: string): string[] {
  return [english, spanish].flatMap((week) => {
    const days = [...week];
    const name = days.join('|');
    const span = new RegExp(` (${name})s? (?:to|until|through|till|a) (${name})s? `, 'u').exec(plainText);
    if (span === null) return [];
    const between = days.slice(days.indexOf(span[1] ?? ''), days.indexOf(span[2] ?? '') + 1);
    return between;
  });
}
