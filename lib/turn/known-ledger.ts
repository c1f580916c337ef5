import type { LiveRead } from '../conversation/live-read.ts';
import { personAssigned, type Ownership } from '../conversation/ownership.ts';
import { customerWords, lastWordOfPerson, withHandled, type Words } from '../conversation/words.ts';
import type { ConversationKey, Ledger, LedgerStore } from '../store/dynamodb/ledger.ts';
import { noteWhoHasIt, type NoteWhoHasItDeps } from './note-who-has-it.ts';

/**
 * The ledger this turn starts from, stored or not. Whatever the customer said and is not part of this turn was dealt
 * with (by a person, before we came, or too long ago): it must not look unanswered next time.
 */
export function ledgerOfTurn(
  before: Ledger,
  {
    read,
    owner,
    words,
  }: { read: LiveRead; owner: Extract<Ownership, { owner: 'bot' }>; words: readonly Words[] },
): Ledger {
  const ours = new Set(words.map(({ messageId }) => messageId));
  const others = customerWords(read.messages).flatMap(({ messageId }) =>
    ours.has(messageId) ? [] : [messageId],
  );
  const { handled, handledBelow } = withHandled(before, others);
  return {
    ...before,
    seen: true,
    owner: 'bot',
    takenAt: undefined,
    releasedAfter: releasedAfterOf(before, owner, read),
    // No longer "released": a person's word from now on is a takeover, also in the second look of this turn.
    lastStatus: read.live.status,
    lastPersonAssigned: personAssigned(read.live),
    handled,
    handledBelow: Math.max(handledBelow, read.leftUnreadBelow),
    ...paceOf(before, owner),
  };
}

/** Nothing to answer. A ledger that would decide differently next time is written, any other is left alone. */
export async function remember(
  deps: NoteWhoHasItDeps & { ledger: LedgerStore },
  key: ConversationKey,
  ledger: Ledger,
  read: LiveRead,
  owner: Extract<Ownership, { owner: 'bot' }>,
): Promise<void> {
  const { live } = read;
  const assigned = personAssigned(live);
  const isCurrent =
    ledger.lastStatus === live.status && ledger.lastPersonAssigned === assigned && !owner.released;
  if (ledger.dueAt === null && (!ledger.seen || isCurrent)) return;
  const isBack = owner.released && ledger.seen;
  if (isBack) await noteWhoHasIt(deps, key, { went: 'to-bot', waiting: undefined });
  const next: Ledger = {
    ...ledger,
    owner: 'bot',
    takenAt: undefined,
    releasedAfter: ledger.seen ? releasedAfterOf(ledger, owner, read) : ledger.releasedAfter,
    lastStatus: live.status,
    lastPersonAssigned: assigned,
    waiting: isBack ? 0 : ledger.waiting,
    ...paceOf(ledger, owner),
  };
  await deps.ledger.write(key, { ...next, dueAt: null });
}

/**
 * A person looked at it and made it pending again: what we answered before counts no more. A release by the API has said
 * so itself. Reopening after it was closed says nothing: the customer does it, with every message they write then.
 */
function isGivenBack(before: Ledger, { released }: Extract<Ownership, { owner: 'bot' }>): boolean {
  return released && before.lastStatus === 'open';
}

function paceOf(before: Ledger, owner: Extract<Ownership, { owner: 'bot' }>): Pick<Ledger, 'pace'> {
  return isGivenBack(before, owner) ? { pace: undefined } : {};
}

/** What a person said until now is no takeover. What the customer repeats counts on if nobody gave it back. */
function releasedAfterOf(
  before: Ledger,
  owner: Extract<Ownership, { owner: 'bot' }>,
  { messages }: LiveRead,
): number {
  const isReopened = owner.released && closed.has(before.lastStatus);
  return isReopened ? Math.max(before.releasedAfter, lastWordOfPerson(messages)) : owner.releasedAfter;
}

const closed: ReadonlySet<string> = new Set(['resolved', 'snoozed']);
