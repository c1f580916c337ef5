import { withdrawnSince } from '../leads/consent.ts';
import type { Db } from '../store/postgres/db.ts';
import type { AlertToTell } from './stock-alert.ts';

/** Whether it is on record that they asked us to stop after they had asked to be told. */
export async function hasOptedOut(
  db: Db,
  { leadId, channel, requestedAt }: Pick<AlertToTell, 'leadId' | 'channel' | 'requestedAt'>,
): Promise<boolean> {
  const withdrawn = await withdrawnSince(db, { leadId, channel, purpose: 'service' });
  return withdrawn !== undefined && withdrawn > requestedAt;
}
