import type { ChatwootClient } from '../chatwoot/client.ts';
import {
  newLedger,
  type ConversationKey,
  type Ledger,
  type LedgerStore,
  type OwedTurn,
} from '../store/dynamodb/ledger.ts';
import { carryOut, sentBefore, type CarryOutDeps } from '../conversation/carry-out.ts';
import { readLive, type LiveRead, type LiveReadDeps } from '../conversation/live-read.ts';
import { isMissing } from '../conversation/missing.ts';
import { sayings } from '../conversation/sayings.ts';
import { customerWords } from '../conversation/words.ts';
import type { Limits } from '../limits/limits.ts';
import type { PassFaultPoint } from '../runtime/fault-point.ts';
import { contactDecision, type ContactDecision } from './contact-policy.ts';
import { withdrawPromise } from './promise.ts';

export interface SendOutboundDeps extends CarryOutDeps, LiveReadDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  /** Whether a message by itself asks us, beyond doubt, to write no more. */
  isOptOut: (text: string) => Promise<boolean>;
  limits: Pick<Limits, 'isStopped'>;
  shopName: string;
  now: () => Date;
  faultPoint: PassFaultPoint;
}

/** Something we write first, to one customer in one conversation. */
export interface Outbound {
  /** Whatever is sent under one id is sent once, however often it is tried. */
  readonly id: string;
  /** What the ids of its messages begin with (lib/outreach/promise.ts). */
  readonly outbox: string;
  readonly key: ConversationKey;
  /** When they asked for it: no attempt was made before. */
  readonly since: Date;
  /** Whether it is on record that they asked us to stop after they had asked for this. */
  readonly optedOut: () => Promise<boolean>;
  /** The words, made of what is true now. */
  readonly prepare: () => Promise<Prepared>;
}

export type Prepared =
  { kind: 'words'; text: string; language: string } | { kind: 'nothing-to-say'; because: string };

export type OutboundOutcome =
  | { kind: 'sent'; messageId: number }
  | Extract<Prepared, { kind: 'nothing-to-say' }>
  /** Chatwoot refuses for good to send it. */
  | { kind: 'refused' }
  | Exclude<ContactDecision, { kind: 'now' }>;

/**
 * Writes first, if it is welcome now: looks whether it was said already, looks at the conversation, commits into its
 * ledger on the version read before, and speaks. Safe to run again at any moment. What is not said now leaves no trace
 * in the conversation. Throws when another attempt by the queue may succeed.
 */
export async function sendOutbound(deps: SendOutboundDeps, outbound: Outbound): Promise<OutboundOutcome> {
  try {
    return await send(deps, outbound);
  } catch (error) {
    if (isMissing(error)) return { kind: 'never', reason: 'conversation-gone' };
    throw error;
  }
}

async function send(deps: SendOutboundDeps, outbound: Outbound): Promise<OutboundOutcome> {
  const { key, id } = outbound;
  const ledger = (await deps.ledger.read(key)) ?? newLedger();
  const promised = ledger.owed.find(({ turnId }) => turnId === id);
  const said = await saidBefore(deps, outbound, ledger);
  // What was begun is finished as it was promised: half a letter helps nobody.
  if (said !== undefined && promised !== undefined) return speak(deps, outbound, promised, { look: true });
  if (said !== undefined) return { kind: 'sent', messageId: said };

  const decided = await decide(deps, outbound, ledger);
  if (decided.kind === 'promise') {
    const promise = await commit(deps, outbound, { ledger, entries: decided.entries });
    return speak(deps, outbound, promise, { look: false });
  }
  if (promised !== undefined) await withdrawPromise(deps.ledger, key, { id, sent: [] });
  return decided;
}

type Decided = { kind: 'promise'; entries: OwedTurn['entries'] } | Exclude<OutboundOutcome, { kind: 'sent' }>;

/**
 * Whether there is something to say and it is welcome. It waits for nobody: whoever is behind in the inbox's queue would
 * wait too, and what is put off is tried again by whoever asked for it.
 */
async function decide(
  deps: SendOutboundDeps,
  { key, outbox, since, optedOut, prepare }: Outbound,
  ledger: Ledger,
): Promise<Decided> {
  const prepared = await prepare();
  if (prepared.kind === 'nothing-to-say') return prepared;
  const read = await readLive(deps, key.conversationId, ledger);
  const withdrawn = (await optedOut()) || (await saidStop(deps, read, since));
  const stopped = await deps.limits.isStopped();
  const decision = contactDecision({ read, ledger, optedOut: withdrawn, stopped, now: deps.now() });
  if (decision.kind !== 'now') return decision;
  const { text, language } = prepared;
  const entries = sayings({ outbox, inbox: read.inbox }, text, { language, shopName: deps.shopName });
  return { kind: 'promise', entries };
}

/** Whether they asked us to stop where it is on no record yet: to a person of the team, or a moment ago. */
async function saidStop(
  { isOptOut }: Pick<SendOutboundDeps, 'isOptOut'>,
  { messages }: LiveRead,
  since: Date,
): Promise<boolean> {
  for (const { text, at } of customerWords(messages)) {
    if (at > since && (await isOptOut(text))) return true;
  }
  return false;
}

/** Whether it was said already: known from the ledger, or found in Chatwoot after a crash or a lost answer. */
export async function wasSaid(deps: SendOutboundDeps, outbound: Outbound): Promise<boolean> {
  const ledger = (await deps.ledger.read(outbound.key)) ?? newLedger();
  return (await saidBefore(deps, outbound, ledger)) !== undefined;
}

async function saidBefore(
  { chatwoot }: SendOutboundDeps,
  outbound: Outbound,
  ledger: Ledger,
): Promise<number | undefined> {
  const first = firstOutboxId(outbound);
  const known = ledger.sent.find(({ outboxId }) => outboxId === first)?.messageId;
  if (known !== undefined) return known;
  const wanted: OwedTurn = {
    turnId: outbound.id,
    messageIds: [],
    committedAt: outbound.since.toISOString(),
    entries: [{ kind: 'say', outboxId: first, text: '' }],
  };
  return (await sentBefore(chatwoot, outbound.key, wanted)).get(first);
}

function firstOutboxId({ outbox }: Outbound): string {
  return `${outbox}:say:0`;
}

/**
 * One conditional write on the version read before the look at Chatwoot: if a turn moved the conversation since, nothing
 * is said. Who owns the conversation and what is dealt with in it stays as it is.
 */
async function commit(
  { ledger: store, now, faultPoint }: SendOutboundDeps,
  { key, id }: Outbound,
  { ledger, entries }: { ledger: Ledger; entries: OwedTurn['entries'] },
): Promise<OwedTurn> {
  const promise = { turnId: id, messageIds: [], committedAt: now().toISOString(), entries };
  const others = ledger.owed.filter(({ turnId }) => turnId !== id);
  await store.write(key, { ...ledger, owed: [...others, promise] });
  await faultPoint('after-outbound-commit');
  return promise;
}

async function speak(
  deps: SendOutboundDeps,
  outbound: Outbound,
  promise: OwedTurn,
  { look }: { look: boolean },
): Promise<OutboundOutcome> {
  const { key, id } = outbound;
  const { sent } = await carryOut(deps, key, promise, { look });
  await deps.faultPoint('after-outbound-send');
  await withdrawPromise(deps.ledger, key, { id, sent });
  const first = sent.find(({ outboxId }) => outboxId === firstOutboxId(outbound));
  return first === undefined ? { kind: 'refused' } : { kind: 'sent', messageId: first.messageId };
}
