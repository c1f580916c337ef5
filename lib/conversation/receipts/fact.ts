import type { Unit } from './units.ts';

/** What a fact says, in a form that does not depend on how it is written. */
export type Statement =
  | { kind: 'link'; url: string }
  /** An e-mail address, a telephone number, or a name like `E14`. */
  | { kind: 'address' | 'phone' | 'code'; key: string }
  /** Without currencies: it is called a price, and no currency is. */
  | { kind: 'money'; cents: number; currencies: ReadonlySet<string> | undefined }
  | { kind: 'percent'; value: string; isDiscount: boolean }
  | { kind: 'stock'; value: string }
  /** `cents`: what it would be as a price, if it could be one. */
  | { kind: 'number'; value: string; unit: Unit | undefined; cents: number | undefined }
  /** Minutes after midnight, several where `7` may be in the morning or in the evening. */
  | { kind: 'clock'; minutes: readonly number[] }
  | { kind: 'date'; day: number; month: number; year: number | undefined }
  /** `month:12`, `weekday:1` or `tomorrow`. */
  | { kind: 'day'; key: string }
  | { kind: 'availability'; inStock: boolean }
  | { kind: 'offer'; offer: 'free' | 'half'; about: readonly string[] };

/**
 * A statement in a normal text, at its place. `at` to `end` is the part of it that a claim must hold, `from` to `to` all
 * of it with its currency or unit.
 */
export type Fact = Statement & Place & { from: number; to: number };

/** Words at their place in a text. */
export interface Place {
  text: string;
  at: number;
  end: number;
}

/** What is stated by all the words at a place. */
export function stated(place: Place, statement: Statement): Fact {
  const { text, at, end } = place;
  return { ...statement, text, at, end, from: at, to: end };
}

/** Text that was read already, so that nothing else reads it. It keeps its length and is no letter, digit or space. */
export function blank(found: string): string {
  return '\uFFFC'.repeat(found.length);
}

const sentenceEnd = /[.!?](?=[\s\uFFFC]|$)|\n/gu;
const clauseEnd = /[.!?](?=\s|$)|[\n,;:—–()]/gu;
const longestSentence = 300;

/** The sentence around a place, or as much of it as is near. */
export function sentenceAround(text: string, at: number, end: number): { from: number; to: number } {
  return around(text, at, end, sentenceEnd);
}

/** The part of a sentence around a place. */
export function clauseAround(text: string, at: number, end: number): { from: number; to: number } {
  return around(text, at, end, clauseEnd);
}

function around(text: string, at: number, end: number, mark: RegExp): { from: number; to: number } {
  const start = Math.max(0, at - longestSentence);
  // One more character, so that a mark sees what follows it.
  const before = [...text.slice(start, at + 1).matchAll(mark)]
    .filter(({ index }) => start + index < at)
    .at(-1);
  const after = [...text.slice(end, end + longestSentence).matchAll(mark)][0];
  return {
    from: before === undefined ? start : start + before.index + 1,
    to: after === undefined ? Math.min(text.length, end + longestSentence) : end + after.index + 1,
  };
}
