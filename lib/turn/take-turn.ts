import { ChatwootUnavailable } from '../chatwoot/http.ts';
import { readLive, type LiveRead, type LiveReadDeps } from '../conversation/live-read.ts';
import { isMissing, reportMissing, reportUnreadable } from '../conversation/missing.ts';
import { ownership } from '../conversation/ownership.ts';
import { unanswered, type Words } from '../conversation/words.ts';
import { isStop } from '../limits/breaker.ts';
import type { Limits } from '../limits/limits.ts';
import type { Attempt, TurnJob } from '../queue/jobs.ts';
import { AmbiguousOutcome, Conflict, isWorthAnotherTry, MalformedInput } from '../runtime/errors.ts';
import type { PassFaultPoint } from '../runtime/fault-point.ts';
import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';
import { failTurn, type FailTurnDeps } from './fail-turn.ts';
import { freshTurn } from './fresh-turn.ts';
import type { TurnGraph } from './graph.ts';
import { ledgerOfTurn, remember } from './known-ledger.ts';
import { isUnsure, markOwed } from './mark-owed.ts';
import { payOwed, type PayOwedDeps } from './pay-owed.ts';
import { isStillWriting } from './quiet-time.ts';
import { reportUndelivered } from './report-undelivered.ts';
import { runGraph } from './run-graph.ts';
import { standAside } from './stand-aside.ts';
import type { Turn } from './state.ts';
import { comeBack, keepSilent } from './stopped.ts';
import { isOfConversation, paced, turnLimit } from './turn-limit.ts';

export interface TakeTurnDeps extends LiveReadDeps, PayOwedDeps, FailTurnDeps {
  graph: TurnGraph;
  /** The same graph without providers: everything in it is the built-in model's. */
  thrifty: TurnGraph;
  limits: Limits;
  ledger: LedgerStore;
  /** How long a job lies in the queue, so that a burst of messages becomes one turn. */
  quietMs: number;
  now: () => Date;
  /** Webhooks are accepted in real time, whatever clock the shop runs on. */
  realTime: () => Date;
  newId: () => string;
  faultPoint: PassFaultPoint;
}

/** How one look at a conversation ended. */
export type TurnResult =
  | (Taken & { redos: number; paid: number })
  | { kind: 'nothing-to-do'; paid: number }
  /** A newer message's job is still to come, and answers this one too. */
  | { kind: 'still-writing'; paid: number }
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
  // One for both looks: the function's time limit is one, too.
  const patience = AbortSignal.timeout(modelsMayTakeMs);
  try {
    return await onceMoreIfMoved(() => look(deps, key, { job, patience }));
  } catch (error) {
    const isLast = attempt.isLast;
    if (error instanceof ChatwootUnavailable && attempt.receives > attemptsBeforeOwed)
      return owe(deps, key, error);
    // Chatwoot may still be creating the message: looking again at once could miss it and say it twice.
    if (error instanceof AmbiguousOutcome && isLast) return owe(deps, key, error);
    if (isMissing(error)) return reportMissing(deps, key);
    if (!isLast && isWorthAnotherTry(error)) throw error;
    return failOver(deps, key, error);
  }
}

/** Somebody moved the conversation while we looked, as a takeover does: what it is now is looked at right away. */
async function onceMoreIfMoved<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return act();
  }
}

async function owe(deps: TakeTurnDeps, key: ConversationKey, error: unknown): Promise<TurnResult> {
  await markOwed(deps, key, { unsure: error instanceof AmbiguousOutcome });
  return { kind: 'owed' };
}

async function failOver(deps: TakeTurnDeps, key: ConversationKey, error: unknown): Promise<TurnResult> {
  try {
    await onceMoreIfMoved(() => failTurn(deps, key, error));
    return { kind: 'failed-over' };
  } catch (failure) {
    if (failure instanceof ChatwootUnavailable || failure instanceof AmbiguousOutcome)
      return owe(deps, key, failure);
    if (isMissing(failure)) return reportMissing(deps, key);
    if (failure instanceof MalformedInput) return reportUnreadable(deps, key);
    throw failure;
  }
}

/** A turn that took this long already is not started again: the function has a time limit, the customer patience. */
const longestBeforeRedoMs = 30_000;
/** All models together may take this long; test/turn/models.test.ts holds it against the function's time limit. */
export const modelsMayTakeMs = 75_000;

