import { ChatwootUnavailable } from '../chatwoot/http.ts';
import type { Attempt, TurnJob } from '../queue/jobs.ts';
import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';
import { AmbiguousOutcome, Conflict } from '../runtime/errors.ts';
import { failTurn, type FailTurnDeps } from './fail-turn.ts';
import { freshTurn } from './fresh-turn.ts';
import type { TurnGraph } from './graph.ts';
import { readLive, type LiveRead, type LiveReadDeps } from './live-read.ts';
import { markOwed } from './mark-owed.ts';
import { ownership, personAssigned, type Ownership } from './ownership.ts';
import { isMissing, reportMissing } from './missing.ts';
import { payOwed, type PayOwedDeps } from './pay-owed.ts';
import { reportUndelivered } from './report-undelivered.ts';
import { standAside } from './stand-aside.ts';
import { customerWords, unanswered, withHandled, type Words } from './words.ts';

export interface TakeTurnDeps extends LiveReadDeps, PayOwedDeps, FailTurnDeps {
  graph: TurnGraph;
  ledger: LedgerStore;
  now: () => Date;
  newId: () => string;
  faultPoint: (name: string) => Promise<void>;
}

/** How one look at a conversation ended. */
export type TurnResult =
  | (Taken & { redos: number; paid: number })
  | { kind: 'nothing-to-do'; paid: number }
  | { kind: 'person-owns'; because: string; paid: number }
  /** Chatwoot does not answer: reconcile brings the conversation back. */
  | { kind: 'owed' }
  /** The channel refused what we had said: a person was asked to take over. */
  | { kind: 'not-delivered'; paid: number }
  /** Chatwoot says there is no such conversation: it is on the worklist. */
  | { kind: 'missing' }
  /** Nothing helped: a person was asked to take over. */
  | { kind: 'failed-over' };

/** A turn that was taken to its end. */
interface Taken {
  kind: 'answered' | 'handed-off' | 'withheld';
  turnId: string;
  /** From the beginning of the look to the answer in Chatwoot; null when nothing was said. */
  saidAfterMs: number | null;
}

/** A draft is started again for newer words at most so often; then it goes out and the newest words get their own turn. */
const mostRedos = 2;
/** So many attempts by the queue (after 20 and 40 s) come before an outage of Chatwoot is left to reconcile. */
const attemptsBeforeOwed = 2;

/**
 * One look at one conversation: pays what is owed, then answers everything the customer said that nobody has dealt
 * with. Safe to run again at any moment: everything it needs to know is in Chatwoot and in the ledger.
 * Throws when another attempt by the queue may succeed.
 */
export async function takeTurn(deps: TakeTurnDeps, job: TurnJob, attempt: Attempt): Promise<TurnResult> {
  const key = { accountId: job.accountId, conversationId: job.conversationId };
  try {
    return await look(deps, key);
  } catch (error) {
    const isLast = attempt.isLast;
    if (error instanceof ChatwootUnavailable && attempt.receives > attemptsBeforeOwed) return owe(deps, key);
    // Chatwoot may still be creating the message: looking again at once could miss it and say it twice.
    if (error instanceof AmbiguousOutcome && isLast) return owe(deps, key);
    if (isMissing(error)) return reportMissing(deps, key);
    if (!isLast && isWorthAnotherTry(error)) throw error;
    return failOver(deps, key, error);
  }
}

async function owe(deps: TakeTurnDeps, key: ConversationKey): Promise<TurnResult> {
  await markOwed(deps, key);
  return { kind: 'owed' };
}

async function failOver(deps: TakeTurnDeps, key: ConversationKey, error: unknown): Promise<TurnResult> {
  try {
    await failTurn(deps, key, error);
    return { kind: 'failed-over' };
  } catch (failure) {
    if (failure instanceof ChatwootUnavailable || failure instanceof AmbiguousOutcome) return owe(deps, key);
    if (isMissing(failure)) return reportMissing(deps, key);
    throw failure;
  }
}

/** A turn that took this long already is not started again: the function has a time limit, the customer patience. */
const longestBeforeRedoMs = 30_000;
/** All models together may take this long; test/turn/models.test.ts holds it against the function's time limit. */
export const modelsMayTakeMs = 75_000;

