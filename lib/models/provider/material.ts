import type { ConverseRequest, Decision, Prompt, Utterance } from '../llm.ts';
import { aboutData, fenced } from './fence.ts';
import { recentHistory } from './history.ts';

/**
 * What a model reads, in the order in which it changes least. Two turns of one conversation begin with the same bytes:
 * the instructions, then the history, to which only something is added.
 */
export interface Material {
  /** Instructions: the same for everybody, then the same for this shop. None is empty. */
  instructions: readonly string[];
  /** One fenced text per message of the past. */
  history: readonly string[];
  /** Fenced documents and the words to answer. */
  now: readonly string[];
  /** What holds for this turn only. Ours, not data. */
  turn: string;
}

/** What is read for a decision. */
export function decisionMaterial({
  prompt,
  history,
  records,
  text,
}: Pick<Decision<unknown>, 'prompt' | 'history' | 'records' | 'text'>): Material {
  return {
    ...known(prompt, history),
    now: [...records.map((record) => fenced('record', record)), fenced('customer_words', text)],
    turn: prompt.turn,
  };
}

/** What is read for an answer in words. */
export function conversationMaterial({
  prompt,
  history,
  lookedUp,
  text,
  language,
}: ConverseRequest): Material {
  const lookups = lookedUp.map(({ name, input, result }) =>
    fenced('looked_up', { tool: name, input, result }),
  );
  return {
    ...known(prompt, history),
    now: [...lookups, fenced('customer_words', text)],
    turn: lines(prompt.turn, inLanguage(language)),
  };
}

function known({ system, shop }: Prompt, history: readonly Utterance[]) {
  return {
    instructions: [lines(system, aboutData), shop].filter((text) => text.trim() !== ''),
    history: recentHistory(history).map(({ from, text }) => fenced('said', { by: from, text })),
  };
}

/** The tag was said by a model, of foreign words: it is data. */
function inLanguage(language: string): string {
  if (language === 'und') return "Answer in the language of the customer's newest words.";
  return `Answer in the language with this BCP 47 tag: ${fenced('language', language)}`;
}

function lines(...texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}
