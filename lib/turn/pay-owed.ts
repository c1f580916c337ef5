import type { ChatwootClient } from '../chatwoot/client.ts';
import { isOutreach } from '../outreach/promise.ts';
import type { ConversationKey, Ledger, LedgerStore, OwedTurn } from '../store/dynamodb/ledger.ts';
import { carryOut, sentBefore, type CarryOutDeps } from './carry-out.ts';
import { settle } from './commit.ts';
import { readLive, type LiveRead, type LiveReadDeps } from './live-read.ts';
import { ownership } from './ownership.ts';
import { handsOver } from './promises.ts';
import { handOverEntries, withoutWords } from './undeliverable.ts';
import { lastWordOfPerson, unanswered } from './words.ts';

export interface PayOwedDeps extends CarryOutDeps, LiveReadDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  now: () => Date;
}

/**
 * Pays what earlier turns committed and did not finish, each after a live look. Without this a crash between commit
 * and send would lose the answer, because its messages already count as dealt with. What we write first is left to the
 * outbound worker: it may be sending it this very moment, its queue brings it back after a crash, and it decides anew.
 * Returns the ledger as it stands then and how many promises were paid or dropped.
 */
export async function payOwed(
  deps: PayOwedDeps,
  key: ConversationKey,
  stored: Ledger,
): Promise<{ ledger: Ledger; paid: number }> {
  let ledger = stored;
  const ours = stored.owed.filter((owed) => !isOutreach(owed));
  for (const owed of ours) ledger = await payOne(deps, key, ledger, owed);
  return { ledger, paid: ours.length };
}

async function payOne(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
): Promise<Ledger> {
  const read = await readLive(deps, key.conversationId, ledger);
  const found = await sentBefore(deps.chatwoot, key, owed);
  const alreadySaid = owed.entries.some((entry) => entry.kind === 'say' && found.has(entry.outboxId));
  switch (whatIsLeft({ deps, ledger, owed, read, alreadySaid })) {
    case 'nothing-the-customer-wrote-again':
      return giveBack(deps, key, ledger, owed, read);
    case 'nothing-a-person-came':
      return leaveToPerson(deps, key, ledger, owed, { read, alreadySaid });
    case 'a-hand-over': {
      const context = {
        key,
        inbox: read.inbox,
        id: owed.turnId,
        messageIds: owed.messageIds,
        now: deps.now(),
      };
      const kept = withoutWords(owed, 'window-closed');
      const known = kept.entries.filter((entry) => entry.kind !== 'worklist');
      const entries = [...known, ...handOverEntries('window-closed', context)];
      return pay(deps, key, { ...ledger, owner: 'person', lastStatus: 'open' }, { ...owed, entries }, read);
    }
    case 'everything':
      return pay(deps, key, ledger, owed, read);
  }
}

type Left = 'everything' | 'a-hand-over' | 'nothing-a-person-came' | 'nothing-the-customer-wrote-again';

/** What is left to do of an old promise, now that time has passed. */
function whatIsLeft(question: {
  deps: PayOwedDeps;
  ledger: Ledger;
  owed: OwedTurn;
  read: LiveRead;
  alreadySaid: boolean;
}): Left {
  const { deps, ledger, owed, read, alreadySaid } = question;
  // The commit may have noted the hand-over already; whether a *person* came in since is what matters here. Opening
  // comes last, so an open conversation is our own doing only if the words went out.
  const asOurs: Ledger = { ...ledger, owner: 'bot' };
  const openedByUs = handsOver(owed) && alreadySaid && read.live.status === 'open';
  const live = openedByUs ? { ...read.live, status: 'pending' as const } : read.live;
  const owner = ownership({ ...read, live, ledger: asOurs, now: deps.now() });
  if (owner.owner === 'person') return 'nothing-a-person-came';
  const newer = unanswered({ messages: read.messages, ledger: asOurs, released: false, now: deps.now() });
  if (newer.length > 0 && !alreadySaid) return 'nothing-the-customer-wrote-again';
  const owesWords = owed.entries.some((entry) => entry.kind === 'say');
  return owesWords && !read.live.canReply && !alreadySaid ? 'a-hand-over' : 'everything';
}

async function pay(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
  { inbox }: LiveRead,
): Promise<Ledger> {
  const { sent, wordsRefused } = await carryOut(deps, key, owed, { look: true });
  if (!wordsRefused || handsOver(owed)) return settle(deps, key, ledger, { turnId: owed.turnId, sent });
  const context = { key, inbox, id: owed.turnId, messageIds: owed.messageIds, now: deps.now() };
  await carryOut(deps, key, { ...owed, entries: handOverEntries('refused', context) }, { look: true });
  const handedOver: Ledger = { ...ledger, owner: 'person', lastStatus: 'open' };
  return settle(deps, key, handedOver, { turnId: owed.turnId, sent });
}

/** A person came before the words went out: they stay unsaid, and what the person has not answered is open again. */
async function leaveToPerson(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
  { read, alreadySaid }: { read: LiveRead; alreadySaid: boolean },
): Promise<Ledger> {
  const left = alreadySaid ? { ...owed, entries: silent(owed) } : withoutWords(owed, 'person-came');
  const { sent } = await carryOut(deps, key, left, { look: true });
  const answeredUpTo = lastWordOfPerson(read.messages);
  const handled = alreadySaid
    ? ledger.handled
    : ledger.handled.filter((id) => !owed.messageIds.includes(id) || id < answeredUpTo);
  // As it is now and not as the commit wished it: otherwise `pending` would look like a give-back.
  const theirs: Ledger = { ...ledger, owner: 'person', lastStatus: read.live.status, handled };
  return settle(deps, key, theirs, { turnId: owed.turnId, sent });
}

function silent(owed: OwedTurn): OwedTurn['entries'] {
  return owed.entries.filter((entry) => entry.kind !== 'say' && entry.kind !== 'open');
}

/** The messages of a promise that was never said are unanswered again, together with the newer ones. */
async function giveBack(
  { ledger: store }: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
  { live }: LiveRead,
): Promise<Ledger> {
  return store.write(key, {
    ...ledger,
    owner: 'bot',
    lastStatus: live.status,
    handled: ledger.handled.filter((messageId) => !owed.messageIds.includes(messageId)),
    owed: ledger.owed.filter((turn) => turn.turnId !== owed.turnId),
  });
}
