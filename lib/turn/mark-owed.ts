import { newLedger, type ConversationKey, type LedgerStore } from '../store/dynamodb/ledger.ts';

export interface MarkOwedDeps {
  ledger: LedgerStore;
  now: () => Date;
}

const lookAgainAfterMs = 60_000;

/**
 * Leaves a mark that this conversation needs a look. Five attempts of the queue are over after some minutes, an
 * outage of Chatwoot is not: reconcile queues marked conversations until one look succeeds.
 */
export async function markOwed({ ledger: store, now }: MarkOwedDeps, key: ConversationKey): Promise<void> {
  const ledger = (await store.read(key)) ?? newLedger();
  await store.write(key, { ...ledger, dueAt: new Date(now().getTime() + lookAgainAfterMs) });
}
