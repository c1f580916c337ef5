import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ChatMessage, Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';
import { isHandled } from './words.ts';

export interface LiveReadDeps {
  chatwoot: ChatwootClient;
  /** Inboxes change rarely; the container keeps them for some minutes. */
  inboxOf: (inboxId: number) => Promise<Inbox>;
}

/** What Chatwoot, the source of truth, says right now. */
export interface LiveRead {
  live: LiveConversation;
  inbox: Inbox;
  messages: readonly ChatMessage[];
}

/** Enough pages to find the last message we know; a customer who wrote more than this gets one answer to the newest. */
const mostPages = 5;

/** Reads the conversation and its last messages; further back only while none of them is known to us. */
export async function readLive(
  { chatwoot, inboxOf }: LiveReadDeps,
  conversationId: number,
  ledger: Ledger,
): Promise<LiveRead> {
  const [live, newest] = await Promise.all([
    chatwoot.conversation(conversationId),
    chatwoot.messages(conversationId),
  ]);
  const inbox = await inboxOf(live.inboxId);
  let messages = newest;
  for (let page = 1; page < mostPages && ledger.seen && !anyKnown(messages, ledger); page += 1) {
    const oldest = messages[0];
    if (oldest === undefined) break;
    const older = await chatwoot.messages(conversationId, oldest.id);
    if (older.length === 0) break;
    messages = [...older, ...messages];
  }
  return { live, inbox, messages };
}

function anyKnown(messages: readonly ChatMessage[], ledger: Ledger): boolean {
  const sent = new Set(ledger.sent.map(({ messageId }) => messageId));
  return messages.some(
    (message) => isHandled(message.id, ledger) || sent.has(message.id) || message.id <= ledger.releasedAfter,
  );
}
