import type { ChatwootClient } from '../chatwoot/client.ts';
import type { LiveRead } from '../conversation/live-read.ts';
import { mustBeOpened, personAssigned } from '../conversation/ownership.ts';
import {
  customerWords,
  isHandled,
  lastWordOfPerson,
  withHandled,
  type Words,
} from '../conversation/words.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { ConversationKey, Ledger, LedgerStore } from '../store/dynamodb/ledger.ts';
import { noteWhoHasIt, type Seen } from './note-who-has-it.ts';
import { optOutsAmong } from './opt-out.ts';
import type { QuickRouterDeps } from './router.agent.ts';
import { waitingMarks } from '../stock-alerts/wish.ts';

export interface StandAsideDeps extends QuickRouterDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  work: JobQueue<WorkJob>;
  now: () => Date;
}

/**
 * A person has the conversation: say nothing, remember it, and open it if it is hidden as pending. What the customer
 * said before the person's last word counts as answered by the person; what came after it waits, and is put on record as
 * waiting. A "stop" is heard all the same.
 */
export async function standAside(
  deps: StandAsideDeps,
  key: ConversationKey,
  before: Ledger,
  read: LiveRead,
): Promise<void> {
  const { chatwoot, ledger: store } = deps;
  const { live, inbox, messages } = read;
  const open = mustBeOpened(live, inbox);
  // Opened before it is remembered: a crash in between opens it twice, which does no harm.
  if (open) await chatwoot.open(key.conversationId);
  const wordOfPerson = lastWordOfPerson(messages);
  const stops = await hearStops(deps, key, before, read);
  const answered = customerWords(messages).filter(({ messageId }) => messageId < wordOfPerson);
  const answeredUpTo = Math.max(wordOfPerson, before.answeredUpTo);
  const waiting = customerWords(messages).find(({ messageId }) => messageId > answeredUpTo);
  const seen: Seen = {
    went: isClosed(live) ? null : 'to-person',
    waiting: live.status === 'open' ? waiting : undefined,
  };
  const isNews =
    (seen.waiting?.messageId ?? 0) !== before.waiting || (seen.went !== null && before.owner === 'bot');
  if (isNews) await noteWhoHasIt(deps, key, seen);
  const next: Ledger = {
    ...before,
    seen: true,
    owner: 'person',
    lastStatus: open ? 'open' : live.status,
    lastPersonAssigned: personAssigned(live),
    ...withHandled(
      before,
      [...answered, ...stops].map(({ messageId }) => messageId),
    ),
    waiting: seen.waiting?.messageId ?? 0,
    // What a stop silenced is looked at again once it is over.
    dueAt: before.silenced === undefined ? null : (before.dueAt ?? deps.now()),
  };
  if (!isSame(before, next)) await store.write(key, next);
}

/** A resolved or snoozed conversation is nobody's for now. */
function isClosed({ status }: LiveRead['live']): boolean {
  return status === 'resolved' || status === 'snoozed';
}

/** Older ones were said before we came, or were heard. */
const recentlyMs = 24 * 3600 * 1000;

/** Puts on record that the customer wants to hear no more from us; the person sees the words themselves. */
async function hearStops(
  deps: StandAsideDeps,
  key: ConversationKey,
  before: Ledger,
  { live, inbox, messages }: LiveRead,
): Promise<Words[]> {
  const since = deps.now().getTime() - recentlyMs;
  const fresh = customerWords(messages).filter(
    ({ messageId, at }) => !isHandled(messageId, before) && at.getTime() > since,
  );
  const stops = await optOutsAmong(deps, fresh);
  if (stops.length > 0) {
    await deps.chatwoot.removeContactLabels(live.contact.id, waitingMarks.labels);
    await deps.chatwoot.removeContactAttributes(live.contact.id, waitingMarks.attributes);
  }
  for (const { messageId, at } of stops) {
    const { id, name, email, phone, identifier } = live.contact;
    const job: WorkJob = {
      kind: 'opt-out',
      ...key,
      channel: inbox.channel.name,
      contact: { id, name, email, phone, identifier },
      messageId,
      at: at.toISOString(),
    };
    const group = conversationGroup(key.accountId, key.conversationId);
    await deps.work.send(job, { group, deduplicationId: `opt-out:${key.conversationId}:${messageId}` });
  }
  return stops;
}

function isSame(a: Ledger, b: Ledger): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
