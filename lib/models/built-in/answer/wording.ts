import { supported } from '../lexicons/reading.ts';
import type { Language } from '../lexicons/lexicon.ts';

/** The few words an extractive answer needs around what it quotes. */
export interface Wording {
  readonly inStock: string;
  readonly soldOut: string;
  readonly left: (units: number) => string;
  readonly found: string;
  /** Before a quotation in another language than the answer's. */
  readonly inOurWords: string;
}

/** The words of a language; English where we do not write it. */
export function wordingOf(language: string): Wording {
  return wordings[supported(language) ?? 'en'];
}

const wordings: Readonly<Record<Language, Wording>> = {
  en: {
    inStock: 'in stock',
    soldOut: 'sold out',
    left: (units) => `${units} left`,
    found: 'Here is what I found:',
    inOurWords: 'This is what our information says:',
  },
  es: {
    inStock: 'disponible',
    soldOut: 'agotado',
    left: (units) => (units === 1 ? 'queda 1' : `quedan ${units}`),
    found: 'Esto es lo que he encontrado:',
    inOurWords: 'Esto dice nuestra información:',
  },
  pt: {
    inStock: 'disponível',
    soldOut: 'esgotado',
    left: (units) => (units === 1 ? 'resta 1' : `restam ${units}`),
    found: 'Foi isto que encontrei:',
    inOurWords: 'É o que diz a nossa informação:',
  },
  fr: {
    inStock: 'en stock',
    soldOut: 'épuisé',
    left: (units) => `plus que ${units}`,
    found: 'Voici ce que j’ai trouvé :',
    inOurWords: 'Voici ce que disent nos informations :',
  },
  de: {
    inStock: 'auf Lager',
    soldOut: 'ausverkauft',
    left: (units) => `noch ${units} da`,
    found: 'Das habe ich gefunden:',
    inOurWords: 'So steht es in unseren Informationen:',
  },
  it: {
    inStock: 'disponibile',
    soldOut: 'esaurito',
    left: (units) => (units === 1 ? 'ne resta 1' : `ne restano ${units}`),
    found: 'Ecco cosa ho trovato:',
    inOurWords: 'Ecco cosa dicono le nostre informazioni:',
  },
  nl: {
    inStock: 'op voorraad',
    soldOut: 'uitverkocht',
    left: (units) => `nog ${units} over`,
    found: 'Dit heb ik gevonden:',
    inOurWords: 'Dit staat in onze informatie:',
  },
};
