import { createHash } from 'node:crypto';

/** Why somebody waits for what the shop has taken off its shelves. */
export const notSoldAnyMore = 'not-sold-any-more';
export const notSoldExplanation =
  'This customer waits for something that is not sold any more: please tell them, or offer something else.';

/**
 * The id of what a person is told about a wish, always the same for one wish and one occasion (a restock, say): a report
 * that comes twice is one row, and the next occasion is a new one. A UUID of version 8: made of a hash.
 */
export function reportId(alertId: string, occasion: string): string {
  const hash = createHash('sha256').update(`stock-alert:${alertId}:${occasion}`).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return [...parts, hash.slice(20, 32)].join('-');
}
