import type { Words } from '../conversation/words.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { ConversationKey } from '../store/dynamodb/ledger.ts';

export interface NoteWhoHasItDeps {
  work: JobQueue<WorkJob>;
  now: () => Date;
}

/** What a look at a conversation saw of who has it. */
export interface Seen {
  /** Who it went to; null = whoever had it has it still. */
  went: 'to-person' | 'to-bot' | null;
  /** The oldest words that wait for a person. */
  waiting: Words | undefined;
}

/**
 * Puts on record who has a conversation and who waits, where no turn does. Call it before the ledger remembers: once
 * more does no harm, never at all would.
 */
export async function noteWhoHasIt(
  { work, now }: NoteWhoHasItDeps,
  key: ConversationKey,
  { went, waiting }: Seen,
): Promise<void> {
  const at = now().toISOString();
  const job: WorkJob = {
    kind: 'stood-aside',
    ...key,
    taken: went === 'to-person',
    givenBack: went === 'to-bot',
    waitingSince: waiting?.at.toISOString() ?? null,
    at,
  };
  const group = conversationGroup(key.accountId, key.conversationId);
  await work.send(job, { group, deduplicationId: `stood-aside:${group}:${at}` });
}
