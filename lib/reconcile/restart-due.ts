import type { TurnJob, WorkJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import { Conflict } from '../runtime/errors.ts';
import type { Bookmark } from '../store/dynamodb/bookmark-store.ts';
import type { ConversationKey, LedgerStore } from '../store/dynamodb/ledger.ts';

export interface RestartDeps {
  ledger: LedgerStore;
  turns: JobQueue<TurnJob>;
  work: JobQueue<WorkJob>;
  now: () => Date;
  newId: () => string;
}

/** What became of the conversations that were due. */
export interface Restarted {
  /** Those that were queued, as account:conversation. */
  restarted: ReadonlySet<string>;
  givenUp: number;
  looks: Bookmark['looks'];
}

/** Came back so often, about every five minutes: Chatwoot answers, but for this conversation it never will. */
const mostLooks = 12;
/** And with the same mark so long, over as many runs that found Chatwoot there: whoever takes the job dies of it. */
const longestMs = 60 * 60_000;

/** Queues what is due. What was looked at again and again in vain goes to a person instead. */
export async function restartDue(
  deps: RestartDeps,
  due: readonly Mark[],
  looks: Bookmark['looks'],
): Promise<Restarted> {
  const restarted = new Set<string>();
  const next: Bookmark['looks'] = {};
  const marks: Mark[] = [];
  let givenUp = 0;
  for (const { accountId, conversationId, dueAt } of due) {
    const group = conversationGroup(accountId, conversationId);
    const before = looks[group];
    const count = looksAt(before, dueAt);
    const taken = takenAgain(before, { dueAt, now: deps.now() });
    if (count >= mostLooks || (taken.runs > mostLooks && deps.now().getTime() - taken.since >= longestMs)) {
      await giveUp(deps, { accountId, conversationId });
      givenUp += 1;
      continue;
    }
    marks.push({ accountId, conversationId, dueAt });
    restarted.add(group);
    next[group] = { dueAt: dueAt.getTime(), count, ...taken };
  }
  await queue(deps, marks);
  return { restarted, givenUp, looks: next };
}

type Mark = ConversationKey & { dueAt: Date };

/** After an outage they are many: so many are queued at once. */
const atOnce = 25;

async function queue({ turns, now }: RestartDeps, marks: readonly Mark[]): Promise<void> {
  for (let from = 0; from < marks.length; from += atOnce) {
    await Promise.all(
      marks.slice(from, from + atOnce).map(async ({ accountId, conversationId, dueAt }) => {
        const group = conversationGroup(accountId, conversationId);
        const job: TurnJob = {
          kind: 'take-turn',
          ...{ accountId, conversationId },
          cause: 'owed',
          messageId: null,
          deliveryId: null,
          acceptedAt: now().toISOString(),
        };
        // One job for one mark, however often we run before it is taken.
        await turns.send(job, { group, deduplicationId: `reconcile:${group}:${dueAt.getTime()}` });
      }),
    );
  }
}

/** Another mark than the one we queued last means that a turn looked and could do nothing. */
function looksAt(before: Bookmark['looks'][string] | undefined, dueAt: Date): number {
  if (before === undefined) return 0;
  return before.dueAt === dueAt.getTime() ? before.count : before.count + 1;
}

/** In how many runs it was queued with this mark, and since when. Runs that queue nothing do not count. */
function takenAgain(
  before: Bookmark['looks'][string] | undefined,
  { dueAt, now }: { dueAt: Date; now: Date },
): { runs: number; since: number } {
  if (before?.since === undefined || before.dueAt !== dueAt.getTime())
    return { runs: 1, since: now.getTime() };
  return { runs: (before.runs ?? 0) + 1, since: before.since };
}

const reason = 'This conversation was tried again and again for about an hour, in vain. Please look at it.';

/** A person looks at it. What is owed stays in the ledger: the next turn there, if one succeeds, begins with it. */
async function giveUp({ ledger: store, work, now, newId }: RestartDeps, key: ConversationKey): Promise<void> {
  const ledger = await store.read(key);
  if (ledger === undefined) return;
  const group = conversationGroup(key.accountId, key.conversationId);
  const job: WorkJob = {
    kind: 'worklist',
    id: newId(),
    ...key,
    worklistKind: 'failed',
    messageIds: ledger.owed.flatMap(({ messageIds }) => messageIds),
    reason,
    since: now().toISOString(),
  };
  await work.send(job, { group, deduplicationId: `given-up:${group}:${ledger.version}` });
  try {
    await store.write(key, { ...ledger, dueAt: null });
  } catch (error) {
    // It moved at last: whatever moved it knows better.
    if (!(error instanceof Conflict)) throw error;
  }
}
