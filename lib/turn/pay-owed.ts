import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ConversationKey, Ledger, LedgerStore, OwedTurn } from '../store/dynamodb/ledger.ts';
import { carryOut, sentBefore, type CarryOutDeps } from './carry-out.ts';
import { settle } from './commit.ts';
import { readLive, type LiveRead, type LiveReadDeps } from './live-read.ts';
import { ownership } from './ownership.ts';
import { handsOver } from './promises.ts';
import { unanswered } from './words.ts';

export interface PayOwedDeps extends CarryOutDeps, LiveReadDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  now: () => Date;
  shopName: string;
}

/**
 * Pays what earlier turns committed and did not finish, each after a live look. Without this a crash between commit
 * and send would lose the answer, because its messages already count as dealt with.
 * Returns the ledger as it stands then (undefined if there is none) and how many turns were paid or dropped.
 */
export async function payOwed(
  deps: PayOwedDeps,
  key: ConversationKey,
  stored: Ledger | undefined,
): Promise<{ ledger: Ledger | undefined; paid: number }> {
  let ledger = stored;
  let paid = 0;
  for (const owed of stored?.owed ?? []) {
    if (ledger === undefined) break;
    ledger = await payOne(deps, key, ledger, owed);
    paid += 1;
  }
  return { ledger, paid };
}

async function payOne(
  deps: PayOwedDeps,
  key: ConversationKey,
  ledger: Ledger,
  owed: OwedTurn,
): Promise<Ledger> {
  const read = await readLive(deps, key.conversationId, ledger);
  const alreadySaid = (await sentBefore(deps.chatwoot, key, owed)).size > 0;
  const decision = decide({ deps, ledger, owed, read, alreadySaid });
  if (decision === 'give-back') return giveBack(deps, key, ledger, owed, read);
  const sent = await carryOut(deps, key, decision, { look: true });
  return settle(deps, key, ledger, { turnId: owed.turnId, sent });
}

/** What is left to do of an old promise now: all, a part of it, or nothing because the customer has written again. */
function decide(question: {
  deps: PayOwedDeps;
  ledger: Ledger;
  owed: OwedTurn;
  read: LiveRead;
  alreadySaid: boolean;
}): OwedTurn | 'give-back' {
  const { deps, ledger, owed, read, alreadySaid } = question;
  // The commit may have noted the hand-over already; whether a *person* came in since is what matters here.
  const asOurs: Ledger = { ...ledger, owner: 'bot' };
  const openedByUs = handsOver(owed) && read.live.status === 'open';
  const live = openedByUs ? { ...read.live, status: 'pending' as const } : read.live;
  const owner = ownership({ ...read, live, ledger: asOurs, now: deps.now() });
  if (owner.owner === 'person') return without(owed, ['say', 'open']);
  const newer = unanswered({ messages: read.messages, ledger: asOurs, released: false, now: deps.now() });
  if (newer.length > 0 && !alreadySaid) return 'give-back';
  if (!read.live.canReply && !alreadySaid) return windowClosed(owed);
  return owed;
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

/** Nothing can be said any more: the team must know, and the conversation must be theirs. */
function windowClosed(owed: OwedTurn): OwedTurn {
  const kept = without(owed, ['say', 'open']);
  const note = { kind: 'note', outboxId: `${owed.turnId}:window`, text: windowClosedNote } as const;
  return { ...kept, entries: [note, ...kept.entries, { kind: 'open' }] };
}

const windowClosedNote =
  'The messaging window closed before the answer could be sent. Only an approved template can reach the customer now.';

function without(owed: OwedTurn, kinds: readonly string[]): OwedTurn {
  return { ...owed, entries: owed.entries.filter((entry) => !kinds.includes(entry.kind)) };
}
