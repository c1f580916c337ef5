import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { UpstreamRefused } from '../runtime/errors.ts';
import type { ConversationKey, LedgerStore } from '../store/dynamodb/ledger.ts';

export interface MissingDeps {
  ledger: LedgerStore;
  work: JobQueue<WorkJob>;
  now: () => Date;
  newId: () => string;
}

/** Whether Chatwoot itself (not a proxy before it) says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof UpstreamRefused && error.status === 404;
}

/**
 * Chatwoot says there is no such conversation: it was deleted, or our token may not see it. Nothing can be said there,
 * so a person must know, and nobody must try again and again.
 */
export async function reportMissing(
  { ledger: store, work, now, newId }: MissingDeps,
  key: ConversationKey,
): Promise<{ kind: 'missing' }> {
  const id = newId();
  const reason =
    'Chatwoot does not show this conversation: it was deleted, or the API token may not see its inbox.';
  const job: WorkJob = {
    kind: 'worklist',
    id,
    ...key,
    worklistKind: 'failed',
    messageIds: [],
    reason,
    since: now().toISOString(),
  };
  const group = conversationGroup(key.accountId, key.conversationId);
  await work.send(job, { group, deduplicationId: `worklist:${id}` });
  const ledger = await store.read(key);
  if (ledger !== undefined) await store.write(key, { ...ledger, owed: [], dueAt: null });
  return { kind: 'missing' };
}
