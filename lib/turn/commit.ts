import type { LiveConversation } from '../chatwoot/conversation.ts';
import { personAssigned } from '../conversation/ownership.ts';
import { withHandled } from '../conversation/words.ts';
import {
  sentLimit,
  type ConversationKey,
  type Ledger,
  type LedgerStore,
  type OwedTurn,
} from '../store/dynamodb/ledger.ts';
import { handsOver } from './promises.ts';
import type { Turn } from './state.ts';

/** What is committed and not paid within this time is looked for by reconcile. Longer than a turn may take. */
const dueAfterMs = 3 * 60_000;

export interface CommitDeps {
  ledger: LedgerStore;
  now: () => Date;
}

/**
 * One conditional write: the messages are dealt with, and this is what they are owed. Throws Conflict when anybody
 * else moved the conversation since it was read; nothing was said then.
 */
export async function commit(
  { ledger: store, now }: CommitDeps,
  { ledger, accountId }: Pick<Turn, 'ledger' | 'accountId'>,
  owed: OwedTurn,
  live: LiveConversation,
): Promise<Ledger> {
  const opens = owed.entries.some((entry) => entry.kind === 'open');
  return store.write(
    { accountId, conversationId: live.id },
    {
      ...ledger,
      seen: true,
      owner: handsOver(owed) ? 'person' : 'bot',
      lastStatus: opens ? 'open' : live.status,
      lastPersonAssigned: personAssigned(live),
      waiting: 0,
      answeredUpTo: handsOver(owed) ? ledger.answeredUpTo : Math.max(ledger.answeredUpTo, ...owed.messageIds),
      ...withHandled(ledger, owed.messageIds),
      owed: [...ledger.owed, owed],
      dueAt: new Date(now().getTime() + dueAfterMs),
    },
  );
}

/** The turn is paid: its texts leave the ledger, the ids of what was sent stay. */
export async function settle(
  { ledger: store }: Pick<CommitDeps, 'ledger'>,
  key: ConversationKey,
  ledger: Ledger,
  paid: { turnId: string; sent: Ledger['sent'] },
): Promise<Ledger> {
  const owed = ledger.owed.filter((turn) => turn.turnId !== paid.turnId);
  return store.write(key, {
    ...ledger,
    owed,
    sent: [...ledger.sent, ...paid.sent].slice(-sentLimit),
    dueAt: owed.length === 0 ? null : ledger.dueAt,
    unsureUntil: owed.length === 0 ? undefined : ledger.unsureUntil,
  });
}
