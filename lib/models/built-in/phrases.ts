import { supported } from './lexicons/reading.ts';
import { phrasebook } from './phrasebook.ts';
import type { PhraseKey } from './phrasebook.ts';
import { plain } from './text.ts';

/** What a fixed sentence may name. */
export interface PhraseValues {
  readonly shopName: string;
  readonly product?: string | undefined;
  /** As `priceText` writes it. */
  readonly price?: string | undefined;
  readonly link?: string | undefined;
  /** What the customer is called. */
  readonly name?: string | undefined;
}

/**
 * A fixed sentence in the customer's language, in English where we do not write that language. Values are inserted as
 * they are; parts of a sentence that only name an unknown price, link or name are left out. Throws if a sentence about a
 * product is given none.
 */
export function phrase(key: PhraseKey, language: string, values: PhraseValues): string {
  const sentence = phrasebook[supported(language) ?? 'en'][key];
  return sentence
    .split(optionalPart)
    .map((part) => (part.startsWith('[') ? filledOrNothing(part.slice(1, -1), values) : filled(part, values)))
    .join('');
}

const optionalPart = /(\[[^\]]*\])/u;
const slot = /\{(\w+)\}/gu;

function filledOrNothing(part: string, values: PhraseValues): string {
  const known = [...part.matchAll(slot)].every(([, name = '']) => valueOf(name, values) !== undefined);
  return known ? filled(part, values) : '';
}

/** Each slot once, by its value as it is: a `$` or a `{product}` in a customer's name stays what it is. */
function filled(part: string, values: PhraseValues): string {
  return part.replace(slot, (_slot, name: string) => {
    const value = valueOf(name, values);
    if (value === undefined) throw new Error(`A fixed sentence was given no ${name}.`);
    return value;
  });
}

function valueOf(name: string, values: PhraseValues): string | undefined {
  const value = new Map<string, unknown>(Object.entries(values)).get(name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Which fixed sentence answers a message that is only a greeting, thanks, a nod or a goodbye. */
export function smallTalkPhrase(text: string): PhraseKey {
  const folded = plain(text);
  const says = (list: readonly string[]): boolean => list.some((words) => folded.includes(` ${words} `));
  if (says(thanks)) return 'you_are_welcome';
  if (says(goodbyes)) return 'goodbye';
  if (says(howAreYou)) return 'thanks_for_asking';
  return says(nods) || folded === ' ' ? nodPhrase(text) : 'greeting';
}

/** A thumb raised is a nod, a waving hand or a smile a greeting. */
function nodPhrase(text: string): PhraseKey {
  return /[👋😀😃😄😁😊🙂☺😺🤗]/u.test(text) ? 'greeting' : 'you_are_welcome';
}

const list = (text: string): string[] => text.split(',').map((entry) => plain(entry).trim());

const thanks = list(
  `thanks, thank, thx, cheers, gracias, obrigado, obrigada, valeu, merci, danke, dankeschön, dank, bedankt, dankjewel,
   dankuwel, grazie`,
);

const goodbyes = list(
  `bye, bye bye, goodbye, good bye, see you, see ya, have a nice day, have a great day, have a good day, have a nice weekend,
   have a good weekend, adiós, chao, hasta luego, hasta pronto, hasta mañana, nos vemos, tchau, adeus, até logo, até breve,
   até mais, au revoir, à bientôt, à plus, bonne journée, bonne soirée, tschüss, tschüs, auf wiedersehen, bis bald, bis dann,
   schönen tag, schönes wochenende, arrivederci, a presto, buona giornata, doei, tot ziens, fijne dag, prettige dag`,
);

const howAreYou = list(
  `how are you, how is it going, how s it going, how are things, cómo estás, cómo está, cómo están, qué tal, tudo bem,
   como vai, como você está, ça va, comment allez vous, comment vas tu, wie geht es, wie geht, wie gehts, come stai,
   come sta, come va, hoe gaat het, hoe gaat`,
);

const nods = list(
  `ok, okay, great, cool, nice, awesome, perfect, got it, sounds good, all good, vale, perfecto, genial, perfeito, beleza,
   parfait, super, perfekt, prima, toll, alles klar, perfetto, va bene, top`,
);
