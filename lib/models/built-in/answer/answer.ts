import type { ConverseRequest, EmbeddingModel, Reply } from '../../llm.ts';
import { customersWords, followUp } from './follow-up.ts';
import { knowledgeAnswer } from './knowledge.ts';
import { beyondProducts, productAnswer } from './products.ts';
import type { Passage } from './products.ts';
import { mostQuestions, questionsIn } from './questions.ts';
import type { Lookup } from './records.ts';
import { readable } from '../text.ts';
import { askedOf } from './terms.ts';
import type { Asked } from './terms.ts';

/** How many of the customer's messages may be looked through for the product that is meant, and how much of each. */
const furthestBack = 4;
const longestSaid = 200;

interface AnswerDeps {
  embeddings: EmbeddingModel;
  lookup: Lookup;
}

/**
 * Answers by quoting what the searches found, or not at all: the reply holds nothing but records' words and figures and
 * a few fixed words between them, so that nothing a customer writes can put words into our mouth. If one question of
 * several has no answer, a person answers them all.
 */
export async function answer(deps: AnswerDeps, { text, history, language }: ConverseRequest): Promise<Reply> {
  const questions = questionsIn(text, history, language);
  if (questions.length === 0)
    return { kind: 'unknown', reason: 'The message asks nothing we could look up.' };
  if (questions.length > mostQuestions)
    return { kind: 'unknown', reason: 'The message asks too many things at once.' };
  const passages: Passage[] = [];
  for (const [at, question] of questions.entries()) {
    const earlier = [...customersWords(history), ...questions.slice(0, at)];
    const passage = await answerOne(deps, { question, earlier, language });
    if (passage === undefined)
      return { kind: 'unknown', reason: 'Neither the catalogue nor the knowledge says it.' };
    if (!passages.some((one) => one.text === passage.text)) passages.push(passage);
  }
  return {
    kind: 'answer',
    text: passages.map((passage) => passage.text).join('\n\n'),
    claims: passages.flatMap((passage) => passage.claims),
    confidence: Math.min(...passages.map((passage) => passage.confidence)),
    asksBack: false,
    promisesAlert: false,
  };
}

interface OneQuestion {
  question: string;
  /** What the customer asked before this. */
  earlier: readonly string[];
  language: string;
}

async function answerOne(
  { embeddings, lookup }: AnswerDeps,
  { question, earlier, language }: OneQuestion,
): Promise<Passage | undefined> {
  const asked = askedOf(question, language);
  if (asked.terms.length === 0)
    return asked.wants.stock ? lastProduct(lookup, { question, earlier, language }) : undefined;
  const products = await everyone(queriesOf(question, asked), (query) => lookup.products(query));
  const product =
    productAnswer(products, asked) ?? (await inContext(lookup, asked, followUp(question, earlier, language)));
  if (product !== undefined) return product;
  const articles = await everyone(queriesOf(question, asked), (query) => lookup.articles(query));
  const beyond = beyondProducts(products, asked.terms);
  // "Do you have an oak bed" must not become a question about beds because there are other things of oak.
  const terms = asked.wants.stock ? asked.terms : beyond;
  const aboutOneThing = asked.wants.stock || beyond.length < asked.terms.length;
  return knowledgeAnswer({ embeddings }, articles, { ...asked, terms }, { aboutOneThing });
}

/** "Is it in stock?" is about the product spoken of last, whatever else was asked since: opening hours are not in stock. */
async function lastProduct(
  lookup: Lookup,
  { question, earlier, language }: OneQuestion,
): Promise<Passage | undefined> {
  const latest = earlier.slice(-furthestBack);
  for (const [at, said] of [...latest.entries()].reverse()) {
    const whole = `${readable(said).slice(0, longestSaid)} ${question}`;
    const asked = askedOf(whole, language);
    if (asked.terms.length === 0) continue;
    const products = await everyone(queriesOf(whole, asked), (query) => lookup.products(query));
    const product =
      productAnswer(products, asked) ??
      (await inContext(lookup, asked, followUp(said, latest.slice(0, at), language)));
    if (product !== undefined) return product;
  }
  return undefined;
}

/** The product that a leaning question is about, by what was spoken of before. */
async function inContext(
  lookup: Lookup,
  { terms: own, language }: Asked,
  whole: string | undefined,
): Promise<Passage | undefined> {
  if (whole === undefined) return undefined;
  const asked = { ...askedOf(whole, language), own };
  return productAnswer(await everyone(queriesOf(whole, asked), (query) => lookup.products(query)), asked);
}

/** Records may be written in the customer's language or, as embeddings understand it best, in English. */
function queriesOf(question: string, { gist }: Asked): string[] {
  return gist === question ? [question] : [question, gist];
}

/** What any of the queries found, once each, with its best score. */
async function everyone<T extends { id: string; score: number }>(
  queries: readonly string[],
  search: (query: string) => Promise<T[]>,
): Promise<T[]> {
  const best = new Map<string, T>();
  for (const query of queries) {
    for (const item of await search(query)) {
      const known = best.get(item.id);
      if (known === undefined || known.score < item.score) best.set(item.id, item);
    }
  }
  return [...best.values()];
}
