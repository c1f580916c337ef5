import type { KnownRecord } from './records.ts';

/** A name at its place in a text. */
export interface Mention {
  at: number;
  end: number;
}

/** Where a name stands in a text as a word of its own. A name of one or two letters is read as it is written. */
export function mentionsOf(text: string, name: string): Mention[] {
  if (name === '') return [];
  const [inText, wanted] = name.length <= 2 ? [text, name] : [small(text), small(name)];
  const mentions: Mention[] = [];
  for (let at = inText.indexOf(wanted); at !== -1; at = inText.indexOf(wanted, at + wanted.length)) {
    if (isWhole(text, at, at + wanted.length)) mentions.push({ at, end: at + wanted.length });
  }
  return mentions;
}

/** Whether no word or figure of the text is cut at either side. */
export function isWhole(text: string, at: number, end: number): boolean {
  const isCut = (left: string | undefined, right: string | undefined) =>
    left !== undefined &&
    right !== undefined &&
    ((/\p{L}/u.test(left) && /\p{L}/u.test(right)) || (/\d/u.test(left) && /\d/u.test(right)));
  return !isCut(text[at - 1], text[at]) && !isCut(text[end - 1], text[end]);
}

/** Names a reply may call things by: they state nothing, whatever digits they have. */
export function namesOf({ name, skus, readings }: KnownRecord): string[] {
  const variants = [...readings.values()].flatMap(({ variantName }) => variantName ?? []);
  return [name, ...skus, ...variants, ...variants.map((variant) => `${name}, ${variant}`)].filter(isName);
}

/** A figure alone is no name, though a size may be called "42". */
function isName(name: string): boolean {
  return /\p{L}\P{L}*\p{L}/u.test(name);
}

/** A text of the same length in which no mark within a name ends a thought: "as soon as Lamp, Blue is in stock". */
export function withWholeNames(text: string, names: readonly string[]): string {
  const marked = [...new Set(names)].filter((name) => isName(name) && thoughtMark.test(name));
  // The longest first: a shorter name may be a part of it.
  const longestFirst = marked.sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, name) => {
    const whole = name.replace(new RegExp(thoughtMark, 'gu'), '·');
    const parts: string[] = [];
    let done = 0;
    for (const { at, end } of mentionsOf(left, name)) {
      parts.push(left.slice(done, at), whole);
      done = end;
    }
    return parts.join('') + left.slice(done);
  }, text);
}

const thoughtMark = /[,;:.!?](?= )|[()—–]/u;

/** Of mentions in their order, those between two places. */
export function between<T extends Mention>(mentions: readonly T[], from: number, to: number): T[] {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let index = low; index < mentions.length; index += 1) {
    const one = mentions[index];
    if (one === undefined || one.at >= to) break;
    found.push(one);
  }
  return found;
}

/** What `candidates` is nearest to a fact, within the thought it stands in: a name before it, or one right behind. */
export function nearest<T extends Mention>(
  text: string,
  { at, end }: Mention,
  candidates: readonly T[],
): T | undefined {
  let best: { one: T; distance: number } | undefined;
  for (const one of candidates) {
    const gap = one.end <= at ? text.slice(one.end, at) : text.slice(end, one.at);
    const isAround = one.at < end && one.end > at;
    // A mark between two thoughts is as good as many words, and a name usually comes first.
    const marks = gap.match(/[,;)/]|(?<!\p{L})(?:and|y|e|et|und|en|or|o|ou|oder|of)(?!\p{L})/gu) ?? [];
    const distance = isAround ? -1 : gap.length + 20 * marks.length + (one.at >= end ? 6 : 0);
    if (best === undefined || distance < best.distance) best = { one, distance };
  }
  return best?.one;
}

/** Same length as before, so that places stay. */
function small(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
