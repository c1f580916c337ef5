/** What we read of one message: its beginning and its end. A customer's longest mail seen in support sets is shorter. */
const readHead = 3000;
const readTail = 1000;

/** What of a text is turned into a vector. The tokenizer is quadratic in length, and meaning sits in the first lines. */
const embedLimit = 400;

/** The part of an untrusted text that is looked at, without control characters and lone surrogates. */
export function readable(text: string): string {
  const part =
    text.length <= readHead + readTail ? text : `${text.slice(0, readHead)} ${text.slice(-readTail)}`;
  return part
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, (char) => (char === '\n' ? '\n' : char === '\u200D' ? '' : ' '));
}

/**
 * The words of a text in lower case, without accents and punctuation, with one space around each: ` donde esta mi pedido `.
 * Phrases are looked for in this form with `indexOf`, so that no text can make matching slow.
 */
export function plain(text: string): string {
  const folded = readable(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return folded === '' ? ' ' : ` ${folded} `;
}

/** The words of a text, as {@link plain} writes them. */
export function words(text: string): string[] {
  const folded = plain(text).trim();
  return folded === '' ? [] : folded.split(' ');
}

/** The text as it is given to the embedding model: short, on one line, never empty. */
export function embeddable(text: string): string {
  const line = readable(text.slice(0, embedLimit)).replace(/\s+/gu, ' ').trim();
  return line === '' ? '.' : line;
}

/** Sentences and lines of a text, verbatim, in order. An abbreviation may cut one in two; none is lost. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…。！？])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Cosine of the angle between two vectors, 0 if one of them is all zeros. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let squareA = 0;
  let squareB = 0;
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? 0;
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : dot / Math.sqrt(squareA * squareB);
}
