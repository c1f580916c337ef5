import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ConversationKey, Ledger, LedgerStore } from '../store/dynamodb/ledger.ts';
import type { LiveRead } from './live-read.ts';
import { mustBeOpened, personAssigned } from './ownership.ts';
import { customerWords, lastWordOfPerson, withHandled } from './words.ts';

export interface StandAsideDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
}

/**
 * A person has the conversation: say nothing, remember it, and open it if it is hidden as pending. What the customer
 * said before the person's last word counts as answered by the person.
 */
export async function standAside(
  { chatwoot, ledger: store }: StandAsideDeps,
  key: ConversationKey,
  before: Ledger,
  { live, inbox, messages }: LiveRead,
): Promise<void> {
  const open = mustBeOpened(live, inbox);
  // Opened before it is remembered: a crash in between opens it twice, which does no harm.
  if (open) await chatwoot.open(key.conversationId);
  const answeredUpTo = lastWordOfPerson(messages);
  const answered = customerWords(messages).filter(({ messageId }) => messageId < answeredUpTo);
  const next: Ledger = {
    ...before,
    seen: true,
    owner: 'person',
    lastStatus: open ? 'open' : live.status,
    lastPersonAssigned: personAssigned(live),
    handled: withHandled(
      before.handled,
      answered.map(({ messageId }) => messageId),
    ),
    dueAt: null,
  };
  if (!isSame(before, next)) await store.write(key, next);
}

function isSame(a: Ledger, b: Ledger): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
