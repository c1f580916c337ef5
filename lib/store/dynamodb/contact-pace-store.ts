import { z } from 'zod';
import { versionedItems, type VersionedItemDeps } from './versioned-item.ts';

const contactPaceState = z.strictObject({
  /** The shop's day that `answers` belong to: `2026-05-01`. */
  day: z.string(),
  answers: z.number().int(),
  /** The hour, counted since 1970, that `answersInHour` belong to. */
  hour: z.number().int(),
  answersInHour: z.number().int(),
});

/** How often one contact of Chatwoot's was answered, in all their conversations. `version` counts its moves. */
export type ContactPaceCount = z.infer<typeof contactPaceState> & { readonly version: number };

/** The table's keys of one contact. */
export interface ContactKey {
  readonly accountId: number;
  readonly contactId: number;
}

export interface ContactPaceStore {
  /** Undefined for a contact who was not answered for days. Consistent. Throws UpstreamUnavailable, MalformedInput. */
  read(key: ContactKey): Promise<ContactPaceCount | undefined>;
  /** Writes `next` if `next.version` is what is stored. Throws Conflict when it is not, or UpstreamUnavailable. */
  write(key: ContactKey, next: ContactPaceCount): Promise<void>;
}

export interface ContactPaceStoreDeps extends VersionedItemDeps {
  readonly now: () => Date;
}

/** The longest that is counted is a day, of any zone. */
const keepSeconds = 3 * 24 * 3600;

/** One small item per contact: a unit to read, a unit to write. It expires by itself. */
export function dynamoContactPace({ now, ...table }: ContactPaceStoreDeps): ContactPaceStore {
  const items = versionedItems(table, {
    what: 'contact’s pace',
    schema: contactPaceState,
    keyOf: ({ accountId, contactId }: ContactKey) => ({
      pk: `contact#${accountId}:${contactId}`,
      sk: 'pace',
    }),
  });
  return {
    async read(key) {
      const stored = await items.read(key);
      return stored === undefined ? undefined : { ...stored.state, version: stored.version };
    },
    async write(key, { version, ...state }) {
      const expiresAt = Math.floor(now().getTime() / 1000) + keepSeconds;
      await items.write(key, { version, state }, { expiresAt: { N: String(expiresAt) } });
    },
  };
}
