import { randomUUID } from 'node:crypto';
import type { ChatwootClient } from '../../lib/chatwoot/client.ts';
import type { TurnJob, WorkJob } from '../../lib/queue/jobs.ts';
import type { JobQueue } from '../../lib/queue/sqs.ts';
import { reconcile, type ReconcileDeps } from '../../lib/reconcile/reconcile.ts';
import { dynamoBookmarks } from '../../lib/store/dynamodb/bookmark-store.ts';
import { aTable } from '../support/dynamodb.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

export const minute = 60_000;

/**
 * A shop whose every webhook is lost unless a test takes the turn itself: the simulated Chatwoot over HTTP, DynamoDB, the
 * real turn. Reconcile runs two minutes after what was just written, unless a test says otherwise.
 */
export async function aWatchedShop() {
  const world = await aTurnWorld();
  const bookmarks = dynamoBookmarks(await aTable());
  const clock = { aheadMs: 2 * minute };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const turns = aQueue<TurnJob>();
  const work = aQueue<WorkJob>();
  const { chatwoot, calls } = counted(world.deps.chatwoot);
  const deps: ReconcileDeps = {
    ...{ ledger: world.ledger, bookmarks, chatwoot, now, realTime: now, newId: randomUUID },
    ...{ turns: turns.queue, work: work.queue, faultPoint: world.deps.faultPoint },
    limits: world.deps.limits,
    inboxOf: (inboxId) => chatwoot.inbox(inboxId),
    accountId: async () => 1,
    requeueStuck: async () => 0,
  };
  return {
    ...world,
    deps,
    clock,
    calls,
    turns: turns.waiting,
    work: work.waiting,
    run: (instead: Partial<ReconcileDeps> = {}) => reconcile({ ...deps, ...instead }),
    /** Takes the turns that are queued, as the worker would. */
    async takeTurns() {
      for (const { conversationId } of turns.waiting.splice(0)) await world.turn(conversationId);
    },
    /** A new customer writes; nobody is told. */
    asks(text = 'How much is the oak table lamp?') {
      const contactInboxId = world.customer();
      return { contactInboxId, ...world.simulator.customerWrites(contactInboxId, text) };
    },
  };
}
export type WatchedShop = Awaited<ReturnType<typeof aWatchedShop>>;

/** Drops a second job with the same deduplication id, as SQS does for five minutes. */
function aQueue<Job>(): { queue: JobQueue<Job>; waiting: Job[] } {
  const waiting: Job[] = [];
  const known = new Set<string>();
  const queue: JobQueue<Job> = {
    async send(job, { deduplicationId }) {
      if (known.has(deduplicationId)) return;
      known.add(deduplicationId);
      waiting.push(job);
    },
  };
  return { queue, waiting };
}

/** The same client; `calls` says what was asked through it. */
function counted(client: ChatwootClient) {
  const calls: string[] = [];
  const chatwoot: ChatwootClient = {
    ...client,
    conversations: (page) => {
      calls.push('list');
      return client.conversations(page);
    },
    messages: (id, before) => {
      calls.push('messages');
      return client.messages(id, before);
    },
    inbox: (id) => {
      calls.push('inbox');
      return client.inbox(id);
    },
  };
  return { chatwoot, calls };
}
