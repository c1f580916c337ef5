import type { ChatwootClient } from '../chatwoot/client.ts';
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
export async function reportMissing(deps: MissingDeps, key: ConversationKey): Promise<{ kind: 'missing' }> {
  const reason =
    'Chatwoot does not show this conversation: it was deleted, or the API token may not see its inbox.';
  await putOnWorklist(deps, key, reason);
  const { ledger: store } = deps;
  const ledger = await store.read(key);
  if (ledger !== undefined) await store.write(key, { ...ledger, owed: [], dueAt: null });
  return { kind: 'missing' };
}

/**
 * What Chatwoot shows of this conversation, or what we kept of it, has a form we do not know, so that nothing can be
 * decided, not even whose it is. A person must know; what was kept is left as it is.
 */
export async function reportUnreadable(
  deps: MissingDeps & { chatwoot: Pick<ChatwootClient, 'open'> },
  key: ConversationKey,
): Promise<{ kind: 'failed-over' }> {
  const reason =
    'What Chatwoot or our own ledger holds of this conversation cannot be read by this version. Please answer it by hand.';
  await putOnWorklist(deps, key, reason);
  // The worklist comes first: what cannot be read may not be opened either.
  await deps.chatwoot.open(key.conversationId);
  return { kind: 'failed-over' };
}

async function putOnWorklist(
  { work, now, newId }: MissingDeps,
  key: ConversationKey,
  reason: string,
): Promise<void> {
  const id = newId();
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
}
