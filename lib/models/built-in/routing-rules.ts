import { allLexicons, lexiconOf, occurs, supported } from './lexicons/reading.ts';
import type { ReadyLexicon } from './lexicons/reading.ts';
import type { Intent } from './lexicons/lexicon.ts';
import { plain, readable } from './text.ts';

/** What the words alone say: an intent that is settled, or how much each intent gains over the others. */
export interface WordEvidence {
  readonly settled: Intent | undefined;
  readonly gains: ReadonlyMap<Intent, number>;
  /** Whether it asks if something is back, which is not yet the wish to be told. */
  readonly asksWhetherBack: boolean;
}

/** What a phrase adds to its intent, beside cosines that differ by some 0.1 between first and second. */
const certainGain = 0.5;
const hintGain = 0.15;
const mostGain = 0.8;

/** "Do not stop sending me offers": the words of an opt-out, turned round. */
const asksToGoOn =
  / (?:(?:do not|don t|dont|never) (?:stop|quit)|no dej\w{1,3} de|nao (?:pare|parem|deixe|deixem) de|(?:n arretez|n arrete) pas|hor\w{0,4} (?:sie )?nicht auf|non smett\w{1,4} di|stop niet met) /u;

/** One language's phrases mean little inside another's sentence, but a customer may mix in English. */
const foreignShare = 0.5;

/**
 * Looks for phrases and for messages that are nothing but one thing: a word of opting out, a greeting, a nod. `answered`
 * says whether the shop has said anything that a nod could be for.
 */
export function readWords(text: string, language: string, answered: boolean): WordEvidence {
  const folded = plain(text);
  const lexicons = lexiconsFor(language);
  const gains = gainsOf(folded, lexicons, language);
  if (asksToGoOn.test(folded)) gains.delete('opt_out');
  const settled = bareSign(text, folded, answered) ?? settledBy(text, folded, gains);
  // A wish says "tell me"; a question that only speaks of stock wants an answer.
  const asksWhetherBack = text.includes('?') && (gains.get('stock_alert') ?? 0) < certainGain;
  if (asksWhetherBack && gains.delete('stock_alert')) {
    gains.set('product_inquiry', (gains.get('product_inquiry') ?? 0) + hintGain);
  }
  return { settled, gains, asksWhetherBack };
}

/**
 * Intents whose mistakes silence or offend a customer are never concluded from closeness, nor from one suspicious word:
 * "can I pay with bitcoin" is a customer.
 */
export function backedByWords(intent: Intent, { gains, asksWhetherBack }: WordEvidence): boolean {
  if (intent === 'stock_alert') return !asksWhetherBack;
  const gain = gains.get(intent) ?? 0;
  if (intent === 'spam' || intent === 'abuse') return gain >= 2 * hintGain;
  return intent !== 'opt_out' || gain > 0;
}

/** The message without greetings, thanks and goodbyes; empty if it was nothing else. */
export function withoutPleasantries(text: string, language: string): string {
  let rest = plain(text);
  for (const { pleasantries } of lexiconsFor(language)) {
    for (const phrase of pleasantries) rest = rest.replaceAll(` ${phrase} `, '  ');
  }
  return rest.trim().replace(/ +/gu, ' ');
}

/** The lexicons that may be read in a text of this language: its own and English, or all if it is not known. */
export function lexiconsFor(language: string): readonly ReadyLexicon[] {
  const known = supported(language);
  if (known === undefined) return allLexicons();
  return known === 'en' ? [lexiconOf('en')] : [lexiconOf(known), lexiconOf('en')];
}

/** Whether a message holds something that looks like an order number: `#A-5521`, `88213`, `n° 4410`. */
export function namesAnOrder(text: string): boolean {
  return readable(text)
    .split(/[\s,;:!?()]+/u)
    .some((word) => /^(?:#|n[°º.]?)?[a-z]{0,3}-?\d{4,12}\.?$/iu.test(word));
}

function gainsOf(folded: string, lexicons: readonly ReadyLexicon[], language: string): Map<Intent, number> {
  const gains = new Map<Intent, number>();
  for (const lexicon of lexicons) {
    const own = supported(language) ?? lexicon.language;
    const share = own === lexicon.language ? 1 : foreignShare;
    for (const { intent, phrases } of lexicon.phrases) {
      const found = phrases.filter((phrase) => occurs(folded, phrase));
      const gain = found.reduce((sum, phrase) => sum + (phrase.certain ? certainGain : hintGain), 0) * share;
      if (gain > 0) gains.set(intent, Math.min(mostGain, (gains.get(intent) ?? 0) + gain));
    }
  }
  return gains;
}

/**
 * A wish to talk to a person and a wish to hear no more are honoured whatever else is said, the person first: people
 * write "stop, I want a person". Several signs of one kind make spam and abuse certain.
 */
function settledBy(text: string, folded: string, gains: ReadonlyMap<Intent, number>): Intent | undefined {
  const gain = (intent: Intent): number => gains.get(intent) ?? 0;
  const alone = folded.trim();
  if (allLexicons().some(({ optOut }) => optOut.has(alone))) return 'opt_out';
  if (withoutPleasantries(text, 'und') === '') return 'greeting_smalltalk';
  if (gain('human_request') >= certainGain) return 'human_request';
  if (gain('opt_out') >= certainGain) return 'opt_out';
  if (gain('spam') >= certainGain) return 'spam';
  return gain('abuse') >= certainGain ? 'abuse' : undefined;
}

/** A message of pictures, or of a yes or no: what it means hangs on what was said before; only a wave or a smile is a greeting. */
function bareSign(text: string, folded: string, answered: boolean): Intent | undefined {
  const alone = folded.trim();
  if (alone === '') {
    if (/[😠😡🤬👿😤💢🖕]/u.test(text)) return 'complaint';
    if (text.includes('👋') || /[😀😃😄😁😊🙂☺😺🤗]/u.test(text)) return 'greeting_smalltalk';
    return answered && /[👍👌🙏]/u.test(text) ? 'greeting_smalltalk' : 'other';
  }
  if (alone.split(' ').every((word) => nods.has(word))) return answered ? 'greeting_smalltalk' : 'other';
  return alone.split(' ').every((word) => nods.has(word) || yesOrNo.has(word)) ? 'other' : undefined;
}

const nods: ReadonlySet<string> = new Set('ok okay okey oki vale k'.split(' '));
const yesOrNo: ReadonlySet<string> = new Set(
  'yes yeah yep yup no nope nah sure si claro sim nao oui non ouais ja nein doch jep nee certo'.split(' '),
);
