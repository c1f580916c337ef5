import { showWhatIsWaitedFor, type ShowWaitingDeps } from './after-notice.ts';
import { findAlert } from './claim-store.ts';
import type { ListedAlert } from './stock-alert.ts';
import { findListedAlert } from './store.ts';

/** Ends one wish that waits, and answers how it stands then: another status than cancelled means that it was too late. */
export async function cancelWish(
  deps: ShowWaitingDeps,
  { accountId, id }: { accountId: number; id: string },
): Promise<ListedAlert | undefined> {
  // Whoever is claimed at this moment has the row: this waits, and finds them being told.
  const { rowCount } = await deps.db.query(
    `update stock_alerts
        set status = 'cancelled', reason = 'cancelled-by-team', retry_at = null, updated_at = now()
      where id = $1 and account_id = $2 and status = 'pending'`,
    [id, accountId],
  );
  const alert = rowCount > 0 ? await findAlert(deps.db, id) : undefined;
  if (alert !== undefined) await showWhatIsWaitedFor(deps, alert);
  return findListedAlert(deps.db, { accountId, id });
}
