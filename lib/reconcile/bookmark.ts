import type { ListedConversation } from '../chatwoot/conversation-list.ts';
import type { Bookmark } from '../store/dynamodb/bookmark-store.ts';
import { oldestMs } from './what-is-missing.ts';

/** What happened before we were first there is for whoever answered then. */
const firstLookMs = 60 * 60_000;
/** Seen again by the next run: what commits late in Chatwoot, and its several clocks. */
const overlapMs = 3 * 60_000;
/** Remembered across the overlap: some 40 bytes each, of the 400 KB an item may have. */
const mostSettled = 4000;

/** Where the look begins when there was none before. */
export function firstBookmark(now: Date): Bookmark {
  const until = new Date(now.getTime() - firstLookMs);
  return { version: 0, until, rest: null, settled: {}, looks: {}, asked: {} };
}

/** What is too old to be answered need not be looked through. */
export function keptBack(bookmark: Bookmark, now: Date): Bookmark {
  const notBefore = (date: Date) => new Date(Math.max(date.getTime(), now.getTime() - oldestMs));
  const rest = bookmark.rest === null ? null : { ...bookmark.rest, from: notBefore(bookmark.rest.from) };
  return { ...bookmark, until: notBefore(bookmark.until), rest };
}

/** What a run leaves behind. */
export interface LookedThrough {
  /** Compared, now or by an earlier run. */
  settled: readonly ListedConversation[];
  /** With words too new to be missed. */
  later: readonly ListedConversation[];
  rest: Bookmark['rest'];
}

/** Up to shortly before the newest that Chatwoot showed, by its clock, and never past what was left for later. */
export function moved(bookmark: Bookmark, { settled, later, rest }: LookedThrough): Bookmark {
  const at = ({ movedAt }: ListedConversation) => movedAt.getTime();
  const newest = [...settled, ...later].reduce((last, one) => Math.max(last, at(one)), 0);
  const oldestLeft = later.reduce((first, one) => Math.min(first, at(one)), Infinity);
  const until = Math.max(bookmark.until.getTime(), Math.min(newest - overlapMs, oldestLeft));
  const kept = settled
    .filter((one) => at(one) >= until)
    .toSorted((a, b) => at(b) - at(a))
    .slice(0, mostSettled);
  return {
    ...bookmark,
    until: new Date(until),
    rest,
    settled: Object.fromEntries(kept.map(({ id, version }) => [id, version])),
  };
}
