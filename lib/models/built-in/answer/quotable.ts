import { words } from '../text.ts';
import { matches, stemsOf } from './terms.ts';
import type { Term } from './terms.ts';

/** Longest quotation, in characters. */
export const longestQuote = 500;

const mostSentences = 3;

/** Sentences this much weaker than the best one are left out. */
const nearBest = 0.75;

interface Scored {
  readonly sentence: string;
  readonly score: number;
}

/**
 * Which sentences of an article are said, in its order. One that alone has a word of the question must be among them: the
 * price for Spain is no answer about the Canary Islands when the next sentence is. If it says no, it is the whole answer.
 */
export function quotable(
  { title, read }: { title: string; read: readonly string[] },
  scored: readonly Scored[],
  asked: readonly Term[],
): string[] {
  // What the title says, every sentence is about.
  const terms = asked.filter((term) => !matches(term, stemsOf(title)));
  const best = Math.max(...scored.map(({ score }) => score));
  const near = [...scored]
    .filter(({ score }) => score > 0 && score >= best * nearBest)
    .sort((a, b) => b.score - a.score)
    .map(({ sentence }) => sentence);
  const telling = read.filter((sentence) => tells(sentence, read, terms));
  const refusals = telling.filter(refuses);
  const chosen = refusals.length > 0 ? refusals : [...new Set([...telling, ...near])].slice(0, mostSentences);
  return within(withForerunners(read, chosen), telling);
}

/** Whether a sentence is the only one of its article with some word of the question. */
function tells(sentence: string, read: readonly string[], terms: readonly Term[]): boolean {
  return terms.some((term) => {
    const having = read.filter((one) => matches(term, stemsOf(one)));
    return having.length === 1 && having[0] === sentence && read.length > 1;
  });
}

function refuses(sentence: string): boolean {
  return words(sentence).some((word) => refusing.has(word));
}

/** "They do not go to the Canary Islands" says nothing without the sentence that says who they are. */
function withForerunners(read: readonly string[], chosen: readonly string[]): string[] {
  const said = new Set(chosen);
  for (const [at, sentence] of [...read.entries()].reverse()) {
    const [first = ''] = words(sentence);
    const before = read[at - 1];
    if (said.has(sentence) && before !== undefined && pointing.has(first)) said.add(before);
  }
  return read.filter((sentence) => said.has(sentence));
}

/** As many as fit; what must be said fits first. */
function within(quoted: readonly string[], telling: readonly string[]): string[] {
  let room = longestQuote;
  const kept = new Set<string>();
  for (const sentence of [...telling.filter((one) => quoted.includes(one)), ...quoted]) {
    if (kept.has(sentence) || (sentence.length > room && kept.size > 0)) continue;
    kept.add(sentence);
    room -= sentence.length + 1;
  }
  return quoted.filter((sentence) => kept.has(sentence));
}

const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const refusing = wordSet(
  'not no never cannot none nunca tampoco nao nem pas jamais aucun nicht kein keine keinen keiner keinem nie non nessun niet geen nooit',
);
const pointing = wordSet(
  'it they them these those this that there then estos estas esto ellos ellas eles elas isso estes estas ils elles il elle cela ces sie es diese dieser dies das essi esse questo questi ze het dit deze die',
);
