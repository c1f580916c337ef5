import { ChatwootUnavailable } from '../chatwoot/http.ts';
import type { TurnJob } from '../queue/jobs.ts';
import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';
import { failTurn, type FailTurnDeps } from './fail-turn.ts';
import { freshTurn } from './fresh-turn.ts';
import type { TurnGraph } from './graph.ts';
import { readLive, type LiveRead, type LiveReadDeps } from './live-read.ts';
import { markOwed } from './mark-owed.ts';
import { ownership, type Ownership } from './ownership.ts';
import { payOwed, type PayOwedDeps } from './pay-owed.ts';
import { standAside } from './stand-aside.ts';
import { unanswered, type Words } from './words.ts';

export interface TakeTurnDeps extends LiveReadDeps, PayOwedDeps, FailTurnDeps {
  graph: TurnGraph;
  ledger: LedgerStore;
  now: () => Date;
  newId: () => string;
  faultPoint: (name: string) => Promise<void>;
}

/** How one look at a conversation ended. */
export type TurnResult =
  | { kind: 'answered' | 'handed-off' | 'withheld'; turnId: string; redos: number; paid: number }
  | { kind: 'nothing-to-do'; paid: number }
  | { kind: 'person-owns'; because: string; paid: number }
  /** Chatwoot does not answer: reconcile brings the conversation back. */
  | { kind: 'owed' }
  /** Nothing helped: a person was asked to take over. */
  | { kind: 'failed-over' };

/** Which attempt this is, counted by the queue from 1. */
export interface Attempt {
  receives: number;
  isLast: boolean;
}

/** A draft is started again for newer words at most so often; then it goes out and the newest words get their own turn. */
const mostRedos = 2;
/** So many attempts by the queue (10 s, 20 s …) come before an outage of Chatwoot is left to reconcile. */
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
    if (error instanceof ChatwootUnavailable && attempt.receives > attemptsBeforeOwed) {
      await markOwed(deps, key);
      return { kind: 'owed' };
    }
    if (!attempt.isLast && isWorthAnotherTry(error)) throw error;
    await failTurn(deps, key, error);
    return { kind: 'failed-over' };
  }
}

async function look(deps: TakeTurnDeps, key: ConversationKey): Promise<TurnResult> {
  const stored = await deps.ledger.read(key);
  const { ledger: paidLedger, paid } = await payOwed(deps, key, stored);
  let ledger = paidLedger;
  for (let redos = 0; ; redos += 1) {
    const read = await readLive(deps, key.conversationId, ledger);
    const owner = ownership({ ...read, ledger, now: deps.now() });
    if (owner.owner === 'person') {
      await standAside(deps, key, ledger, read);
      return { kind: 'person-owns', because: owner.because, paid };
    }
    const words = unanswered({ messages: read.messages, ledger, released: owner.released, now: deps.now() });
    if (words.length === 0) {
      await remember(deps, key, ledger, read, owner);
      return { kind: 'nothing-to-do', paid };
    }
    await deps.faultPoint('after-live-read');
    const result = await answer(deps, key, { ledger, read, owner, words, mayRedo: redos < mostRedos });
    if (result !== 'again') return { ...result, redos, paid };
    ledger = await deps.ledger.read(key);
  }
}

interface Question {
  ledger: Ledger | undefined;
  read: LiveRead;
  owner: Extract<Ownership, { owner: 'bot' }>;
  words: readonly Words[];
  mayRedo: boolean;
}

async function answer(
  deps: TakeTurnDeps,
  key: ConversationKey,
  { ledger, read, owner, words, mayRedo }: Question,
): Promise<'again' | { kind: 'answered' | 'handed-off' | 'withheld'; turnId: string }> {
  const turn = {
    turnId: deps.newId(),
    startedAt: deps.now(),
    accountId: key.accountId,
    ledger: { ...(ledger ?? newLedger()), owner: 'bot' as const, releasedAfter: owner.releasedAfter },
    live: read.live,
    inbox: read.inbox,
    words,
    mayRedo,
    owed: undefined,
    sent: [],
  };
  const { outcome } = await deps.graph.invoke(freshTurn(turn, read.messages), {
    configurable: { thread_id: `${key.accountId}:${key.conversationId}` },
    durability: 'exit',
  });
  await deps.faultPoint('after-checkpoint');
  if (outcome === null || outcome === 'superseded' || outcome === 'stood-down') return 'again';
  return { kind: outcome, turnId: turn.turnId };
}

/** Nothing to answer. A ledger that would decide differently next time is written, any other is left alone. */
async function remember(
  { ledger: store }: TakeTurnDeps,
  key: ConversationKey,
  ledger: Ledger | undefined,
  { live }: LiveRead,
  owner: Extract<Ownership, { owner: 'bot' }>,
): Promise<void> {
  if (ledger === undefined) return;
  const unchanged = !owner.released && ledger.lastStatus === live.status && ledger.dueAt === null;
  if (unchanged) return;
  const { releasedAfter } = owner;
  await store.write(key, { ...ledger, owner: 'bot', releasedAfter, lastStatus: live.status, dueAt: null });
}

/** What knows that it cannot heal does not get further attempts; what says nothing about itself does. */
function isWorthAnotherTry(error: unknown): boolean {
  return !(error instanceof Error && 'retryable' in error && error.retryable === false);
}
