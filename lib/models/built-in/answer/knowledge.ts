import type { EmbeddingModel } from '../../llm.ts';
import { detectLanguage } from '../language.ts';
import { supported } from '../lexicons/reading.ts';
import { cosine, sentences } from '../text.ts';
import type { Passage } from './products.ts';
import type { ArticleRecord } from './records.ts';
import { mayAskForTime } from './implied.ts';
import { leavesOut } from './places.ts';
import { longestQuote, quotable } from './quotable.ts';
import { coverage, stemsOf, termsOf } from './terms.ts';
import type { Asked } from './terms.ts';
import { wordingOf } from './wording.ts';

/** What a figure in a sentence counts for when a price is asked. */
const figureGain = 0.4;

/** Sentences of an article that are read; an article longer than that is read in part. */
const mostRead = 40;

/**
 * Quotes the one to three sentences of an article that answer the question, word for word. An article counts only if its
 * meaning and its words agree with the question well enough; see `evals/routing/questions.json` for how well that works.
 */
export async function knowledgeAnswer(
  { embeddings }: { embeddings: EmbeddingModel },
  articles: readonly ArticleRecord[],
  question: Asked,
  { aboutOneThing }: { aboutOneThing: boolean },
): Promise<Passage | undefined> {
  // Every article has figures in it: that one of them is the customer's means nothing.
  const asked = {
    ...question,
    terms: question.terms.filter(({ figure, forms: [form = ''] }) => !figure && !mayAskForTime(form)),
  };
  if (asked.terms.length === 0) return undefined;
  const ranked = articles
    .map((article) => fitOf(article, asked))
    .filter(({ article, share, inTitle }) => fits(article.score, share, inTitle, aboutOneThing))
    .sort((a, b) => b.rank - a.rank);
  const [best] = ranked;
  if (best === undefined) return undefined;
  const quoted = await quote({ embeddings }, best.article, asked);
  if (quoted.length === 0 || leavesOut(asked, `${best.article.title} ${quoted.join(' ')}`)) return undefined;
  const lead = await leadFor(best.article, asked.language);
  return {
    text: `${lead}${quoted.join(' ')}`,
    claims: quoted.map((text) => ({ text, recordId: best.article.id })),
    confidence: Math.min(0.9, 0.4 + best.article.score / 2 + best.share / 4),
  };
}

interface Fit {
  readonly article: ArticleRecord;
  readonly share: number;
  readonly inTitle: number;
  readonly rank: number;
}

/** What an article loses for each word of its title that nobody asked for: "express" of "Express delivery". */
const unaskedLoss = 0.12;
const mostUnasked = 3;

function fitOf(article: ArticleRecord, { terms, language }: Asked): Fit {
  const share = coverage(terms, stemsOf(`${article.title} ${article.text}`));
  const inTitle = coverage(terms, stemsOf(article.title));
  const asked = new Set(terms.flatMap(({ forms }) => forms));
  const unasked = termsOf(article.title, language).filter(
    ({ forms }) => !forms.some((form) => asked.has(form)),
  );
  const loss = unaskedLoss * Math.min(mostUnasked, unasked.length);
  return { article, share, inTitle, rank: article.score + share + inTitle / 2 - loss };
}

/**
 * Meaning alone must be very near; with all words found, any likeness will do. Fitted on `questions.json`. A
 * question about one thing, one we may have or a product, gets no rule that only mentions a word of it in passing.
 */
function fits(score: number, share: number, inTitle: number, aboutOneThing: boolean): boolean {
  if (aboutOneThing) return share === 1 && (inTitle > 0 || score >= 0.45);
  if (share === 1) return score >= 0.25 || inTitle > 0;
  return share >= 0.6 && score >= 0.45;
}

async function quote(
  { embeddings }: { embeddings: EmbeddingModel },
  article: ArticleRecord,
  asked: Asked,
): Promise<string[]> {
  const read = sentences(article.text)
    .filter((sentence) => sentence.length <= longestQuote)
    .slice(0, mostRead);
  const [question = [], ...vectors] = await embeddings.embed([asked.gist, ...read]);
  const scored = read.map((sentence, at) => ({
    sentence,
    score:
      cosine(question, vectors[at] ?? []) +
      coverage(asked.terms, stemsOf(sentence)) +
      (asked.wants.price && /\d/u.test(sentence) ? figureGain : 0),
  }));
  return quotable({ title: article.title, read }, scored, asked.terms);
}

/** A quotation in another language than the customer's is announced as one. The article tells: a sentence may be an address. */
async function leadFor({ title, text }: ArticleRecord, language: string): Promise<string> {
  const written = await detectLanguage(`${title}\n${text}`);
  const same = written === 'und' || written === (supported(language) ?? 'en');
  return same ? '' : `${wordingOf(language).inOurWords} `;
}
