import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ChatMessage } from '../chatwoot/conversation.ts';
import { conversationGroup, type JobQueue } from '../queue/sqs.ts';
import type { WorkJob } from '../queue/jobs.ts';
import { UpstreamRefused } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import type { ConversationKey, Ledger, OwedEntry, OwedTurn } from '../store/dynamodb/ledger.ts';

export interface CarryOutDeps {
  chatwoot: ChatwootClient;
  work: JobQueue<WorkJob>;
  log: Log;
}

/** What came of carrying out a promise. */
export interface CarriedOut {
  sent: Ledger['sent'];
  /** Whether Chatwoot refused for good to say some of it to the customer. */
  wordsRefused: boolean;
}

/**
 * Carries out what a turn owes, in order: the only place from which words leave. With `look`, every message is looked
 * up by its outbox id first, because Chatwoot has no idempotency key; the other entries may be done twice.
 * What Chatwoot refuses for good is logged and left out, so that one refused label cannot keep a conversation from its
 * person. `beforeNextPart` is asked before every part of an answer but the first; what it throws ends the answer there.
 * Throws that, and what else the Chatwoot client and the queue throw; what was done until then is found next time.
 */
export async function carryOut(
  deps: CarryOutDeps,
  key: ConversationKey,
  owed: OwedTurn,
  { look, beforeNextPart }: { look: boolean; beforeNextPart?: () => Promise<void> },
): Promise<CarriedOut> {
  const alreadySent = look ? await sentBefore(deps.chatwoot, key, owed) : new Map<string, number>();
  const sent: Ledger['sent'] = [];
  let wordsRefused = false;
  let parts = 0;
  for (const entry of owed.entries) {
    const isNew = 'outboxId' in entry && !alreadySent.has(entry.outboxId);
    if (entry.kind === 'say' && isNew && parts > 0) await beforeNextPart?.();
    try {
      const messageId = await carryOutEntry(deps, key, entry, alreadySent);
      if (messageId === undefined || !('outboxId' in entry)) continue;
      sent.push({ outboxId: entry.outboxId, messageId });
      if (entry.kind === 'say') parts += 1;
      if (!isNew) continue;
      const about = { conversationId: key.conversationId, turnId: owed.turnId, messageId };
      deps.log({ event: 'message.sent', ...about, private: entry.kind === 'note' });
    } catch (error) {
      if (!(error instanceof UpstreamRefused)) throw error;
      const { conversationId } = key;
      deps.log({ event: 'promise.refused', conversationId, promise: entry.kind, failure: failureOf(error) });
      wordsRefused ||= entry.kind === 'say';
    }
  }
  return { sent, wordsRefused };
}

async function carryOutEntry(
  { chatwoot, work }: CarryOutDeps,
  key: ConversationKey,
  entry: OwedEntry,
  alreadySent: ReadonlyMap<string, number>,
): Promise<number | undefined> {
  const { conversationId } = key;
  switch (entry.kind) {
    case 'say':
    case 'note': {
      const found = alreadySent.get(entry.outboxId);
      if (found !== undefined) return found;
      const { text, outboxId } = entry;
      return (await chatwoot.send(conversationId, { text, outboxId, private: entry.kind === 'note' }))
        .messageId;
    }
    case 'priority':
      await chatwoot.setPriority(conversationId, entry.priority);
      return undefined;
    case 'labels':
      await chatwoot.addLabels(conversationId, entry.add);
      return undefined;
    case 'open':
      await chatwoot.open(conversationId);
      return undefined;
    case 'contact-labels':
      await chatwoot.addContactLabels(entry.contactId, entry.add);
      return undefined;
    case 'contact-attributes':
      await chatwoot.setContactAttributes(entry.contactId, entry.set);
      return undefined;
    case 'contact-clear':
      await chatwoot.removeContactLabels(entry.contactId, entry.labels);
      await chatwoot.removeContactAttributes(entry.contactId, entry.attributes);
      return undefined;
    case 'record':
    case 'worklist':
    case 'stock-alert': {
      const group = conversationGroup(key.accountId, conversationId);
      await work.send(entry.job, { group, deduplicationId: deduplicationIdOf(entry.job) });
      return undefined;
    }
  }
}

function deduplicationIdOf(job: Extract<OwedEntry, { job: unknown }>['job']): string {
  switch (job.kind) {
    case 'after-turn':
      return `record:${job.turnId}`;
    case 'worklist':
      return `worklist:${job.id}`;
    case 'stock-alert':
      return `stock-alert:${job.turnId}:${job.product.sku}`;
  }
}

/** So many messages back a lost send is looked for: 10 pages of 20. */
const pagesLookedThrough = 10;

/** Chatwoot's clock may be behind ours, and it tells seconds only. */
const clockSkewMs = 5 * 60_000;

/**
 * Which of a promise's messages Chatwoot has already, by outbox id. Looks back as far as the words they answer; a
 * promise that answers none (we write first) as far as its commit.
 */
export async function sentBefore(
  chatwoot: ChatwootClient,
  { conversationId }: ConversationKey,
  owed: OwedTurn,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const wanted = new Set(owed.entries.flatMap((entry) => ('outboxId' in entry ? [entry.outboxId] : [])));
  if (wanted.size === 0) return found;
  const isBefore = beginningOf(owed);
  let before: number | undefined;
  for (let page = 0; page < pagesLookedThrough; page += 1) {
    const messages = await chatwoot.messages(conversationId, before);
    for (const { id, outboxId } of messages)
      if (outboxId !== null && wanted.has(outboxId)) found.set(outboxId, id);
    const [oldest] = messages;
    if (oldest === undefined || isBefore(oldest) || found.size === wanted.size) break;
    before = oldest.id;
  }
  return found;
}

/** Whether a message is older than anything a promise can have sent. */
function beginningOf({ messageIds, committedAt }: OwedTurn): (message: ChatMessage) => boolean {
  if (messageIds.length === 0) {
    const earliest = Date.parse(committedAt) - clockSkewMs;
    return ({ at }) => at.getTime() < earliest;
  }
  const firstAnswered = Math.min(...messageIds);
  return ({ id }) => id <= firstAnswered;
}
