import { folded } from './normal.ts';

/** A number written in words, at its place. */
export interface SpelledNumber {
  value: number;
  at: number;
  end: number;
}

/** Every number that a text spells in any of our languages: `forty-nine`, `neunundvierzig`, `quatre-vingt-dix-neuf`. */
export function spelledNumbers(text: string): SpelledNumber[] {
  const words = [...text.matchAll(/\p{L}+/gu)].map((found) => ({
    word: folded(found[0]),
    at: found.index,
    end: found.index + found[0].length,
  }));
  const numbers: SpelledNumber[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const read = readFrom(text, words, place);
    if (read === undefined) continue;
    numbers.push(read.number);
    place = read.last;
  }
  return numbers;
}

interface Word {
  word: string;
  at: number;
  end: number;
}

/** Longest number that is read; `nine hundred and ninety-nine thousand …` is a joke. */
const mostWords = 12;

function readFrom(
  text: string,
  words: readonly Word[],
  place: number,
): { number: SpelledNumber; last: number } | undefined {
  const first = words[place];
  const begin = first === undefined ? undefined : values.get(first.word);
  if (first === undefined || begin === undefined) return undefined;
  let sum = { whole: 0, part: begin };
  let last = place;
  for (let next = place + 1; next < Math.min(words.length, place + mostWords); next += 1) {
    const [before, word] = [words[next - 1], words[next]];
    if (before === undefined || word === undefined || !/^[ -]$/u.test(text.slice(before.end, word.at))) break;
    if (connectors.has(word.word)) continue;
    const more = joined(sum, word.word);
    if (more === undefined) break;
    [sum, last] = [more, next];
  }
  const end = words[last]?.end ?? first.end;
  return { number: { value: sum.whole + sum.part, at: first.at, end }, last };
}

interface Sum {
  whole: number;
  part: number;
}

/** `two` + `hundred`, `twenty` + `five`, `quatre` + `vingt`; undefined where the words are two numbers. */
function joined({ whole, part }: Sum, word: string): Sum | undefined {
  const value = values.get(word);
  if (value === undefined) return undefined;
  if (value === 1000 && part < 1000) return { whole: whole + part * 1000, part: 0 };
  if (value === 100 && part > 0 && part < 10) return { whole, part: part * 100 };
  if (part === 4 && /^vingts?$/u.test(word)) return { whole, part: 80 };
  const fits =
    part === 0 || (part % 100 === 0 ? value < 100 : part % 100 >= 20 && part % 10 === 0 && value < 20);
  const isPart = part === 0 ? value < 1000 : value < part;
  return fits && isPart ? { whole, part: part + value } : undefined;
}

const connectors: ReadonlySet<string> = new Set(['and', 'y', 'e', 'et', 'und', 'en']);

/** 0 … 19 of each language; `/` separates forms of one number. */
const small = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  'cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
  'zero um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove',
  'zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  'null ein/eins/eine/einen/einem/einer zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  'zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
].map((list) => list.split(' ').map((forms) => forms.split('/')));

/** 20, 30 … 90 of each language. */
const tens = [
  'twenty thirty forty/fourty fifty sixty seventy eighty ninety',
  'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  'vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante',
  'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
  'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
].map((list) => list.split(' ').map((forms) => forms.split('/')));

const larger: readonly (readonly [number, string])[] = [
  [100, 'hundred cien ciento cem cento cent cents hundert einhundert honderd'],
  [200, 'doscientos doscientas duzentos duzentas zweihundert duecento tweehonderd'],
  [300, 'trescientos trescientas trezentos dreihundert trecento driehonderd'],
  [400, 'cuatrocientos quatrocentos vierhundert quattrocento vierhonderd'],
  [500, 'quinientos quinientas quinhentos funfhundert cinquecento vijfhonderd'],
  [600, 'seiscientos seiscentos sechshundert seicento zeshonderd'],
  [700, 'setecientos setecentos siebenhundert settecento zevenhonderd'],
  [800, 'ochocientos oitocentos achthundert ottocento achthonderd'],
  [900, 'novecientos novecentos neunhundert novecento negenhonderd'],
  [1000, 'thousand mil mille mila tausend eintausend duizend'],
];

/** German, Italian, Dutch and Spanish write 21 … 99 as one word. */
function inOneWord(ten: string, tenAt: number, unit: string, language: number): string[] {
  if (language === 4) return [`${unit}und${ten}`];
  if (language === 6) return [`${unit}en${ten}`];
  if (language === 5) return [`${ten}${unit}`, `${ten.slice(0, -1)}${unit}`];
  return language === 1 && tenAt === 0 ? [`veinti${unit}`] : [];
}

const values: ReadonlyMap<string, number> = new Map([
  ...tens.flatMap((list, language) =>
    list.flatMap((forms, tenAt) =>
      forms.flatMap((ten) =>
        (small[language] ?? [])
          .slice(1, 10)
          .flatMap((units, unitAt) =>
            units
              .flatMap((unit) => inOneWord(ten, tenAt, unit, language))
              .map((word) => [word, (tenAt + 2) * 10 + unitAt + 1] as const),
          ),
      ),
    ),
  ),
  ...small.flatMap((list) => list.flatMap((forms, value) => forms.map((word) => [word, value] as const))),
  ...tens.flatMap((list) => list.flatMap((forms, at) => forms.map((word) => [word, (at + 2) * 10] as const))),
  ...larger.flatMap(([value, list]) => list.split(' ').map((word) => [word, value] as const)),
]);
