import { z } from 'zod';

/** Postgres keeps no NUL in a text. */
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must hold no NUL character');

/** A piece of the shop's knowledge. The same `source` again replaces what it said before. */
export const articleInput = z.strictObject({
  title: text(300),
  text: text(500_000),
  source: text(2000).nullable().default(null),
  validFrom: z.date().nullable().default(null),
  validUntil: z.date().nullable().default(null),
});
export type ArticleInput = z.input<typeof articleInput>;
export type Article = z.output<typeof articleInput>;

/** A passage as search finds it, in the order of how well it fits. */
export const foundKnowledge = z.strictObject({
  /** `knowledge:` and the passage's uuid: the record a fact in a reply points to. */
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** 1 is the best by words and meaning together. */
  rank: z.number().int(),
  /** How close the meaning is: the cosine of the two vectors, 0 … 1. */
  score: z.number(),
  /** Whether it holds at least one of the words that were asked for. */
  matchedWords: z.boolean(),
});
export type FoundKnowledge = z.infer<typeof foundKnowledge>;

/** Long enough to answer a question, short enough to be about one thing. */
const passageLength = 800;

/** Cuts an article into passages: whole paragraphs where they fit, whole sentences where they do not. */
export function passagesOf(article: string): string[] {
  const paragraphs = article
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph.length > 0);
  const pieces = paragraphs.flatMap((paragraph) =>
    paragraph.length <= passageLength ? [paragraph] : joined(sentencesOf(paragraph), ' '),
  );
  return joined(pieces, '\n\n');
}

/** What a passage's vector is made from: on its own "within 30 days" does not say what it is about. */
export function embeddedPassageText(title: string, passage: string): string {
  return `${title}. ${passage}`;
}

/** Puts neighbours together as long as they fit into one passage. */
function joined(pieces: readonly string[], glue: string): string[] {
  const passages: string[] = [];
  for (const piece of pieces) {
    const last = passages.at(-1);
    if (last !== undefined && last.length + glue.length + piece.length <= passageLength) {
      passages[passages.length - 1] = last + glue + piece;
    } else {
      passages.push(piece);
    }
  }
  return passages;
}

/** Sentences, and where one is longer than a passage, its words in rows that fit. */
function sentencesOf(paragraph: string): string[] {
  const sentences = [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(paragraph)];
  return sentences.flatMap(({ segment }) =>
    segment.length <= passageLength ? [segment.trim()] : joined(shortWordsOf(segment), ' '),
  );
}

function shortWordsOf(sentence: string): string[] {
  return sentence
    .split(/\s+/)
    .flatMap((word) => word.match(new RegExp(`.{1,${passageLength}}`, 'gsu')) ?? []);
}
