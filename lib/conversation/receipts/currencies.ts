import { folded } from './normal.ts';

/**
 * The currencies that a sign, a code or a word may mean; undefined if it means none. `$` is many countries', a sign
 * nobody knows is a currency no record has.
 */
export function currenciesOf(written: string): ReadonlySet<string> | undefined {
  const bare = written.replace(/\.$/u, '');
  if (isoCodes.has(bare) && !oftenWords.has(bare)) return new Set([bare]);
  const known = bySign.get(folded(bare));
  if (known !== undefined) return known;
  return /\p{Sc}/u.test(bare) ? new Set([bare]) : undefined;
}

/** Hundredths of a currency: `50 cents`. */
export function isHundredths(word: string): boolean {
  return hundredths.has(folded(word.replace(/\.$/u, '')));
}

const isoCodes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** Codes that people write in capitals and mean a word. */
const oftenWords: ReadonlySet<string> = new Set(['ALL', 'TOP', 'CUP', 'PEN', 'MAD', 'GEL', 'SOS']);
const hundredths: ReadonlySet<string> = new Set(
  'cent cents ct cts centimo centimos centavo centavos centime centimes centesimi centesimo pence penny rappen'.split(
    ' ',
  ),
);

const dollars = 'USD CAD AUD NZD MXN COP ARS CLP UYU HKD SGD TWD';
const crowns = 'SEK NOK DKK ISK CZK';
const pesos = 'MXN COP ARS CLP UYU DOP PHP CUP';
const signs: readonly (readonly [string, string])[] = [
  ['€ eur euro euros euri eurot', 'EUR'],
  ['$ dollar dollars dolar dolares dollari dollaro bucks', dollars],
  ['us$ $us usd', 'USD'],
  ['ca$ c$ cad', 'CAD'],
  ['a$ au$ aud', 'AUD'],
  ['mx$ mxn', 'MXN'],
  ['r$ brl real reais reales', 'BRL'],
  ['£ gbp pound pounds sterling quid libra libras livre livres pfund sterlina sterline pond', 'GBP'],
  ['chf sfr fr franken stutz franc francs franco francos franchi frank', 'CHF'],
  ['peso pesos', pesos],
  ['cop', 'COP'],
  ['ars', 'ARS'],
  ['clp', 'CLP'],
  ['¥ yuan', 'JPY CNY'],
  ['yen yens yenes iene ienes jpy', 'JPY'],
  ['cny rmb renminbi', 'CNY'],
  ['kr krona kronor krone kroner kronen kroon corona coronas coroa coroas couronne couronnes corone', crowns],
  ['sek', 'SEK'],
  ['nok', 'NOK'],
  ['dkk', 'DKK'],
  ['kc czk', 'CZK'],
  ['zl zloty zlotys zlotych pln', 'PLN'],
  ['₹ inr rupee rupees rupien rupias roupies rupie rs', 'INR'],
  ['ft huf forint', 'HUF'],
  ['lei ron', 'RON'],
  ['₺ lira liras lire', 'TRY'],
  ['₽ rubel ruble rubles rublos roubles', 'RUB'],
  ['₩ won', 'KRW'],
];
const bySign: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  signs.flatMap(([words, codes]) => {
    const meant: ReadonlySet<string> = new Set(codes.split(' '));
    return words.split(' ').map((word) => [word, meant] as const);
  }),
);
