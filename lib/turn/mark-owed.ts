import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';

export interface MarkOwedDeps {
  ledger: LedgerStore;
  now: () => Date;
}

const lookAgainAfterMs = 60_000;
/** Chatwoot may still be creating a message for so long: looking for it sooner could miss it and say it twice. */
const unsureMs = 20_000;

/**
 * Leaves a mark that this conversation needs a look. Five attempts of the queue are over after some minutes, an
 * outage of Chatwoot is not: reconcile queues marked conversations until one look succeeds. `unsure`: a message was sent
 * and nobody knows whether it arrived.
 */
export async function markOwed(
  { ledger: store, now }: MarkOwedDeps,
  key: ConversationKey,
  { unsure }: { unsure: boolean },
): Promise<void> {
  const ledger = (await store.read(key)) ?? newLedger();
  const at = now().getTime();
  await store.write(key, {
    ...ledger,
    dueAt: new Date(at + lookAgainAfterMs),
    ...(unsure && !isUnsure(ledger, now()) && { unsureUntil: new Date(at + unsureMs).toISOString() }),
  });
}

/** Whether it is too soon to look for a message of ours whose fate is unknown. */
export function isUnsure({ unsureUntil }: Pick<Ledger, 'unsureUntil'>, now: Date): boolean {
  return unsureUntil !== undefined && Date.parse(unsureUntil) > now.getTime();
}
