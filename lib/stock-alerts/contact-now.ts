import { readLive, type LiveReadDeps } from '../conversation/live-read.ts';
import { isMissing } from '../conversation/missing.ts';
import type { Limits } from '../limits/limits.ts';
import { contactDecision, type ContactDecision } from '../outreach/contact-policy.ts';
import { UpstreamRefused, UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import { newLedger, type LedgerStore } from '../store/dynamodb/ledger.ts';
import type { Db } from '../store/postgres/db.ts';
import { findAlert } from './claim-store.ts';
import { hasOptedOut } from './opted-out.ts';
import type { AlertToTell } from './stock-alert.ts';

export interface ContactNowDeps extends LiveReadDeps {
  readonly db: Db;
  readonly ledger: Pick<LedgerStore, 'read'>;
  readonly limits: Pick<Limits, 'isStopped'>;
  readonly log: Log;
  readonly now: () => Date;
}

/** Looking takes a call or three of Chatwoot each, and somebody waits for the answer. */
const mostLooks = 50;
const atOnce = 5;

/**
 * What the outreach policy says of each of these wishes now, by id. Missing are those that were not looked at: beyond
 * the first fifty, because Chatwoot did not answer, or because looking broke. Throws nothing: those who are told are on
 * the queue by now.
 */
export async function contactsNow(
  deps: ContactNowDeps,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ContactDecision>> {
  const known = new Map<string, ContactDecision>();
  for (let start = 0; start < Math.min(ids.length, mostLooks); start += atOnce) {
    const some = ids.slice(start, start + atOnce);
    const decided = await Promise.all(some.map((id) => contactNow(deps, id)));
    for (const [index, id] of some.entries()) {
      const decision = decided[index];
      if (typeof decision === 'object') known.set(id, decision);
    }
    // Who did not answer now will not answer in time for the others either.
    if (decided.includes('no-answer')) break;
  }
  return known;
}

async function contactNow(
  deps: ContactNowDeps,
  id: string,
): Promise<ContactDecision | 'no-answer' | 'unknown'> {
  try {
    const alert = await findAlert(deps.db, id);
    return alert === undefined ? 'unknown' : await look(deps, alert);
  } catch (error) {
    if (isMissing(error)) return { kind: 'never', reason: 'conversation-gone' };
    // Whoever is told is looked at again before: nothing is lost but a line of the answer.
    deps.log({ event: 'wish.not-looked-at', alertId: id, failure: failureOf(error) });
    return error instanceof UpstreamUnavailable || error instanceof UpstreamRefused ? 'no-answer' : 'unknown';
  }
}

async function look(deps: ContactNowDeps, alert: AlertToTell): Promise<ContactDecision> {
  const { accountId, conversationId } = alert;
  const ledger = (await deps.ledger.read({ accountId, conversationId })) ?? newLedger();
  const read = await readLive(deps, conversationId, ledger);
  const optedOut = await hasOptedOut(deps.db, alert);
  const stopped = await deps.limits.isStopped();
  return contactDecision({ read, ledger, optedOut, stopped, now: deps.now() });
}
