import { z } from 'zod';
import type { ShopEventJob } from '../queue/jobs.ts';
import type { Db } from '../store/postgres/db.ts';

export const outcomes = ['done', 'unknown-sku', 'has-variants', 'shared-sku', 'failed'] as const;
export type ShopEventOutcome = (typeof outcomes)[number];

/** Puts an event on record. False for one that was there before. */
export async function noteEvent(db: Db, { source, id, change, receivedAt }: ShopEventJob, now: Date) {
  const { rowCount } = await db.query(
    `insert into shop_events (source, id, type, sku, outcome, received_at, handled_at)
     values ($1, $2, $3, $4, 'failed', $5, $6)
     on conflict do nothing`,
    [source, id, change.type, change.sku, receivedAt, now],
  );
  return rowCount > 0;
}

export async function noteOutcome(
  db: Db,
  { source, id }: { source: string; id: string },
  outcome: ShopEventOutcome,
): Promise<void> {
  await db.query('update shop_events set outcome = $3 where source = $1 and id = $2', [source, id, outcome]);
}

export const listedEvent = z.object({
  source: z.string(),
  id: z.string(),
  type: z.enum(['stock', 'product']),
  sku: z.string(),
  outcome: z.enum(outcomes),
  receivedAt: z.date(),
});

export interface EventsPage {
  /** Only what came to nothing. */
  readonly open: boolean;
  readonly limit: number;
  readonly after?: { readonly receivedAt: Date; readonly source: string; readonly id: string } | undefined;
}

/** What shop systems told us, newest first. */
export async function listEvents(db: Db, { open, limit, after }: EventsPage) {
  const { rows } = await db.query(
    `select source, id, type, sku, outcome, date_trunc('milliseconds', received_at) as "receivedAt"
       from shop_events
      where ${open ? `outcome <> 'done'` : 'true'}
        -- Said apart, so that an index finds where the page begins.
        and received_at <= coalesce($2::timestamptz, 'infinity')
        and ($2::timestamptz is null or received_at < $2 or (received_at = $2 and (source, id) > ($3, $4)))
      order by received_at desc, source, id
      limit $1`,
    [limit, after?.receivedAt ?? null, after?.source ?? null, after?.id ?? null],
  );
  return z.array(listedEvent).parse(rows);
}
