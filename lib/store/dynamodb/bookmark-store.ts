import { z } from 'zod';
import { versionedItems, type VersionedItemDeps } from './versioned-item.ts';

const instant = z.number().transform((milliseconds) => new Date(milliseconds));

const bookmarkState = z.strictObject({
  until: instant,
  rest: z.strictObject({ from: instant, page: z.number().int() }).nullable(),
  settled: z.record(z.string(), z.string()),
  looks: z.record(
    z.string(),
    z.strictObject({
      dueAt: z.number(),
      count: z.number().int(),
      since: z.number().optional(),
      runs: z.number().int().optional(),
    }),
  ),
  asked: z
    .record(
      z.string(),
      z.strictObject({ messageId: z.number().int(), at: z.number(), version: z.number().int() }),
    )
    .default({}),
});

/** How far reconcile has looked at the conversations of an account. */
export interface Bookmark {
  /** Counts its moves; 0 = none stored. */
  version: number;
  /** What moved last before this was looked at, except for the rest. Chatwoot's clock. */
  until: Date;
  /** Of a list too long for one run: what moved after `from` and stands on this page or a later one. */
  rest: { from: Date; page: number } | null;
  /** Conversations that moved after `until` and were looked at, by id: their version then. */
  settled: Record<string, string>;
  /**
   * Conversations that were due and were queued, by account:conversation: how often they came back with another mark, and
   * with this one in how many runs since when, in milliseconds, which bookmarks of older releases do not say.
   */
  looks: Record<
    string,
    { dueAt: number; count: number; since?: number | undefined; runs?: number | undefined }
  >;
  /**
   * Conversations that were queued for words whose webhook was missed, by account:conversation: the newest of these words,
   * when that was, in milliseconds, and the ledger's version then. Absent in bookmarks of older releases.
   */
  asked: Record<string, { messageId: number; at: number; version: number }>;
}

export interface BookmarkStore {
  /** Undefined for an account we never looked at. Consistent read. */
  read(accountId: number): Promise<Bookmark | undefined>;
  /** Writes `next` if `next.version` is what is stored. Throws Conflict when it is not, or UpstreamUnavailable. */
  write(accountId: number, next: Bookmark): Promise<void>;
}

/** One item per account; it never expires. */
export function dynamoBookmarks(deps: VersionedItemDeps): BookmarkStore {
  const items = versionedItems(deps, {
    what: 'bookmark',
    schema: bookmarkState,
    keyOf: (accountId: number) => ({ pk: `reconcile#${accountId}`, sk: 'bookmark' }),
  });
  return {
    async read(accountId) {
      const stored = await items.read(accountId);
      return stored && { ...stored.state, version: stored.version };
    },
    async write(accountId, { version, until, rest, ...others }) {
      const state: z.input<typeof bookmarkState> = {
        ...others,
        until: until.getTime(),
        rest: rest === null ? null : { ...rest, from: rest.from.getTime() },
      };
      await items.write(accountId, { version, state });
    },
  };
}
