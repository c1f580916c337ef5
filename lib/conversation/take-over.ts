import type { ChatwootClient } from '../chatwoot/client.ts';
import type { Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import type { Limits } from '../limits/limits.ts';
import type { TurnJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import { Conflict } from '../runtime/errors.ts';
import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';
import { newestId, personAssigned, releasedStatus } from './ownership.ts';

export interface TakeOverDeps {
  readonly ledger: Pick<LedgerStore, 'read' | 'write'>;
  readonly chatwoot: Pick<ChatwootClient, 'conversation' | 'messages' | 'open' | 'giveBack'>;
  readonly inboxOf: (inboxId: number) => Promise<Inbox>;
  readonly limits: Pick<Limits, 'contacts'>;
  readonly turns: JobQueue<TurnJob>;
  readonly now: () => Date;
}

/** Whose conversation it is after a command. */
export type Moved = Pick<Ledger, 'owner' | 'paused'>;

/** Should Chatwoot not be opened right away, reconcile sees to it then. */
const openedWithinMs = 60_000;

/**
 * A person takes a conversation over: the assistant is silent from the moment the ledger says so, a turn under way
 * included, and Chatwoot shows it as open. Again changes nothing. Throws Conflict when turns move it again and again.
 */
export async function takeOver(deps: TakeOverDeps, key: ConversationKey): Promise<Moved> {
  const { ledger, chatwoot, inboxOf, now } = deps;
  await move(ledger, key, (before) => ({
    ...before,
    seen: true,
    owner: 'person',
    takenAt: before.takenAt ?? now().toISOString(),
    silenced: undefined,
    // As if it had been pending all the time: otherwise a pending conversation would look like one given back.
    lastStatus: 'pending',
    dueAt: before.dueAt ?? new Date(now().getTime() + openedWithinMs),
  }));
  const live = await chatwoot.conversation(key.conversationId);
  const { hasBot } = await inboxOf(live.inboxId);
  if (hasBot && live.status !== 'open') await chatwoot.open(key.conversationId);
  return move(ledger, key, (before) =>
    before.owner === 'person' ? { ...before, ...seenAs(live, hasBot), dueAt: nextDue(before) } : before,
  );
}

/**
 * Gives a conversation back to the assistant, paused or taken over: pending in Chatwoot, and what the customer said
 * since is answered. A closed one stays closed. Throws Conflict when turns move it again and again.
 */
export async function release(deps: TakeOverDeps, key: ConversationKey): Promise<Moved> {
  const { ledger, chatwoot, inboxOf, turns, now } = deps;
  const [live, messages] = await Promise.all([
    chatwoot.conversation(key.conversationId),
    chatwoot.messages(key.conversationId),
  ]);
  const { hasBot } = await inboxOf(live.inboxId);
  // Before Chatwoot: a turn that finds it pending and still paused would open it again.
  const moved = await move(ledger, key, (before) => ({
    ...before,
    seen: true,
    owner: 'bot',
    paused: false,
    takenAt: undefined,
    waiting: 0,
    lastStatus: releasedStatus,
    releasedAfter: Math.max(before.releasedAfter, newestId(messages)),
    lastPersonAssigned: personAssigned(live),
    // A person looked at it: what we answered before counts no more.
    pace: undefined,
  }));
  await deps.limits.contacts.forget(live.contact.id);
  if (hasBot && live.status === 'open') await chatwoot.giveBack(key.conversationId);
  const job: TurnJob = {
    kind: 'take-turn',
    ...key,
    cause: 'ownership-changed',
    messageId: null,
    deliveryId: null,
    acceptedAt: now().toISOString(),
  };
  const { accountId, conversationId } = key;
  await turns.send(job, {
    group: conversationGroup(accountId, conversationId),
    deduplicationId: `release:${accountId}:${conversationId}:${moved.version}`,
  });
  return moved;
}

/** The assistant is silent until somebody releases the conversation, whatever Chatwoot says of it. Throws Conflict. */
export async function pause({ ledger }: Pick<TakeOverDeps, 'ledger'>, key: ConversationKey): Promise<Moved> {
  return move(ledger, key, (before) => ({ ...before, paused: true }));
}

function seenAs(live: LiveConversation, hasBot: boolean): Pick<Ledger, 'lastStatus' | 'lastPersonAssigned'> {
  return { lastStatus: hasBot ? 'open' : live.status, lastPersonAssigned: personAssigned(live) };
}

function nextDue({ owed, dueAt }: Ledger): Date | null {
  return owed.length === 0 ? null : dueAt;
}

/** A turn moves a ledger two or three times; whoever loses more often than this meets something else. */
const mostTries = 8;

/** Changes the ledger as it stands when it is written. */
async function move(
  ledger: TakeOverDeps['ledger'],
  key: ConversationKey,
  change: (before: Ledger) => Ledger,
): Promise<Ledger> {
  for (let tries = 1; ; tries += 1) {
    const before = (await ledger.read(key)) ?? newLedger();
    const next = change(before);
    if (JSON.stringify(next) === JSON.stringify(before)) return before;
    try {
      return await ledger.write(key, next);
    } catch (error) {
      if (!(error instanceof Conflict) || tries === mostTries) throw error;
    }
  }
}