async function look(deps: TakeTurnDeps, key: ConversationKey): Promise<TurnResult> {
  const started = performance.now();
  const startedAt = deps.now().getTime();
  const patience = AbortSignal.timeout(modelsMayTakeMs);
  const stored = (await deps.ledger.read(key)) ?? newLedger();
  const { ledger: paidLedger, paid } = await payOwed(deps, key, stored);
  let ledger = paidLedger;
  for (let redos = 0; ; redos += 1) {
    const read = await readLive(deps, key.conversationId, ledger);
    const owner = ownership({ ...read, ledger, now: deps.now() });
    if (owner.owner === 'person') {
      await standAside(deps, key, ledger, read);
      return { kind: 'person-owns', because: owner.because, paid };
    }
    const undelivered = await reportUndelivered(deps, key, ledger, read);
    if (undelivered) return { kind: 'not-delivered', paid };
    const words = unanswered({ messages: read.messages, ledger, released: owner.released, now: deps.now() });
    if (words.length === 0) {
      await remember(deps, key, ledger, read, owner);
      return { kind: 'nothing-to-do', paid };
    }
    await deps.faultPoint('after-live-read');
    const known = ledgerOfTurn(ledger, { read, owner, words });
    const mayRedo = () => redos < mostRedos && performance.now() - started < longestBeforeRedoMs;
    const result = await answer(deps, key, { ledger: known, read, words, mayRedo, patience, startedAt });
    if (result !== 'again') return { ...result, redos, paid };
    if (redos > mostRedos)
      throw new Conflict('The conversation changed hands again and again while it was answered');
    ledger = known;
  }
}

interface Question {
  ledger: Ledger;
  read: LiveRead;
  words: readonly Words[];
  mayRedo: () => boolean;
  patience: AbortSignal;
  /** Of the whole look, redos included. */
  startedAt: number;
}

async function answer(
  deps: TakeTurnDeps,
  key: ConversationKey,
  { ledger, read, words, mayRedo, patience, startedAt }: Question,
): Promise<'again' | Taken> {
  const { live, inbox, messages } = read;
  const turnId = deps.newId();
  const turn = {
    turnId,
    startedAt: deps.now(),
    accountId: key.accountId,
    ...{ ledger, live, inbox, words, mayRedo, patience },
    headStart: undefined,
    owed: undefined,
    sent: [],
    saidAt: null,
  };
  const { outcome, turn: taken } = await deps.graph.invoke(freshTurn(turn, messages), {
    configurable: { thread_id: `${key.accountId}:${key.conversationId}` },
    durability: 'exit',
  });
  await deps.faultPoint('after-checkpoint');
  if (outcome === null || outcome === 'superseded' || outcome === 'stood-down') return 'again';
  const { saidAt } = taken;
  return { kind: outcome, turnId, saidAfterMs: saidAt === null ? null : saidAt.getTime() - startedAt };
}

/**
 * The ledger this turn starts from, stored or not. Whatever the customer said and is not part of this turn was dealt
 * with (by a person, before we came, or too long ago): it must not look unanswered next time.
 */
function ledgerOfTurn(
  before: Ledger,
  {
    read,
    owner,
    words,
  }: { read: LiveRead; owner: Extract<Ownership, { owner: 'bot' }>; words: readonly Words[] },
): Ledger {
  const ours = new Set(words.map(({ messageId }) => messageId));
  const others = customerWords(read.messages).flatMap(({ messageId }) =>
    ours.has(messageId) ? [] : [messageId],
  );
  return {
    ...before,
    seen: true,
    owner: 'bot',
    releasedAfter: owner.releasedAfter,
    lastPersonAssigned: personAssigned(read.live),
    handled: withHandled(before.handled, others),
  };
}

/** Nothing to answer. A ledger that would decide differently next time is written, any other is left alone. */
async function remember(
  { ledger: store }: TakeTurnDeps,
  key: ConversationKey,
  ledger: Ledger,
  { live }: LiveRead,
  owner: Extract<Ownership, { owner: 'bot' }>,
): Promise<void> {
  const assigned = personAssigned(live);
  const isCurrent =
    ledger.lastStatus === live.status && ledger.lastPersonAssigned === assigned && !owner.released;
  if (ledger.dueAt === null && (!ledger.seen || isCurrent)) return;
  const { releasedAfter } = ledger.seen ? owner : ledger;
  const next = {
    ...ledger,
    owner: 'bot' as const,
    releasedAfter,
    lastStatus: live.status,
    lastPersonAssigned: assigned,
  };
  await store.write(key, { ...next, dueAt: null });
}

/** What knows that it cannot heal does not get further attempts; what says nothing about itself does. */
function isWorthAnotherTry(error: unknown): boolean {
  return !(error instanceof Error && 'retryable' in error && error.retryable === false);
}
