import { Conflict } from '../runtime/errors.ts';
import {
  newLedger,
  sentLimit,
  type ConversationKey,
  type Ledger,
  type LedgerStore,
  type OwedTurn,
} from '../store/dynamodb/ledger.ts';

/**
 * Begins the outbox ids of what we write first. What begins so in a conversation's ledger is the outbound worker's alone
 * to say: a turn that said it too would say it twice, because the worker may be sending it this very moment.
 */
export const alertOutbox = 'alert:';

/** Whether a promise in the ledger is something we write first, and no turn's answer. */
export function isOutreach(owed: OwedTurn): boolean {
  return owed.entries.some((entry) => 'outboxId' in entry && entry.outboxId.startsWith(alertOutbox));
}

/** Lets go of a promise of ours and keeps the ids of what was sent. Nothing else of the ledger is ours to change. */
export async function withdrawPromise(
  store: LedgerStore,
  key: ConversationKey,
  promise: { id: string; sent: Ledger['sent'] },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const ledger = (await store.read(key)) ?? newLedger();
    const owed = ledger.owed.filter(({ turnId }) => turnId !== promise.id);
    const news = promise.sent.filter(
      ({ outboxId }) => !ledger.sent.some((known) => known.outboxId === outboxId),
    );
    if (owed.length === ledger.owed.length && news.length === 0) return;
    try {
      await store.write(key, { ...ledger, owed, sent: [...ledger.sent, ...news].slice(-sentLimit) });
      return;
    } catch (error) {
      // A turn moved the conversation meanwhile; what we add and take away fits whatever it became.
      if (!(error instanceof Conflict) || attempt >= mostAttempts) throw error;
    }
  }
}

const mostAttempts = 5;
