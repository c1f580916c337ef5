import type { Tried } from '../api/contract.ts';

/** What somebody wrote into the form. */
export interface TriedWords {
  readonly text: string;
  /** A message a line. */
  readonly before: string;
  /** Apart by commas. */
  readonly labels: string;
}

/** The form as the API takes it: what was left empty is not sent. */
export function triedFrom({ text, before, labels }: TriedWords): Tried {
  const context = parts(before, '\n').map(said);
  const given = parts(labels, ',');
  return {
    text: text.trim(),
    ...(context.length > 0 && { context }),
    ...(given.length > 0 && { contact: { labels: given } }),
  };
}

/** `Shop: …` is what we said; everything else the customer did. */
function said(line: string): { from: 'customer' | 'shop'; text: string } {
  const text = line.replace(/^shop:\s*/i, '');
  return text === line || text === '' ? { from: 'customer', text: line } : { from: 'shop', text };
}

function parts(text: string, by: string): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