async function look(
  deps: TakeTurnDeps,
  key: ConversationKey,
  { job, patience }: { job: TurnJob; patience: AbortSignal },
): Promise<TurnResult> {
  const started = performance.now();
  const startedAt = deps.now().getTime();
  const waitedMs = Math.max(0, deps.realTime().getTime() - Date.parse(job.acceptedAt));
  const [stored = newLedger(), stands] = await Promise.all([deps.ledger.read(key), deps.limits.standing()]);
  // Read anew before it silences anybody: resumed a second ago, the conversation would wait for the next reconcile.
  // What is owed would go out at once: then what is known for some seconds is not enough either.
  const mustAsk = isStop(stands) || stored.owed.length > 0;
  if (mustAsk && (await deps.limits.isStopped())) return stopped(deps, key, stored);
  if (stored.owed.length > 0 && isUnsure(stored, deps.now()))
    throw new AmbiguousOutcome('Chatwoot may still be creating a message of ours');
  const { ledger: paidLedger, paid } = await payOwed(deps, key, stored);
  let ledger = await comeBack(deps, key, paidLedger);
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
    if (redos === 0 && isStillWriting({ job, words, quietMs: deps.quietMs, now: deps.now() }))
      return { kind: 'still-writing', paid };
    await deps.faultPoint('after-live-read');
    const known = ledgerOfTurn(ledger, { read, owner, words });
    const mayRedo = () => redos < mostRedos && performance.now() - started < longestBeforeRedoMs;
    const askedAt = heardAt(job, { acceptedAt: new Date(startedAt - waitedMs), words });
    const limit = await turnLimit(deps, { stands, ledger: known, read });
    const question = { ledger: known, limit, read, words, mayRedo, patience, startedAt, askedAt };
    const result = await answer(deps, key, question);
    if (result.kind !== 'again') return { ...result, redos, paid };
    if (await deps.limits.isStopped()) return stopped(deps, key, known);
    if (redos > mostRedos)
      throw new Conflict('The conversation changed hands again and again while it was answered');
    ledger = result.ledger;
  }
}

async function stopped(deps: TakeTurnDeps, key: ConversationKey, ledger: Ledger): Promise<TurnResult> {
  return { kind: 'person-owns', because: 'paused', paid: await keepSilent(deps, key, ledger) };
}

/** When what is answered was said, as near as we know: accepted by us, or, of what is owed, as Chatwoot dates it. */
function heardAt(
  { cause }: TurnJob,
  { acceptedAt, words }: { acceptedAt: Date; words: readonly Words[] },
): Date {
  const [oldest] = words;
  return cause === 'owed' && oldest !== undefined ? oldest.at : acceptedAt;
}

interface Question {
  ledger: Ledger;
  limit: Turn['limit'];
  read: LiveRead;
  words: readonly Words[];
  mayRedo: () => boolean;
  patience: AbortSignal;
  /** Of the whole look, redos included. */
  startedAt: number;
  askedAt: Date;
}

async function answer(
  deps: TakeTurnDeps,
  key: ConversationKey,
  { ledger, limit, read, words, mayRedo, patience, startedAt, askedAt }: Question,
): Promise<{ kind: 'again'; ledger: Ledger } | Taken> {
  const { live, inbox, messages } = read;
  const turnId = deps.newId();
  const turn = {
    turnId,
    askedAt,
    startedAt: deps.now(),
    accountId: key.accountId,
    ...{ ledger, limit, live, inbox, words, mayRedo, patience },
    headStart: undefined,
    owed: undefined,
    sent: [],
    saidAt: null,
  };
  const graph = limit === null ? deps.graph : deps.thrifty;
  const {
    outcome,
    usage,
    turn: taken,
  } = await runGraph(deps, graph, { key, input: freshTurn(turn, messages) });
  await deps.faultPoint('after-checkpoint');
  if (outcome === null || outcome === 'superseded' || outcome === 'stood-down') {
    return { kind: 'again', ledger: paced(deps, ledger, { costUsd: usage.costUsd, answered: false }) };
  }
  if (isOfConversation(limit) && outcome === 'handed-off') {
    deps.log({ event: 'limit.reached', conversationId: key.conversationId, reason: limit });
  }
  const { saidAt } = taken;
  return { kind: outcome, turnId, saidAfterMs: saidAt === null ? null : saidAt.getTime() - startedAt };
}
