import { isHandled } from '../conversation/words.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { Bookmark } from '../store/dynamodb/bookmark-store.ts';
import { newLedger, type ConversationKey, type LedgerStore } from '../store/dynamodb/ledger.ts';
import type { Missed } from './compare-page.ts';

export interface UnheardDeps {
  ledger: Pick<LedgerStore, 'read'>;
  work: JobQueue<WorkJob>;
  now: () => Date;
  newId: () => string;
}

/** Two series of attempts are over by then, also those of a worker that dies of each: five times 150 s and a pause. */
const patienceMs = 30 * 60_000;

/**
 * Puts on the worklist the words we queued a turn for and no turn ever dealt with. A turn that fails hands over by
 * itself; a process that dies of a conversation leaves nothing behind, not even a mark.
 * Returns how many there were, and which are still to be waited for.
 */
export async function reportUnheard(
  { ledger: store, work, now, newId }: UnheardDeps,
  asked: Bookmark['asked'],
): Promise<{ unheard: number; asked: Bookmark['asked'] }> {
  const at = now();
  const isOver = (since: number) => at.getTime() - since >= patienceMs;
  const all = Object.entries(asked);
  let unheard = 0;
  for (const [group, { messageId, version, at: since }] of all.filter(([, one]) => isOver(one.at))) {
    const key = keyOf(group);
    const ledger = (await store.read(key)) ?? newLedger();
    // Whoever moved it has looked: what they left is waited for or marked.
    if (ledger.version !== version || isHandled(messageId, ledger)) continue;
    const job: WorkJob = {
      kind: 'worklist',
      id: newId(),
      ...key,
      worklistKind: 'failed',
      messageIds: [messageId],
      reason,
      since: new Date(since).toISOString(),
    };
    await work.send(job, { group, deduplicationId: `unheard:${group}:${messageId}` });
    unheard += 1;
  }
  return { unheard, asked: Object.fromEntries(all.filter(([, one]) => !isOver(one.at))) };
}

/** After an outage of webhooks there may be thousands, and the bookmark is one item of at most 400 KB. */
const mostAsked = 1000;

/** What is asked about later: what was queued before, and what this run queued for words whose webhook was missed. */
export function withAsked(
  before: Bookmark['asked'],
  missed: readonly Missed[],
  { accountId, at }: { accountId: number; at: Date },
): Bookmark['asked'] {
  const asked = { ...before };
  for (const { conversationId, messageId, ledgerVersion } of missed) {
    if (Object.keys(asked).length >= mostAsked) break;
    if (messageId === null || ledgerVersion === null) continue;
    const group = conversationGroup(accountId, conversationId);
    // Who is waited for already keeps their time, however much they write meanwhile.
    asked[group] ??= { messageId, at: at.getTime(), version: ledgerVersion };
  }
  return asked;
}

const reason =
  'Nobody answered: whatever looked at this conversation was cut off, again and again. Please answer the customer.';

/** A group is account:conversation. */
function keyOf(group: string): ConversationKey {
  const [accountId = 0, conversationId = 0] = group.split(':').map(Number);
  return { accountId, conversationId };
}
