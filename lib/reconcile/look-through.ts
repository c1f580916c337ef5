import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ConversationPage } from '../chatwoot/conversation-list.ts';
import { ChatwootUnavailable } from '../chatwoot/http.ts';
import type { Bookmark } from '../store/dynamodb/bookmark-store.ts';
import { moved } from './bookmark.ts';
import { comparePage, nothingCompared, type Known, type Missed } from './compare-page.ts';
import type { WhatIsMissingDeps } from './what-is-missing.ts';

export interface LookThroughDeps extends WhatIsMissingDeps {
  chatwoot: Pick<ChatwootClient, 'conversations' | 'messages'>;
}

/** What comparing Chatwoot's list with our ledgers found. */
export interface Found {
  missed: readonly Missed[];
  /** How many conversations had changed since the last run. */
  compared: number;
  /** The bookmark to keep once everything missed is queued. */
  next: Bookmark;
}

/** Of one run: 25 conversations a page, and less than the function's time limit. */
const mostPages = 40;
const longestMs = 60_000;

/**
 * Turns Chatwoot's pages, the last moved first, until what the last run saw. What moves meanwhile goes to the front,
 * where the next run finds it, and pushes the others back: some are seen twice, none is missed. Where a run must stop,
 * the next goes on once it has seen what is new, one page before: conversations may have been deleted.
 */
export async function lookThrough(
  deps: LookThroughDeps,
  { first, ...known }: Known & { first: ConversationPage },
): Promise<Found> {
  const { bookmark } = known;
  const started = performance.now();
  const mayGoOn = (pages: number) => pages < mostPages && performance.now() - started < longestMs;
  const compared = nothingCompared();
  const found = (rest: Bookmark['rest']): Found => ({
    missed: compared.missed,
    compared: compared.changed,
    next: moved(bookmark, { settled: [...compared.settled.values()], later: compared.later, rest }),
  });
  const pageSize = first.conversations.length + first.unreadable;
  let place: Place = { number: 1, from: bookmark.until, rest: bookmark.rest };
  try {
    for (let page = first, pages = 1; ; pages += 1) {
      await comparePage(deps, known, { page, from: place.from, compared });
      const next = placeAfter(place, page, pageSize);
      if (next === undefined) return found(null);
      place = next;
      if (!mayGoOn(pages)) break;
      page = await deps.chatwoot.conversations(place.number);
    }
  } catch (error) {
    // It was there a moment ago: what was found is kept, the rest is for the next run.
    if (!(error instanceof ChatwootUnavailable)) throw error;
  }
  const from = place.rest !== null && place.rest.from < place.from ? place.rest.from : place.from;
  return found({ from, page: Math.max(1, place.number - 1) });
}

/** The page to read, and how far back: first what is new, then the rest that an earlier run left. */
interface Place {
  number: number;
  from: Date;
  rest: Bookmark['rest'];
}

function placeAfter(
  { number, from, rest }: Place,
  page: ConversationPage,
  pageSize: number,
): Place | undefined {
  const isLast = page.total !== null && number * pageSize >= page.total;
  if (!isLast && !isPast(page, from)) return { number: number + 1, from, rest };
  return rest === null ? undefined : { number: Math.max(number, rest.page), from: rest.from, rest: null };
}

/** Whether nothing behind this page can have moved since. */
function isPast({ conversations, unreadable }: ConversationPage, from: Date): boolean {
  const last = conversations.at(-1);
  return last === undefined ? unreadable === 0 : last.movedAt < from;
}
