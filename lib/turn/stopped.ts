import type { ChatMessage } from '../chatwoot/conversation.ts';
import { readLive, type LiveRead } from '../conversation/live-read.ts';
import { newestId, ownership, personAssigned, releasedStatus } from '../conversation/ownership.ts';
import { lastWordOfPerson } from '../conversation/words.ts';
import type { ConversationKey, Ledger } from '../store/dynamodb/ledger.ts';
import { payOwed, type PayOwedDeps } from './pay-owed.ts';
import { standAside, type StandAsideDeps } from './stand-aside.ts';

export interface StoppedDeps extends PayOwedDeps, StandAsideDeps {
  chatwoot: StandAsideDeps['chatwoot'];
  ledger: StandAsideDeps['ledger'];
  work: StandAsideDeps['work'];
  now: () => Date;
}

/**
 * An operator stopped the assistant everywhere: nothing is said, what was promised included, and the team sees the
 * conversation as if a person had it. Where it was ours a mark stays, and it is due: reconcile brings it back once the
 * stop is over.
 */
export async function keepSilent(deps: StoppedDeps, key: ConversationKey, stored: Ledger): Promise<number> {
  const read = await readLive(deps, key.conversationId, stored);
  const wasOurs = ownership({ ...read, ledger: stored, now: deps.now() }).owner === 'bot';
  // Marked before promises are dropped: dropping gives it to the team, and a crash after that would leave it there.
  const marked = wasOurs ? { ...stored, silenced: {} } : stored;
  const { ledger, paid } = await payOwed(deps, key, marked, { silently: true });
  const now = paid === 0 ? read : await readLive(deps, key.conversationId, ledger);
  await standAside(deps, key, ledger, now);
  return paid;
}

/**
 * The stop is over. A conversation it silenced is ours again if its last word is the customer's, of the last day, and
 * nobody of the team wrote in it or took it over meanwhile; any other stays with the team, so that resuming starts no
 * flood of answers to what is long settled. Who it is assigned to says nothing: we opened it, and Chatwoot may have
 * assigned it by itself then. Any other ledger is returned as it is.
 */
export async function comeBack(deps: StoppedDeps, key: ConversationKey, ledger: Ledger): Promise<Ledger> {
  const { silenced, ...known } = ledger;
  if (silenced === undefined) return ledger;
  const read = await readLive(deps, key.conversationId, ledger);
  const { live, inbox } = read;
  if (!isStillOurs(read, ledger, deps.now())) return deps.ledger.write(key, { ...known, dueAt: null });
  // Chatwoot first: while the mark stands it may be done again, and without it an open conversation is the team's.
  if (inbox.hasBot && live.status === 'open') await deps.chatwoot.giveBack(key.conversationId);
  return deps.ledger.write(key, {
    ...known,
    owner: 'bot',
    lastStatus: releasedStatus,
    releasedAfter: Math.max(known.releasedAfter, newestId(read.messages)),
    lastPersonAssigned: personAssigned(live),
    dueAt: known.dueAt ?? deps.now(),
  });
}

/** Who wrote longer ago has been answered by somebody, or has gone elsewhere. */
const longestWaitMs = 24 * 3600 * 1000;

function isStillOurs(
  { live, messages }: LiveRead,
  { paused, releasedAfter }: Pick<Ledger, 'paused' | 'releasedAfter'>,
  now: Date,
): boolean {
  if (paused || live.status === 'resolved' || live.status === 'snoozed') return false;
  if (lastWordOfPerson(messages) > releasedAfter) return false;
  const last = messages.findLast(isSpoken);
  return last?.author === 'customer' && now.getTime() - last.at.getTime() <= longestWaitMs;
}

function isSpoken(message: ChatMessage): boolean {
  return !message.private && !message.deleted && !message.automaticReply && message.author !== 'automation';
}
