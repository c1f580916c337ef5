import type { ChatwootClient } from '../chatwoot/client.ts';
import { ChatwootUnavailable } from '../chatwoot/http.ts';
import type { TurnJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { LedgerStore } from '../store/dynamodb/ledger.ts';

export interface ReconcileDeps {
  ledger: LedgerStore;
  chatwoot: Pick<ChatwootClient, 'ping'>;
  turns: JobQueue<TurnJob>;
  now: () => Date;
}

/** What one run found. `waiting`: due, but Chatwoot is still down. `longDue`: either, and for half an hour already. */
export interface Reconciled {
  queued: number;
  waiting: number;
  longDue: number;
}

const longMs = 30 * 60_000;

const mostAtOnce = 200;

/**
 * Brings back conversations that are due: an answer committed and not sent, or a look that Chatwoot's outage
 * prevented. While Chatwoot is down nothing is queued: five attempts would be over before the outage is.
 */
export async function reconcile({ ledger, chatwoot, turns, now }: ReconcileDeps): Promise<Reconciled> {
  const due = await ledger.due(now(), mostAtOnce);
  const longDue = due.filter(({ dueAt }) => now().getTime() - dueAt.getTime() >= longMs).length;
  if (due.length === 0) return { queued: 0, waiting: 0, longDue };
  if (!(await answers(chatwoot))) return { queued: 0, waiting: due.length, longDue };
  for (const { accountId, conversationId, dueAt } of due) {
    const job: TurnJob = {
      kind: 'take-turn',
      accountId,
      conversationId,
      cause: 'owed',
      messageId: null,
      deliveryId: null,
      acceptedAt: now().toISOString(),
    };
    // One job for one mark, however often we run before it is taken.
    const deduplicationId = `reconcile:${accountId}:${conversationId}:${dueAt.getTime()}`;
    await turns.send(job, { group: conversationGroup(accountId, conversationId), deduplicationId });
  }
  return { queued: due.length, waiting: 0, longDue };
}

async function answers(chatwoot: Pick<ChatwootClient, 'ping'>): Promise<boolean> {
  try {
    await chatwoot.ping();
    return true;
  } catch (error) {
    if (error instanceof ChatwootUnavailable) return false;
    throw error;
  }
}
