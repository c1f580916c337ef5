import type { ConverseRequest, EmbeddingModel, Reply } from '../../llm.ts';
import { knowledgeAnswer } from './knowledge.ts';
import { beyondProducts, productAnswer } from './products.ts';
import type { Passage } from './products.ts';
import { mostQuestions, questionsIn } from './questions.ts';
import type { Lookup } from './records.ts';
import { askedOf } from './terms.ts';

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
  for (const question of questions) {
    const passage = await answerOne(deps, question, language);
    if (passage === undefined)
      return { kind: 'unknown', reason: 'Neither the catalogue nor the knowledge says it.' };
    if (!passages.some((one) => one.text === passage.text)) passages.push(passage);
  }
  return {
    kind: 'answer',
    text: passages.map((passage) => passage.text).join('\n\n'),
    claims: passages.flatMap((passage) => passage.claims),
    confidence: Math.min(...passages.map((passage) => passage.confidence)),
  };
}

async function answerOne(
  { embeddings, lookup }: AnswerDeps,
  question: string,
  language: string,
): Promise<Passage | undefined> {
  const asked = askedOf(question, language);
  if (asked.terms.length === 0) return undefined;
  // Records may be written in the customer's language or, as embeddings understand it best, in English.
  const queries = asked.gist === question ? [question] : [question, asked.gist];
  const products = await everyone(queries, (query) => lookup.products(query));
  const product = productAnswer(products, asked);
  if (product !== undefined) return product;
  const articles = await everyone(queries, (query) => lookup.articles(query));
  return knowledgeAnswer({ embeddings }, articles, {
    ...asked,
    terms: beyondProducts(products, asked.terms),
  });
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
