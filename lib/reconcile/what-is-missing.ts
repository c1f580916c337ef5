import { channelOf } from '../chatwoot/channels.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ListedConversation } from '../chatwoot/conversation-list.ts';
import type { ChatMessage, Inbox } from '../chatwoot/conversation.ts';
import { ChatwootUnavailable } from '../chatwoot/http.ts';
import { isMissing } from '../conversation/missing.ts';
import { mustBeOpened, ownership, type Ownership } from '../conversation/ownership.ts';
import { customerWords, isHandled, lastWordOfPerson, unanswered, type Words } from '../conversation/words.ts';
import { MalformedInput, UpstreamRefused } from '../runtime/errors.ts';
import { newLedger, type ConversationKey, type Ledger, type LedgerStore } from '../store/dynamodb/ledger.ts';

export interface WhatIsMissingDeps {
  ledger: Pick<LedgerStore, 'read'>;
  chatwoot: Pick<ChatwootClient, 'messages'>;
  inboxOf: (inboxId: number) => Promise<Inbox>;
  now: () => Date;
}

/** What a listed conversation waits for. */
export type Missing =
  | { kind: 'nothing' }
  /** Words so new that their webhook may still come. */
  | { kind: 'later' }
  | { kind: 'missed'; messageId: number; since: Date; ledgerVersion: number }
  /** Chatwoot lists it and does not show it. */
  | { kind: 'unreadable'; error: Error };

/** Words older than this are left alone: an answer would surprise more than help. */
export const oldestMs = 24 * 3600 * 1000;
/** A webhook takes seconds, and a turn under way some more. */
const youngMs = 60_000;

/**
 * Compares a conversation with our ledger by the ids of its messages. The list itself shows which are a person's or closed
 * and whose last words are too new; only the others are read, also where the last word is ours: an earlier one may have
 * slipped in between our look and our answer.
 */
export async function whatIsMissing(
  deps: WhatIsMissingDeps,
  key: ConversationKey,
  { listed, from }: { listed: ListedConversation; from: Date },
): Promise<Missing> {
  if (listed.status === 'resolved' || listed.status === 'snoozed' || listed.lastMessage === null)
    return { kind: 'nothing' };
  const ledger = (await deps.ledger.read(key)) ?? newLedger();
  try {
    const shown = await compare(deps, { listed, ledger, messages: [listed.lastMessage] });
    if (shown === 'a-persons') return { kind: 'nothing' };
    if (shown.kind === 'later') return shown;
    const messages = await messagesSince(deps, listed.id, from);
    const all = await compare(deps, { listed, ledger, messages });
    return all === 'a-persons' ? { kind: 'nothing' } : all;
  } catch (error) {
    return unreadable(error);
  }
}

interface Comparison {
  listed: ListedConversation;
  ledger: Ledger;
  messages: readonly ChatMessage[];
}

async function compare(
  deps: WhatIsMissingDeps,
  { listed, ledger, messages }: Comparison,
): Promise<Missing | 'a-persons'> {
  const now = deps.now();
  const owner = await ownerOf(deps, { listed, ledger, messages });
  const age = ({ at }: Words) => now.getTime() - at.getTime();
  const open =
    owner.owner === 'person'
      ? await hiddenFromTeam(deps, { listed, ledger, messages })
      : unanswered({ messages, ledger, released: owner.released, now });
  if (open === 'a-persons') return open;
  const words = open.filter((one) => age(one) <= oldestMs);
  const newest = words.at(-1);
  const oldest = words[0];
  if (newest === undefined || oldest === undefined) return { kind: 'nothing' };
  if (words.every((one) => age(one) < youngMs)) return { kind: 'later' };
  const { messageId } = newest;
  return { kind: 'missed', messageId, since: oldest.at, ledgerVersion: ledger.version };
}

/** Words for a person in a conversation that the team's list hides: a turn opens it, if we ever hear of them. */
async function hiddenFromTeam(
  { inboxOf }: WhatIsMissingDeps,
  { listed, ledger, messages }: Comparison,
): Promise<Words[] | 'a-persons'> {
  if (listed.status !== 'pending' || !mustBeOpened(listed, await inboxOf(listed.inboxId))) return 'a-persons';
  const theirs = lastWordOfPerson(messages);
  const words = customerWords(messages).filter(
    ({ messageId }) => messageId > theirs && !isHandled(messageId, ledger),
  );
  return words.length === 0 ? 'a-persons' : words;
}

/** Whether the inbox has a bot is asked only where it decides. */
async function ownerOf(
  { inboxOf, now }: WhatIsMissingDeps,
  { listed, ledger, messages }: Comparison,
): Promise<Ownership> {
  const as = (inbox: Inbox) => ownership({ ledger, live: listed, inbox, messages, now: now() });
  const given = { id: listed.inboxId, channel: channelOf(listed.channelClass) };
  const [withBot, without] = [as({ ...given, hasBot: true }), as({ ...given, hasBot: false })];
  const same =
    withBot.owner === 'bot' && without.owner === 'bot'
      ? withBot.released === without.released
      : withBot.owner === without.owner;
  return same ? withBot : as(await inboxOf(listed.inboxId));
}

const mostPages = 5;
/** Chatwoot's page. With activity lines in it we see fewer and take it for the last: it is enough for minutes. */
const fullPage = 20;

async function messagesSince(
  { chatwoot }: WhatIsMissingDeps,
  conversationId: number,
  from: Date,
): Promise<readonly ChatMessage[]> {
  let page = await chatwoot.messages(conversationId);
  let messages = page;
  for (let read = 1; read < mostPages && page.length >= fullPage; read += 1) {
    const [oldest] = page;
    if (oldest === undefined || oldest.at < from) break;
    page = await chatwoot.messages(conversationId, oldest.id);
    messages = [...page, ...messages];
  }
  return messages;
}

/** What concerns this conversation alone must not keep the others from being looked at. */
function unreadable(error: unknown): Missing {
  if (isMissing(error)) return { kind: 'nothing' };
  const limited = error instanceof ChatwootUnavailable && error.retryAfterSeconds !== undefined;
  const itsOwn =
    error instanceof ChatwootUnavailable ||
    error instanceof UpstreamRefused ||
    error instanceof MalformedInput;
  if (limited || !itsOwn) throw error;
  return { kind: 'unreadable', error };
}
