import type { ChatwootClient } from '../chatwoot/client.ts';
import type { OutboundOutcome } from '../outreach/send-outbound.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import { failureOf, type Log, type NoticeResultKind } from '../runtime/telemetry.ts';
import type { Database } from '../store/postgres/pool.ts';
import { notSoldAnyMore, notSoldExplanation, reportId } from './person-reports.ts';
import { markNotified, putBack, type PutBack } from './settle-claim.ts';
import type { AlertToTell } from './stock-alert.ts';
import { openWishes } from './store.ts';

export interface AfterNoticeDeps {
  db: Database;
  chatwoot: ChatwootClient;
  work: JobQueue<WorkJob>;
  now: () => Date;
  log: Log;
}

/** How one notice ended, for the log. */
export interface NoticeResult {
  result: NoticeResultKind;
  because: string | null;
}

const dayMs = 24 * 3600 * 1000;

/** Writes down what came of a notice. Whoever was not told waits on, or is told by a person of the team. */
export async function afterNotice(
  deps: AfterNoticeDeps,
  alert: AlertToTell,
  outcome: OutboundOutcome,
): Promise<NoticeResult> {
  switch (outcome.kind) {
    case 'sent':
      await markNotified(deps.db, { id: alert.id, messageId: outcome.messageId, at: deps.now() });
      await showWhatIsWaitedFor(deps, alert);
      return { result: 'notified', because: null };
    case 'later':
      return back(deps, alert, { reason: outcome.reason, retryAt: outcome.at });
    case 'template':
      return leaveToPerson(deps, alert, { reason: outcome.reason, after: dayMs });
    case 'refused':
      return leaveToPerson(deps, alert, { reason: 'refused', after: dayMs });
    case 'nothing-to-say':
      if (outcome.because === 'unsupported-fact')
        return leaveToPerson(deps, alert, { reason: outcome.because, after: dayMs });
      if (outcome.because === notSoldAnyMore) await askPerson(deps, alert, notSoldAnyMore);
      return back(deps, alert, { reason: outcome.because, retryAt: null });
    case 'never':
      if (outcome.reason === 'conversation-gone') await askPerson(deps, alert, outcome.reason);
      await putBack(deps.db, { id: alert.id, status: 'cancelled', reason: outcome.reason, retryAt: null });
      return { result: 'cancelled', because: outcome.reason };
  }
}

async function back(
  { db }: AfterNoticeDeps,
  { id }: AlertToTell,
  why: Pick<PutBack, 'reason' | 'retryAt'>,
): Promise<NoticeResult> {
  await putBack(db, { id, status: 'pending', ...why });
  return { result: 'put-back', because: why.reason };
}

/** We cannot reach them, a person can. The worklist first: a crash in between asks twice, which is one row. */
async function leaveToPerson(
  deps: AfterNoticeDeps,
  alert: AlertToTell,
  { reason, after }: { reason: PersonReason; after: number },
): Promise<NoticeResult> {
  await askPerson(deps, alert, reason);
  return back(deps, alert, { reason, retryAt: new Date(deps.now().getTime() + after) });
}

type PersonReason =
  'window-closed' | 'refused' | 'unsupported-fact' | 'conversation-gone' | typeof notSoldAnyMore;

const explanations: Record<PersonReason, string> = {
  'window-closed':
    'Something this customer waits for is back in stock, but the channel’s messaging window is closed: please write to them.',
  refused:
    'Something this customer waits for is back in stock, but Chatwoot refused to send it: please write to them.',
  'unsupported-fact':
    'Something this customer waits for is back in stock, but its record does not show all the notice would say: please write to them.',
  [notSoldAnyMore]: notSoldExplanation,
  'conversation-gone':
    'Something a customer waited for is back in stock, but Chatwoot does not show their conversation any more.',
};

/** One row per wish and restock, however often it is tried. */
async function askPerson(
  { work, now }: AfterNoticeDeps,
  { id: alertId, accountId, conversationId, restockedAt }: AlertToTell,
  reason: PersonReason,
): Promise<void> {
  const id = reportId(alertId, reason === notSoldAnyMore ? reason : (restockedAt?.toISOString() ?? ''));
  const job: WorkJob = {
    kind: 'worklist',
    ...{ id, accountId, conversationId },
    worklistKind: 'failed',
    messageIds: [],
    reason: explanations[reason],
    since: now().toISOString(),
  };
  const group = conversationGroup(accountId, conversationId);
  await work.send(job, { group, deduplicationId: `worklist:${id}` });
}

export type ShowWaitingDeps = Pick<AfterNoticeDeps, 'db' | 'chatwoot' | 'log'>;

/**
 * Lets Chatwoot show what the customer waits for, with `labels` if they are new to it. What it shows is no part of what
 * was promised: failing here is logged and no more.
 */
export async function showWhatIsWaitedFor(
  { db, chatwoot, log }: ShowWaitingDeps,
  { accountId, contactId, conversationId }: Pick<AlertToTell, 'accountId' | 'contactId' | 'conversationId'>,
  labels: readonly string[] = [],
): Promise<void> {
  try {
    const wishes = await openWishes(db, { accountId, contactId });
    if (labels.length > 0) await chatwoot.addContactLabels(contactId, labels);
    if (wishes.length > 0) {
      const names = wishes.map(({ productName }) => productName).join(', ');
      await chatwoot.setContactAttributes(contactId, { waiting_for: names });
      return;
    }
    await chatwoot.removeContactAttributes(contactId, ['waiting_for']);
    await chatwoot.removeContactLabels(contactId, ['stock_alert']);
  } catch (error) {
    const failure = failureOf(error);
    log({ event: 'promise.refused', conversationId, promise: 'contact-attributes', failure });
  }
}
