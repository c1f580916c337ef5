import type { ChatwootClient } from '../chatwoot/client.ts';
import { carryOut, type CarryOutDeps } from '../conversation/carry-out.ts';
import { readLive, type LiveReadDeps } from '../conversation/live-read.ts';
import { ownership } from '../conversation/ownership.ts';
import { sayings } from '../conversation/sayings.ts';
import { unanswered } from '../conversation/words.ts';
import type { Limits } from '../limits/limits.ts';
import { phrase } from '../models/built-in/phrases.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import {
  newLedger,
  type ConversationKey,
  type Ledger,
  type LedgerStore,
  type OwedEntry,
} from '../store/dynamodb/ledger.ts';
import { commit, settle } from './commit.ts';
import { explain } from './escalation.ts';
import { payOwed, type PayOwedDeps } from './pay-owed.ts';
import type { Shop } from './shop.ts';
import { standAside, type StandAsideDeps } from './stand-aside.ts';
import { keepSilent } from './stopped.ts';

export interface FailTurnDeps extends CarryOutDeps, LiveReadDeps, PayOwedDeps, StandAsideDeps {
  chatwoot: ChatwootClient;
  ledger: LedgerStore;
  now: () => Date;
  newId: () => string;
  shop: Shop;
  languageOf: (text: string) => Promise<string>;
  limits: Pick<Limits, 'isStopped'>;
  log: Log;
}

/**
 * The last resort, without model and without shop data: tells the customer in their language that a person will
 * answer, tells the team, opens the conversation and puts it on the worklist. Throws when even that fails; the job is
 * then a dead letter, and its alarm rings.
 */
export async function failTurn(deps: FailTurnDeps, key: ConversationKey, error: unknown): Promise<void> {
  const name = error instanceof Error ? error.name : 'unknown';
  deps.log({ event: 'turn.failed-over', conversationId: key.conversationId, failure: failureOf(error) });
  if (await deps.limits.isStopped()) {
    await keepSilent(deps, key, await storedOf(deps, key));
    return;
  }
  const { ledger } = await payOwed(deps, key, await storedOf(deps, key));
  const read = await readLive(deps, key.conversationId, ledger);
  const owner = ownership({ ...read, ledger, now: deps.now() });
  if (owner.owner === 'person') return standAside(deps, key, ledger, read);
  const words = unanswered({ messages: read.messages, ledger, released: owner.released, now: deps.now() });
  if (words.length === 0) return;

  const turnId = deps.newId();
  const messageIds = words.map(({ messageId }) => messageId);
  const language = await deps.languageOf(words.map(({ text }) => text).join('\n'));
  const apology = phrase('hand_over', language, { shopName: deps.shop.name });
  const entries: OwedEntry[] = [
    ...(read.live.canReply
      ? sayings({ outbox: turnId, inbox: read.inbox }, apology, { language, shopName: deps.shop.name })
      : []),
    { kind: 'note', outboxId: `${turnId}:note`, text: `${explain('failure')} (${name})` },
    { kind: 'labels', add: ['needs_person'] },
    {
      kind: 'worklist',
      job: {
        kind: 'worklist',
        id: turnId,
        ...key,
        worklistKind: 'failed',
        messageIds,
        reason: `${explain('failure')} (${name})`,
        since: deps.now().toISOString(),
      },
    },
    ...(read.inbox.hasBot ? [{ kind: 'open' } as const] : []),
  ];
  const owed = { turnId, messageIds, committedAt: deps.now().toISOString(), entries };
  const known = { ...ledger, releasedAfter: owner.releasedAfter };
  const committed = await commit(deps, { accountId: key.accountId, ledger: known }, owed, read.live);
  const { sent } = await carryOut(deps, key, owed, { look: false });
  await settle(deps, key, committed, { turnId, sent });
}

async function storedOf({ ledger }: Pick<FailTurnDeps, 'ledger'>, key: ConversationKey): Promise<Ledger> {
  return (await ledger.read(key)) ?? newLedger();
}
