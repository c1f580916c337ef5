import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';

/** `service`: what the customer asked for themselves, such as news of their order or of something back in stock. */
export type ConsentPurpose = 'marketing' | 'service';

export interface Withdrawal {
  readonly leadId: string;
  readonly channel: string;
  /** The message they said it in, where there is one. */
  readonly messageId: number | null;
  readonly source: string;
  readonly at: Date;
}

/** Notes that a customer wants nothing more from us on a channel, for either purpose. The same again changes nothing. */
export async function withdrawConsent(
  db: Db,
  { leadId, channel, messageId, source, at }: Withdrawal,
): Promise<void> {
  await db.query(
    `insert into consents (lead_id, channel, purpose, state, source, message_id, recorded_at)
     select $1, $2, purpose, 'withdrawn', $3, $4, $5
       from unnest(array['marketing', 'service']) as purpose
      where not exists (
        select from consents as known
         where known.lead_id = $1 and known.channel = $2 and known.purpose = purpose
           and known.state = 'withdrawn' and known.recorded_at = $5
      )`,
    [leadId, channel, source, messageId, at],
  );
}

/** Since when a customer wants nothing of this purpose on this channel; undefined while they do not mind. */
export async function withdrawnSince(
  db: Db,
  { leadId, channel, purpose }: { leadId: string; channel: string; purpose: ConsentPurpose },
): Promise<Date | undefined> {
  const { rows } = await db.query(
    `select state, recorded_at as at
       from consents
      where lead_id = $1 and channel = $2 and purpose = $3
      order by recorded_at desc, created_at desc
      limit 1`,
    [leadId, channel, purpose],
  );
  const [newest] = z.array(consentRow).parse(rows);
  return newest?.state === 'withdrawn' ? newest.at : undefined;
}

const consentRow = z.object({ state: z.enum(['granted', 'withdrawn']), at: z.date() });
