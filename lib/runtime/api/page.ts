import { z } from 'zod';

/** How much of a list is answered at once. */
export const pageLimit = z.coerce
  .number('must be a whole number from 1 to 200')
  .int()
  .min(1)
  .max(200)
  .default(50);

/** The year 9999: what every Postgres and every calendar still takes. */
const lastInstant = 253_402_300_799_999;

/** A moment in a cursor, in milliseconds. */
export const instant = z.number().int().min(0).max(lastInstant);

/** Far longer than any cursor of ours. */
const longestCursor = 500;

/** Where a page goes on: opaque to callers, a place in the list's order to us. */
export function cursor<Position>(position: z.ZodType<Position>) {
  return z
    .string()
    .max(longestCursor, hint)
    .transform((text, context): Position => {
      const parsed = position.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: hint });
      return z.NEVER;
    });
}

/** A page of a list, as it is answered. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A page from what was read: ask for one more than `limit` to know whether there are more. */
export function pageOf<Item>(
  read: readonly Item[],
  limit: number,
  positionOf: (last: Item) => unknown,
): { items: Item[]; nextCursor: string | null } {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  const isEnd = read.length <= limit || last === undefined;
  return { items, nextCursor: isEnd ? null : encode(positionOf(last)) };
}

const hint = 'must be the nextCursor of the page before, as it was answered';

function encode(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
