import type { ChatwootClient } from '../chatwoot/client.ts';
import { carryOut, sentBefore, type CarryOutDeps } from '../conversation/carry-out.ts';
import { readLive, type LiveRead, type LiveReadDeps } from '../conversation/live-read.ts';
import { ownership } from '../conversation/ownership.ts';
import { lastWordOfPerson, unanswered } from '../conversation/words.ts';
import type { Limits } from '../limits/limits.ts';
import { isOutreach } from '../outreach/promise.ts';
import type { PassFaultPoint } from '../runtime/fault-point.ts';
import type { ConversationKey, Ledger, LedgerStore, OwedTurn } from '../store/dynamodb/ledger.ts';
import { settle } from './commit.ts';
import { lookBeforeNextPart } from './next-part.ts';
import { handsOver } from './promises.ts';
import { handOverEntries, unanswerable, withoutWords } from './undeliverable.ts';

export interface PayOwedDeps extends CarryOutDeps, LiveReadDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  now: () => Date;
  limits: Pick<Limits, 'isStopped'>;
  faultPoint: PassFaultPoint;
}

/**
 * Pays what earlier turns committed and did not finish, each after a live look. Without this a crash between commit
 * and send would lose the answer, because its messages already count as dealt with. What we write first is left to the
 * outbound worker: it may be sending it this very moment, its queue brings it back after a crash, and it decides anew.
 * `silently`: the assistant was stopped everywhere, so words stay unsaid as if a person had come.
 * Returns the ledger as it stands then and how many promises were paid or dropped.
 */
export async function payOwed(
  deps: PayOwedDeps,
  key: ConversationKey,
  stored: Ledger,
  { silently = false }: { silently?: boolean } = {},
): Promise<{ ledger: Ledger; paid: number }> {
  let ledger = stored;
  const ours = stored.owed.filter((owed) => !isOutreach(owed));
  for (const owed of ours) ledger = await payOne(deps, key, ledger, { owed, silently });
  return { ledger, paid: ours.length };
}

async function payOne(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  { owed, silently }: { owed: OwedTurn; silently: boolean },
): Promise<Ledger> {
  const read = await readLive(deps, key.conversationId, ledger);
  const found = await sentBefore(deps.chatwoot, key, owed);
  const alreadySaid = owed.entries.some((entry) => entry.kind === 'say' && found.has(entry.outboxId));
  switch (silently ? 'nothing-a-person-came' : whatIsLeft({ deps, ledger, owed, read, alreadySaid })) {
    case 'nothing-the-customer-wrote-again':
      return giveBack(deps, key, ledger, owed, read);
    case 'nothing-a-person-came':
      return leaveToPerson(deps, key, ledger, owed, { read, alreadySaid });
    case 'nothing-a-person-answered':
      return dropWords(deps, key, ledger, owed, { alreadySaid });
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
      const theirs = handedOver(ledger, owed);
      return pay(deps, key, theirs, { ...owed, entries }, read);
    }
    case 'everything':
      return pay(deps, key, ledger, owed, read);
  }
}

type Left =
  | 'everything'
  | 'a-hand-over'
  | 'nothing-a-person-came'
  | 'nothing-a-person-answered'
  | 'nothing-the-customer-wrote-again';

/** What is left to do of an old promise, now that time has passed. */
function whatIsLeft(question: {
  deps: PayOwedDeps;
  ledger: Ledger;
  owed: OwedTurn;
  read: LiveRead;
  alreadySaid: boolean;
}): Left {
  const { deps, ledger, owed, read, alreadySaid } = question;
  // The commit may have noted a hand-over already; whether a *person* came in since is what matters here. Opening
  // comes last, so an open conversation is our own doing only if the words went out.
  const oursToHandOver = handsOver(owed) && ledger.takenAt === undefined;
  const asOurs: Ledger = oursToHandOver ? { ...ledger, owner: 'bot' } : ledger;
  const openedByUs = oursToHandOver && alreadySaid && read.live.status === 'open';
  const live = openedByUs ? { ...read.live, status: 'pending' as const } : read.live;
  const owner = ownership({ ...read, live, ledger: asOurs, now: deps.now() });
  if (owner.owner === 'person') return 'nothing-a-person-came';
  // Given back since; but what we would say now, they have answered already, perhaps otherwise.
  if (lastWordOfPerson(read.messages) > Math.max(...owed.messageIds, 0)) return 'nothing-a-person-answered';
  // Chatwoot forgets what a deleted message was: it cannot be found by its outbox id, and must not be said again.
  if (wasTakenBack(read, owed)) return 'nothing-a-person-answered';
  const newer = unanswered({ messages: read.messages, ledger: asOurs, released: false, now: deps.now() });
  // What is only for the team, as a report of words that did not arrive, is due whatever the customer writes.
  if (alreadySaid || !owed.entries.some((entry) => entry.kind === 'say')) return 'everything';
  if (newer.length > 0) return 'nothing-the-customer-wrote-again';
  return read.live.canReply ? 'everything' : 'a-hand-over';
}

/** Whether somebody of the team deleted words of ours that came after those this promise answers. */
function wasTakenBack({ messages }: LiveRead, { messageIds }: OwedTurn): boolean {
  const last = Math.max(...messageIds, 0);
  return messages.some(
    ({ id, author, deleted, private: isNote }) => id > last && author === 'bot' && deleted && !isNote,
  );
}

async function pay(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
  read: LiveRead,
): Promise<Ledger> {
  const { live, inbox } = read;
  const asItWas = {
    ...ledger,
    releasedAfter: Math.max(ledger.releasedAfter, lastWordOfPerson(read.messages)),
  };
  const beforeNextPart = () => lookBeforeNextPart(deps, key, { ledger: asItWas, live, inbox });
  const { sent, wordsRefused } = await carryOut(deps, key, owed, { look: true, beforeNextPart });
  await deps.faultPoint('after-owed-send');
  if (!wordsRefused || handsOver(owed)) return settle(deps, key, ledger, { turnId: owed.turnId, sent });
  const context = { key, inbox, id: owed.turnId, messageIds: owed.messageIds, now: deps.now() };
  await carryOut(deps, key, { ...owed, entries: handOverEntries('refused', context) }, { look: true });
  return settle(deps, key, handedOver(ledger, owed), { turnId: owed.turnId, sent });
}

/** A person is asked to answer what these words were for. */
function handedOver(ledger: Ledger, owed: OwedTurn): Ledger {
  return { ...ledger, ...unanswerable(ledger, owed), owner: 'person', lastStatus: 'open' };
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
  const theirs: Ledger = {
    ...ledger,
    ...(alreadySaid ? {} : unanswerable(ledger, owed)),
    ...{ owner: 'person', lastStatus: read.live.status, handled },
  };
  return settle(deps, key, theirs, { turnId: owed.turnId, sent });
}

/** A person answered these words and gave the conversation back: it is ours, and the words stay unsaid. */
async function dropWords(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
  { alreadySaid }: { alreadySaid: boolean },
): Promise<Ledger> {
  const left = alreadySaid ? { ...owed, entries: silent(owed) } : withoutWords(owed, 'person-came');
  const { sent } = await carryOut(deps, key, left, { look: true });
  return settle(deps, key, ledger, { turnId: owed.turnId, sent });
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
    ...unanswerable(ledger, owed),
    owner: 'bot',
    takenAt: undefined,
    lastStatus: live.status,
    handled: ledger.handled.filter((messageId) => !owed.messageIds.includes(messageId)),
    owed: ledger.owed.filter((turn) => turn.turnId !== owed.turnId),
  });
}
