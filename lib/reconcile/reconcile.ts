import type { ConversationPage } from '../chatwoot/conversation-list.ts';
import { ChatwootUnavailable } from '../chatwoot/http.ts';
import { conversationGroup } from '../queue/sqs.ts';
import { Conflict, MalformedInput, UpstreamRefused, UpstreamUnavailable } from '../runtime/errors.ts';
import type { PassFaultPoint } from '../runtime/fault-point.ts';
import type { Bookmark, BookmarkStore } from '../store/dynamodb/bookmark-store.ts';
import type { Limits } from '../limits/limits.ts';
import { firstBookmark, keptBack } from './bookmark.ts';
import { lookThrough, type Found, type LookThroughDeps } from './look-through.ts';
import { restartDue, type RestartDeps } from './restart-due.ts';
import { reportUnheard, withAsked } from './unheard.ts';

export interface ReconcileDeps extends RestartDeps, Omit<LookThroughDeps, 'ledger'> {
  bookmarks: BookmarkStore;
  limits: Pick<Limits, 'isStopped'>;
  /** The only account we answer for. */
  accountId: () => Promise<number>;
  /** Queues claims that were made and never queued. Throws UpstreamUnavailable while their store cannot be reached. */
  requeueStuck: () => Promise<number>;
  /** Jobs tell in real time when they were accepted, whatever clock the shop runs on. */
  realTime: () => Date;
  faultPoint: PassFaultPoint;
}

/** What one run found. Conversations, if nothing else is said. */
export interface Reconciled {
  /** Turn jobs queued, whatever for. */
  queued: number;
  /** Due, but Chatwoot is still down. */
  waiting: number;
  /** Due for half an hour already, queued or waiting. */
  longDue: number;
  /** With words whose webhook never came. */
  backfilled: number;
  /** Begun, stopped half-way and queued again: answers that were owed, and notices that were claimed. */
  restarted: number;
  /** Came back again and again while Chatwoot answered otherwise: on the worklist instead. */
  givenUp: number;
  /** Queued half an hour ago and not dealt with by any turn: on the worklist. */
  unheard: number;
  /** Changed since the last run, and compared. */
  compared: number;
  /** 1 = there was more to compare than one run may; the next goes on. */
  unfinished: number;
  /** 1 = Postgres could not be asked for claims. */
  unswept: number;
  /** 1 = an operator has stopped the assistant: nothing was looked for. */
  stopped: number;
}

const longMs = 30 * 60_000;
const mostAtOnce = 1000;

/**
 * Finds what got lost and starts again what stopped: words whose webhook never came, answers committed and not sent,
 * looks that Chatwoot's outage prevented, notices claimed and not queued. While Chatwoot is down no turn is queued: five
 * attempts would be over before the outage is. Safe to run twice at once, and to be killed at any moment.
 */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciled> {
  const at = deps.now();
  const { requeued, unswept } = await sweepClaims(deps);
  // An operator wants them all to wait, and nobody need be woken for it. What the stop silenced is due: once it is over
  // it comes back from here, so many at once and no more, whether or not whoever said "resume" lived to queue it.
  if (await deps.limits.isStopped())
    return { ...nothingFound, longDue: 0, waiting: 0, restarted: requeued, unswept, stopped: 1 };
  const due = await deps.ledger.due(at, mostAtOnce);
  const longDue = due.filter(({ dueAt }) => at.getTime() - dueAt.getTime() >= longMs).length;
  const first = await firstPage(deps);
  if (first.kind === 'down')
    return { ...nothingFound, longDue, waiting: due.length, restarted: requeued, unswept, stopped: 0 };

  const accountId = await deps.accountId();
  const bookmark = keptBack((await deps.bookmarks.read(accountId)) ?? firstBookmark(at), at);
  const { restarted, givenUp, looks } = await restartDue(deps, due, bookmark.looks);
  const { unheard, asked } = await reportUnheard(deps, bookmark.asked);
  // What is due can be queued all the same; then the run fails and says why.
  if (first.kind === 'refused') throw first.error;
  const found = await lookThrough(deps, { bookmark, first: first.page, accountId, restarted });
  await backfill(deps, { accountId, bookmark, found });
  await deps.faultPoint('after-backfill');
  const next = { ...found.next, looks, asked: withAsked(asked, found.missed, { accountId, at }) };
  await moveBookmark(deps, accountId, next);
  return {
    ...{ waiting: 0, longDue, givenUp, unheard, unswept, stopped: 0 },
    queued: restarted.size + found.missed.length,
    backfilled: found.missed.filter(({ messageId }) => messageId !== null).length,
    restarted: restarted.size + requeued,
    compared: found.compared,
    unfinished: found.next.rest === null ? 0 : 1,
  };
}

const nothingFound = { queued: 0, backfilled: 0, givenUp: 0, unheard: 0, compared: 0, unfinished: 0 };

async function sweepClaims({
  requeueStuck,
}: Pick<ReconcileDeps, 'requeueStuck'>): Promise<{ requeued: number; unswept: number }> {
  try {
    return { requeued: await requeueStuck(), unswept: 0 };
  } catch (error) {
    if (!(error instanceof UpstreamUnavailable)) throw error;
    return { requeued: 0, unswept: 1 };
  }
}

type FirstPage =
  { kind: 'listed'; page: ConversationPage } | { kind: 'down' } | { kind: 'refused'; error: Error };

/** Says at once whether Chatwoot answers at all. */
async function firstPage({ chatwoot }: Pick<ReconcileDeps, 'chatwoot'>): Promise<FirstPage> {
  try {
    return { kind: 'listed', page: await chatwoot.conversations(1) };
  } catch (error) {
    if (error instanceof ChatwootUnavailable) return { kind: 'down' };
    if (error instanceof UpstreamRefused || error instanceof MalformedInput)
      return { kind: 'refused', error };
    throw error;
  }
}

/**
 * One job for one state of a conversation, seen from one bookmark: a second run at once, or one after a crash, queues
 * nothing twice; words that got lost later are other words.
 */
async function backfill(
  { turns, now, realTime }: ReconcileDeps,
  { accountId, bookmark, found }: { accountId: number; bookmark: Bookmark; found: Found },
): Promise<void> {
  for (const { conversationId, messageId, since, version } of found.missed) {
    const waited = Math.max(0, now().getTime() - since.getTime());
    const group = conversationGroup(accountId, conversationId);
    await turns.send(
      {
        kind: 'take-turn',
        ...{ accountId, conversationId, messageId },
        cause: 'missed',
        deliveryId: null,
        acceptedAt: new Date(realTime().getTime() - waited).toISOString(),
      },
      { group, deduplicationId: `reconcile:${group}:${bookmark.version}:${messageId ?? version}` },
    );
  }
}

/** Only after everything is queued. Whoever moved it meanwhile has looked too; what they did not see is seen next time. */
async function moveBookmark(
  { bookmarks }: Pick<ReconcileDeps, 'bookmarks'>,
  accountId: number,
  next: Bookmark,
): Promise<void> {
  try {
    await bookmarks.write(accountId, next);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
