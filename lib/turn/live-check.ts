import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ChatMessage, LiveConversation } from '../chatwoot/conversation.ts';
import { ownership } from '../conversation/ownership.ts';
import { customerWords, unanswered, type Words } from '../conversation/words.ts';
import type { Limits } from '../limits/limits.ts';
import type { Turn } from './state.ts';

/** What the last look before speaking says. */
export type LiveCheck =
  | { verdict: 'speak'; live: LiveConversation }
  /** The channel's window closed: only a template could be sent. */
  | { verdict: 'window-closed'; live: LiveConversation }
  /** The customer wrote again, and one answer to everything is better than two; or what is answered was deleted or edited. */
  | { verdict: 'superseded' }
  /** The conversation is a person's by now, or the assistant was stopped everywhere. */
  | { verdict: 'stand-down' };

export interface LiveCheckDeps {
  chatwoot: ChatwootClient;
  limits: Pick<Limits, 'isStopped'>;
  now: () => Date;
}

/** Looks at Chatwoot just before speaking: one GET, and the messages only if something was written meanwhile. */
export async function checkLive({ chatwoot, limits, now }: LiveCheckDeps, turn: Turn): Promise<LiveCheck> {
  const { live: read, ledger, inbox, words } = turn;
  const [live, stopped] = await Promise.all([chatwoot.conversation(read.id), limits.isStopped()]);
  if (stopped) return { verdict: 'stand-down' };
  const unchanged =
    live.lastMessageId !== null &&
    live.lastMessageId === read.lastMessageId &&
    live.lastMessageText === read.lastMessageText;
  const messages = unchanged ? [] : await chatwoot.messages(read.id);
  // The past was settled when this turn began: `releasedAfter` separates old words from new ones.
  const known = { ...ledger, seen: true, lastStatus: read.status };
  if (ownership({ ledger: known, live, inbox, messages, now: now() }).owner === 'person') {
    return { verdict: 'stand-down' };
  }
  const answered = new Set(words.map(({ messageId }) => messageId));
  const oldest = Math.min(...answered);
  const newer = unanswered({ messages, ledger: known, released: false, now: now() }).filter(
    ({ messageId }) => !answered.has(messageId) && messageId > oldest,
  );
  const isTakenBack = messages.some(({ id, deleted }) => deleted && answered.has(id));
  const isRewritten = words.some((said) => textNow(messages, said) !== said.text);
  if ((newer.length > 0 || isTakenBack || isRewritten) && turn.mayRedo()) return { verdict: 'superseded' };
  return { verdict: live.canReply ? 'speak' : 'window-closed', live };
}

/** What these words say by now; what was not read again says what it said. */
function textNow(messages: readonly ChatMessage[], { messageId, text }: Words): string {
  return customerWords(messages).find((said) => said.messageId === messageId)?.text ?? text;
}
