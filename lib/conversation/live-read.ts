import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ChatMessage, Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';
import { isHandled, lastAnswerBefore, oldestUnansweredMs } from './words.ts';

export interface LiveReadDeps {
  chatwoot: ChatwootClient;
  /** Inboxes change rarely; the container keeps them for some minutes. */
  inboxOf: (inboxId: number) => Promise<Inbox>;
  now: () => Date;
}

/** What Chatwoot, the source of truth, says right now. */
export interface LiveRead {
  live: LiveConversation;
  inbox: Inbox;
  messages: readonly ChatMessage[];
  /** The oldest message that was read, where older ones were left unread and nobody has dealt with them; 0 = none were. */
  leftUnreadBelow: number;
}

/**
 * Enough pages to find the last message we know, or the beginning of what is new. Who wrote more than this in one go gets
 * one answer to the newest, and what is further back counts as dealt with.
 */
const mostPages = 5;

/**
 * Chatwoot's pages have twenty lines, and activity lines are left out here. So few are the whole conversation: a first
 * contact, which mostly is one message, costs no second request.
 */
const fewestOfAPage = 10;

/** Reads the conversation and its last messages; further back only while what is new to us may go on there. */
export async function readLive(
  { chatwoot, inboxOf, now }: LiveReadDeps,
  conversationId: number,
  ledger: Ledger,
): Promise<LiveRead> {
  const [live, newest] = await Promise.all([
    chatwoot.conversation(conversationId),
    chatwoot.messages(conversationId),
  ]);
  const inbox = await inboxOf(live.inboxId);
  if (!ledger.seen && newest.length < fewestOfAPage) {
    return { live, inbox, messages: newest, leftUnreadBelow: 0 };
  }
  const isFarEnough = ledger.seen ? anyKnown(ledger) : anySettled(now());
  let messages = newest;
  for (let page = 1; page < mostPages && !isFarEnough(messages); page += 1) {
    const oldest = messages[0];
    if (oldest === undefined) break;
    const older = await chatwoot.messages(conversationId, oldest.id);
    if (older.length === 0) return { live, inbox, messages, leftUnreadBelow: 0 };
    messages = [...older, ...messages];
  }
  // What a ledger knows has dealt with what is older.
  const isJoined = ledger.seen && isFarEnough(messages);
  return { live, inbox, messages, leftUnreadBelow: isJoined ? 0 : (messages[0]?.id ?? 0) };
}

type Found = (messages: readonly ChatMessage[]) => boolean;

function anyKnown(ledger: Ledger): Found {
  const sent = new Set(ledger.sent.map(({ messageId }) => messageId));
  return (messages) =>
    messages.some(
      (message) =>
        isHandled(message.id, ledger) || sent.has(message.id) || message.id <= ledger.releasedAfter,
    );
}

/** In a conversation new to us: an answer somebody gave before we came, or words too old to be answered. */
function anySettled(now: Date): Found {
  return (messages) => {
    const [oldest] = messages;
    if (oldest === undefined || now.getTime() - oldest.at.getTime() > oldestUnansweredMs) return true;
    return lastAnswerBefore(messages, ['person', 'bot']) > 0;
  };
}
