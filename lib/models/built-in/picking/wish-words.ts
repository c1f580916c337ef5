import { termsOf } from '../answer/terms.ts';
import type { Term } from '../answer/terms.ts';
import { allLexicons } from '../lexicons/reading.ts';
import { words } from '../text.ts';

/** The words of a wish to be told of something that say which thing is meant: "the oak lamp" of "tell me when …". */
export function contentTerms(text: string, language: string): Term[] {
  const rest = words(text).filter((word) => !isWishWord(word));
  return termsOf(rest.join(' '), language);
}

function isWishWord(word: string): boolean {
  return whole.has(word) || begins.some((beginning) => word.startsWith(beginning));
}

/** The router's own phrases for such wishes, word by word: `avis*` stands for every form of it. */
const parts = allLexicons()
  .flatMap(({ phrases }) => phrases.filter(({ intent }) => intent === 'stock_alert'))
  .flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.parts));

const whole: ReadonlySet<string> = new Set([
  ...parts.flatMap((part) => (part.endsWith(' ') ? words(part) : words(part).slice(0, -1))),
  ...words(
    `back again return returns returned gone missing miss missed waiting wait want would love yes sure great notify notified
     notification tell told let inform email mail text message write ping alert reminder remind contact reach soon once
     restocked arrives arrive arrived comes stock sold out unavailable available version model one colour color size
     vuelva vuelvan vuelve regrese agotado agotada quiero si claro llegue entre talla versión modelo
     volte volta voltar voltarem chegue sim claro tamanho cor esgotado esgotada versão
     revient reviennent revienne reviendra oui volontiers taille couleur épuisé version modèle
     wieder zurück zurückkommt kommt da ja gern gerne bitte größe farbe ausverkauft sagen sie mir version
     torna tornano tornato arriva sì certo volentieri taglia colore esaurito versione
     terug terugkomt komt ja graag maat kleur uitverkocht zeg laat weten versie`,
  ),
]);

const begins = parts
  .filter((part) => !part.endsWith(' '))
  .map((part) => words(part).at(-1) ?? '')
  .filter((beginning) => beginning.length >= 4);
