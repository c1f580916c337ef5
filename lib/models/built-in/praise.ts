import { lexiconOf, supported } from './lexicons/reading.ts';
import { sentimentOf } from './sentiment.ts';
import { plain, sentences, words } from './text.ts';

/** Who writes more than this has more to say than thanks. */
const mostWords = 12;

const delighted = 0.5;

/**
 * Whether an English message thanks and praises and does nothing else: "I love the lamp, thanks!". `matter` is the message
 * without its pleasantries. Any sign of a question, a wish or a reservation makes it more than that.
 */
export function onlyPraises(text: string, matter: string, language: string): boolean {
  if (supported(language) !== 'en' || !/ (?:thanks|thank you|thx|cheers) /u.test(plain(text))) return false;
  if (/[?\p{N}]/u.test(text) || words(text).length > mostWords) return false;
  if (words(text).some((word) => more.has(word)) || sentences(text).some(asks)) return false;
  return sentimentOf(matter, 'en') >= delighted;
}

function asks(sentence: string): boolean {
  return lexiconOf('en').questionStarts.some((start) => plain(sentence).startsWith(` ${start} `));
}

/** Words of wishes, conditions and reservations. */
const more: ReadonlySet<string> = new Set(
  `would d wish want need like could can may please if but however although though not no t when how where what which
   another more also and order buy send get have see`.split(/\s+/u),
);
