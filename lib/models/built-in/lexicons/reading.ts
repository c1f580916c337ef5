import { plain } from '../text.ts';
import { dutch } from './nl.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import { german } from './de.ts';
import { intents, languages, maxGap } from './lexicon.ts';
import type { Ask, Intent, Language, Lexicon } from './lexicon.ts';
import { italian } from './it.ts';
import { portuguese } from './pt.ts';
import { spanish } from './es.ts';

/** A phrase ready to be looked for in {@link plain} text. */
export interface Phrase {
  readonly parts: readonly string[];
  readonly certain: boolean;
}

/** A lexicon ready for use: lists split, folded, and kept as sets where only whole words are looked up. */
export interface ReadyLexicon {
  readonly language: Language;
  readonly phrases: readonly { readonly intent: Intent; readonly phrases: readonly Phrase[] }[];
  readonly optOut: ReadonlySet<string>;
  readonly pleasantries: readonly string[];
  readonly questionStarts: readonly string[];
  readonly fillers: ReadonlySet<string>;
  readonly asks: Readonly<Record<Ask, readonly Phrase[]>>;
  readonly positive: readonly Phrase[];
  readonly negative: readonly Phrase[];
  readonly negations: ReadonlySet<string>;
  readonly gloss: ReadonlyMap<string, string>;
  /** Every word of the language that we know, to tell languages apart. */
  readonly vocabulary: ReadonlySet<string>;
}

const sources: Readonly<Record<Language, Lexicon>> = {
  en: english,
  es: spanish,
  pt: portuguese,
  fr: french,
  de: german,
  it: italian,
  nl: dutch,
};

const ready = new Map<Language, ReadyLexicon>();

/** The lexicon of a language. Folding its lists takes about a millisecond and is done once. */
export function lexiconOf(language: Language): ReadyLexicon {
  const known = ready.get(language);
  if (known !== undefined) return known;
  const made = prepare(sources[language]);
  ready.set(language, made);
  return made;
}

/** All lexicons, for texts whose language is not known. */
export function allLexicons(): readonly ReadyLexicon[] {
  return languages.map(lexiconOf);
}

/** The language as one of ours, if it is: `es-MX` is Spanish. */
export function supported(tag: string): Language | undefined {
  const base = tag.toLowerCase().split(/[-_]/u)[0];
  return languages.find((language) => language === base);
}

/** Whether a phrase occurs in {@link plain} text. Linear but for the gaps, which are bounded. */
export function occurs(text: string, phrase: Phrase): boolean {
  const [first = '', ...rest] = phrase.parts;
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    if (follow(text, at + first.length, rest)) return true;
    if (rest.length === 0) break;
  }
  return false;
}

/** Splits and folds a comma-separated list of phrases. */
export function phrasesOf(list: string): Phrase[] {
  return entries(list).map((entry) => ({
    certain: entry.startsWith('!'),
    parts: entry
      .split('…')
      .map((part) => (part.endsWith('*') ? plain(part).trimEnd() : plain(part)))
      .map((part) => (part.startsWith(' ') ? part : ` ${part}`)),
  }));
}

function follow(text: string, from: number, parts: readonly string[]): boolean {
  let at = from;
  for (const part of parts) {
    // The space that ends one part may be the one that begins the next.
    const next = text.indexOf(part, at - 1);
    if (next === -1 || next - at > maxGap) return false;
    at = next + part.length;
  }
  return true;
}

function prepare(source: Lexicon): ReadyLexicon {
  const gloss = new Map(
    entries(source.gloss).map((entry) => {
      const [word = '', meaning = ''] = entry.split('=');
      return [fold(word), meaning.trim()];
    }),
  );
  const fillers = entries(source.fillers).map(fold);
  const pleasantries = entries(source.pleasantries).map(fold);
  const questionStarts = entries(source.questionStarts).map(fold);
  const askWords = Object.values(source.asks).flatMap(entries).map(fold);
  return {
    language: source.language,
    phrases: intents.map((intent) => ({ intent, phrases: phrasesOf(source.phrases[intent] ?? '') })),
    optOut: new Set(entries(source.optOutWords).map(fold)),
    // The longest first: "thank you very much" before "thank you".
    pleasantries: [...pleasantries].sort((a, b) => b.length - a.length),
    questionStarts,
    fillers: new Set(fillers),
    asks: {
      price: phrasesOf(source.asks.price),
      stock: phrasesOf(source.asks.stock),
      browse: phrasesOf(source.asks.browse),
    },
    positive: phrasesOf(source.positive),
    negative: phrasesOf(source.negative),
    negations: new Set(entries(source.negations).map(fold)),
    gloss,
    vocabulary: new Set(
      [...fillers, ...pleasantries, ...questionStarts, ...askWords, ...ownWords(gloss)].flatMap(splitWords),
    ),
  };
}

/** The words of a glossary that are not English as well: `lamp=lamp` tells no Dutch customer from an English one. */
function ownWords(gloss: ReadonlyMap<string, string>): string[] {
  return [...gloss].filter(([word, meaning]) => fold(meaning) !== word).map(([word]) => word);
}

function entries(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.replace(/\s+/gu, ' ').trim())
    .filter((entry) => entry !== '');
}

function fold(entry: string): string {
  return plain(entry).trim();
}

function splitWords(entry: string): string[] {
  return entry.split(' ');
}
