import type { ChatwootClient } from '../chatwoot/client.ts';
import type { Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import { ownership, personAssigned } from '../conversation/ownership.ts';
import type { Limits } from '../limits/limits.ts';
import { Conflict } from '../runtime/errors.ts';
import type { ConversationKey, Ledger, LedgerStore } from '../store/dynamodb/ledger.ts';

export interface NextPartDeps {
  chatwoot: Pick<ChatwootClient, 'conversation' | 'messages'>;
  ledger: Pick<LedgerStore, 'read'>;
  limits: Pick<Limits, 'isStopped'>;
  now: () => Date;
}

/** How things stood when the first part went out. */
export interface FirstPart {
  /** As it was stored then. */
  ledger: Ledger;
  live: LiveConversation;
  inbox: Inbox;
}

/**
 * The look before every further part of a long answer. Throws Conflict when the conversation is a person's by now, in
 * Chatwoot or in our ledger, or the assistant was stopped: the next look decides what becomes of the rest.
 */
export async function lookBeforeNextPart(
  { chatwoot, ledger: store, limits, now }: NextPartDeps,
  key: ConversationKey,
  { ledger, live: before, inbox }: FirstPart,
): Promise<void> {
  const [live, messages, stored, stopped] = await Promise.all([
    chatwoot.conversation(key.conversationId),
    chatwoot.messages(key.conversationId),
    store.read(key),
    limits.isStopped(),
  ]);
  // The commit may have noted a hand-over of ours already; what matters is who came since.
  const asOurs: Ledger = {
    ...ledger,
    ...{ seen: true, owner: 'bot', lastStatus: before.status, lastPersonAssigned: personAssigned(before) },
  };
  const { owner } = ownership({ ledger: asOurs, live, inbox, messages, now: now() });
  if (stopped || owner === 'person' || stored?.version !== ledger.version)
    throw new Conflict('The conversation changed hands between two parts of an answer');
}
