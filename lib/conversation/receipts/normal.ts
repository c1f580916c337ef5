/**
 * A text as a reader sees it: one form of every letter and digit, without invisible characters and the marks of bold and
 * code, with single spaces. Line breaks stay, as they end a thought.
 */
export function normal(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}|[\uFE00-\uFE0F\u20E3*`]|~~/gu, '')
    .replace(/[。｡]/gu, '.')
    .replace(/_+/gu, withinWord)
    .replace(/[^\P{Nd}0-9]/gu, asciiDigit)
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?[\n\u2028\u2029] ?/gu, '\n')
    .trim();
}

/** A word as it is looked up: small, without accents. */
export function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l');
}

/** `_nice_` is emphasis, `a_b` is a name. */
function withinWord(run: string, at: number, whole: string): string {
  const isWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return isWord(whole[at - 1]) && isWord(whole[at + run.length]) ? run : '';
}

/** Every script has its ten digits in a row, and what stands before them is no digit. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 60 && /\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}
