import { lexiconsFor, withoutPleasantries } from '../routing-rules.ts';
import { plain, readable, sentences } from '../text.ts';
import type { Utterance } from '../../llm.ts';
import { askedOf, termsOf } from './terms.ts';

/** More questions than this in one message are for a person. */
export const mostQuestions = 3;

/** Longest part of a message that is read as one question. */
const longestQuestion = 400;

/**
 * The questions in a message, each of them able to stand alone. A question that names nothing ("how much is it?") takes
 * along the statements around it, else the question before it, else what the customer wrote before; if it asks for stock
 * it stays alone then, since only a product that was found can say which of their words it is about.
 */
export function questionsIn(text: string, history: readonly Utterance[], language: string): string[] {
  const parts = sentences(readable(text))
    .map((part) => part.slice(0, longestQuestion))
    .filter((part) => withoutPleasantries(part, language) !== '');
  const asking = parts.filter((part) => isQuestion(part, language));
  const stated = parts.filter((part) => !asking.includes(part)).join(' ');
  const questions = asking.length === 0 ? [parts.join(' ')] : asking;
  return questions
    .filter((question) => question !== '')
    .map((question) =>
      namesSomething(question, language)
        ? question
        : complete(question, stated || questionBefore(question, questions, language), history, language),
    );
}

function isQuestion(part: string, language: string): boolean {
  if (/[?？؟]/u.test(part)) return true;
  const folded = ` ${withoutPleasantries(part, language)} `;
  return lexiconsFor(language).some(({ questionStarts }) =>
    questionStarts.some((start) => folded.startsWith(` ${start} `)),
  );
}

/** "How much is the oak lamp? Is it in stock?": the nearest question before this one that names something. */
function questionBefore(question: string, questions: readonly string[], language: string): string {
  const earlier = questions.slice(0, questions.indexOf(question));
  return earlier.findLast((one) => namesSomething(one, language)) ?? '';
}

function namesSomething(question: string, language: string): boolean {
  return termsOf(question, language).length > 0;
}

function complete(question: string, stated: string, history: readonly Utterance[], language: string): string {
  if (stated !== '' && namesSomething(stated, language))
    return `${stated} ${question}`.slice(0, longestQuestion);
  if (askedOf(question, language).wants.stock) return question;
  const said = history
    .filter(({ from, text }) => from === 'customer' && plain(text) !== plain(question))
    .slice(-3)
    .reverse()
    .map(({ text }) => readable(text).slice(0, longestQuestion / 2))
    .find((text) => namesSomething(text, language));
  return said === undefined ? question : `${said} ${question}`;
}
