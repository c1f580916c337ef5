import { stockOf } from '../catalog/stock.ts';
import { soonMs } from '../outreach/contact-policy.ts';
import { alertOutbox, withdrawPromise } from '../outreach/promise.ts';
import { sendOutbound, wasSaid, type Outbound, type SendOutboundDeps } from '../outreach/send-outbound.ts';
import type { Attempt, StockNoticeJob } from '../queue/jobs.ts';
import { failureOf } from '../runtime/telemetry.ts';
import type { Database } from '../store/postgres/pool.ts';
import { isMissing } from '../conversation/missing.ts';
import { findAlert } from './claim-store.ts';
import { afterNotice, showWhatIsWaitedFor, type NoticeResult } from './after-notice.ts';
import { noticeText } from './notice-text.ts';
import { hasOptedOut } from './opted-out.ts';
import { giveBackUnit, keepUnitTaken, letGo, putBack } from './settle-claim.ts';
import type { AlertToTell } from './stock-alert.ts';

export interface StockNoticeDeps extends SendOutboundDeps {
  db: Database;
}

/**
 * Tells one customer that what they wait for is back: once, in the conversation they asked in, after stock, consent and
 * conversation were read again. Whoever is not told goes back to those who wait, with the reason and without the unit.
 * Safe to run again at any moment. Throws when another attempt by the queue may succeed.
 */
export async function sendStockNotice(
  deps: StockNoticeDeps,
  job: StockNoticeJob,
  attempt: Attempt,
): Promise<void> {
  const started = performance.now();
  const { kind, alertId, conversationId, policy } = job;
  const alert = await findAlert(deps.db, alertId);
  const done = await tell(deps, alert && { ...alert, policy }, attempt);
  const ms = Math.round(performance.now() - started);
  deps.log({
    event: 'outbound.done',
    ...{ kind, alertId, turnId: alert?.turnId ?? null, conversationId, ...done },
    ...{ attempt: attempt.receives, ms },
  });
}

/** One wish, and how many are told with it. */
type Notice = AlertToTell & Pick<StockNoticeJob, 'policy'>;

async function tell(
  deps: StockNoticeDeps,
  alert: Notice | undefined,
  attempt: Attempt,
): Promise<NoticeResult> {
  if (alert === undefined) return { result: 'nothing-to-do', because: 'forgotten' };
  if (alert.status !== 'sending') return tidyUp(deps, alert, attempt);
  try {
    const outcome = await sendOutbound(deps, outboundOf(deps, alert));
    return await afterNotice(deps, alert, outcome);
  } catch (error) {
    if (!attempt.isLast && isWorthAnotherTry(error)) throw error;
    const { conversationId } = alert;
    deps.log({ event: 'promise.refused', conversationId, promise: 'say', failure: failureOf(error) });
    if (await mayHaveBeenSaid(deps, alert)) return { result: 'nothing-to-do', because: 'fate-unknown' };
    const retryAt = new Date(deps.now().getTime() + soonMs);
    await putBack(deps.db, { id: alert.id, status: 'pending', reason: 'failed', retryAt });
    return { result: 'put-back', because: 'failed' };
  }
}

/**
 * Committed, and what came of it could not be seen. The wish stays claimed, so that its unit is told to nobody else; the
 * stock check queues it again.
 */
async function mayHaveBeenSaid(
  { ledger }: StockNoticeDeps,
  { id, accountId, conversationId }: AlertToTell,
): Promise<boolean> {
  const known = await ledger.read({ accountId, conversationId });
  return known?.owed.some(({ turnId }) => turnId === id) ?? false;
}

function outboundOf({ db, shopName }: Pick<StockNoticeDeps, 'db' | 'shopName'>, alert: Notice): Outbound {
  const { id, accountId, conversationId, claimedSku, language, leadName, policy } = alert;
  return {
    id,
    outbox: `${alertOutbox}${id}`,
    key: { accountId, conversationId },
    since: alert.requestedAt,
    optedOut: () => hasOptedOut(db, alert),
    prepare: async () => {
      const item = claimedSku === null ? undefined : await stockOf(db, claimedSku);
      const prepared = noticeText({ item, language, customerName: leadName, shopName });
      if (prepared.kind === 'nothing-to-say' || (await letGo(db, id, policy))) return prepared;
      return { kind: 'nothing-to-say', because: 'not-enough-left' };
    },
  };
}

/** The wish was decided already, here or elsewhere. What a crash left open behind that decision is closed. */
async function tidyUp(deps: StockNoticeDeps, alert: Notice, { receives }: Attempt): Promise<NoticeResult> {
  if (alert.status === 'notified' && receives > 1) await showWhatIsWaitedFor(deps, alert);
  if (alert.status === 'cancelled' && alert.claimedSku !== null) await closeClaim(deps, alert);
  return { result: 'nothing-to-do', because: alert.status };
}

/** Cancelled after the claim: its unit goes to the next one, unless it was told of before the cancellation arrived. */
async function closeClaim(deps: StockNoticeDeps, alert: Notice): Promise<void> {
  const outbound = outboundOf(deps, alert);
  if (await saidIfThere(deps, outbound)) return keepUnitTaken(deps.db, alert.id);
  await withdrawPromise(deps.ledger, outbound.key, { id: alert.id, sent: [] });
  await giveBackUnit(deps.db, alert.id);
}

async function saidIfThere(deps: StockNoticeDeps, outbound: Outbound): Promise<boolean> {
  try {
    return await wasSaid(deps, outbound);
  } catch (error) {
    // The conversation is gone, and nobody will read in it what may have been said.
    if (isMissing(error)) return false;
    throw error;
  }
}

/** What knows that it cannot heal does not get further attempts; what says nothing about itself does. */
function isWorthAnotherTry(error: unknown): boolean {
  return !(error instanceof Error && 'retryable' in error && error.retryable === false);
}
