import type { ChatMessage } from '../chatwoot/conversation.ts';
import { carryOut, type CarryOutDeps } from '../conversation/carry-out.ts';
import type { LiveRead } from '../conversation/live-read.ts';
import { customerWords } from '../conversation/words.ts';
import type { ConversationKey, Ledger, LedgerStore } from '../store/dynamodb/ledger.ts';
import { commit, settle } from './commit.ts';
import { handOverEntries, unanswerable } from './undeliverable.ts';

export interface ReportUndeliveredDeps extends CarryOutDeps {
  ledger: LedgerStore;
  now: () => Date;
  newId: () => string;
}

/**
 * Chatwoot accepts a message and the channel may refuse it later, e.g. outside its window. The customer has heard
 * nothing then: a person must take over. Says whether there was such a message; each is reported once.
 */
export async function reportUndelivered(
  deps: ReportUndeliveredDeps,
  key: ConversationKey,
  ledger: Ledger,
  { live, inbox, messages }: LiveRead,
): Promise<boolean> {
  const failed = messages.filter((message) => message.undelivered && wasSaid(ledger, message));
  if (failed.length === 0) return false;
  const messageIds = failed.map(({ id }) => id);
  const turnId = deps.newId();
  const entries = handOverEntries('not-delivered', { key, inbox, id: turnId, messageIds, now: deps.now() });
  const owed = { turnId, messageIds, committedAt: deps.now().toISOString(), entries };
  const known = {
    ...ledger,
    ...unanswerable(ledger, { messageIds: answeredBy(messages, Math.min(...messageIds)) }),
    sent: ledger.sent.filter(({ messageId }) => !messageIds.includes(messageId)),
  };
  const committed = await commit(deps, { accountId: key.accountId, ledger: known }, owed, live);
  const { sent } = await carryOut(deps, key, owed, { look: false });
  await settle(deps, key, committed, { turnId, sent });
  return true;
}

/** The customer's last words before a message: what it answered, as far as anybody can still tell. */
function answeredBy(messages: readonly ChatMessage[], messageId: number): number[] {
  const before = customerWords(messages).filter((words) => words.messageId < messageId);
  return before.slice(-1).map((words) => words.messageId);
}

function wasSaid(ledger: Ledger, { id }: ChatMessage): boolean {
  return ledger.sent.some(({ messageId, outboxId }) => messageId === id && outboxId.includes(':say:'));
}
