import type { ChatMessage } from '../chatwoot/conversation.ts';
import { handledLimit, type Ledger } from '../store/dynamodb/ledger.ts';

/** Something a customer said that we may have to answer. */
export interface Words {
  messageId: number;
  text: string;
  at: Date;
}

/** What we have never dealt with and is older than this is left alone: connecting answers nobody's old mail. */
export const oldestUnansweredMs = 24 * 3600 * 1000;

export interface UnansweredQuestion {
  messages: readonly ChatMessage[];
  ledger: Ledger;
  /** Whether the conversation has just come back from a person to us. */
  released: boolean;
  now: Date;
}

/**
 * The customer's words nobody has dealt with, oldest first: by set of ids and not by the highest one, because Chatwoot
 * gives ids out before it commits, so a lower one can show up later.
 */
export function unanswered({ messages, ledger, released, now }: UnansweredQuestion): Words[] {
  const fresh = !ledger.seen || released;
  const boundary = lastAnswerBefore(messages, ledger.seen ? ['person'] : ['person', 'bot']);
  return customerWords(messages).filter(
    (words) =>
      !isHandled(words.messageId, ledger) &&
      words.messageId > boundary &&
      (!fresh || now.getTime() - words.at.getTime() <= oldestUnansweredMs),
  );
}

/** All that the customer said in these messages, robots' answers and deleted messages left out. */
export function customerWords(messages: readonly ChatMessage[]): Words[] {
  return messages.flatMap((message) => {
    const text = wordsOf(message);
    return text === undefined ? [] : [{ messageId: message.id, text, at: message.at }];
  });
}

/** The newest message of a person of the team that customers can see; 0 if there is none. */
export function lastWordOfPerson(messages: readonly ChatMessage[]): number {
  return lastAnswerBefore(messages, ['person']);
}

/** Which messages are dealt with. */
export type Handled = Pick<Ledger, 'handled' | 'handledBelow'>;

/**
 * What is dealt with, with `messageIds` added. Of those known before, the newest `handledLimit` are kept by id, and the
 * floor rises above the others. The new ones are all kept, and nothing falls out above them: a turn that was never said
 * takes its ids out again, and they must be open then.
 */
export function withHandled({ handled, handledBelow }: Handled, messageIds: readonly number[]): Handled {
  const known = inOrder(handled);
  const lowest = Math.min(...messageIds);
  const forgotten = known.slice(0, -handledLimit).filter((messageId) => messageId < lowest);
  const last = forgotten.at(-1);
  return {
    handled: inOrder([...known.slice(forgotten.length), ...messageIds]),
    handledBelow: last === undefined ? handledBelow : Math.max(handledBelow, last + 1),
  };
}

/** Whether a message is dealt with: its id is known, or it is older than all we keep. */
export function isHandled(messageId: number, { handled, handledBelow }: Handled): boolean {
  return messageId < handledBelow || handled.includes(messageId);
}

function inOrder(messageIds: readonly number[]): number[] {
  return [...new Set(messageIds)].sort((a, b) => a - b);
}

function wordsOf(message: ChatMessage): string | undefined {
  if (message.private || message.deleted || message.automaticReply) return undefined;
  // Chatwoot's own prompts (e-mail address, satisfaction survey) collect data and ask for no answer.
  if (message.author === 'automation') return undefined;
  // A form the customer filled in on the website arrives as an update of the outgoing message that showed it.
  if (message.author !== 'customer') return message.submitted ?? undefined;
  const attached = message.attachments.map((kind) => `[${kind}]`);
  return [message.text.trim(), ...attached].filter((part) => part !== '').join('\n');
}

/** The newest message of one of these that customers can see; 0 if there is none. */
export function lastAnswerBefore(
  messages: readonly ChatMessage[],
  authors: readonly ChatMessage['author'][],
): number {
  return messages
    .filter((message) => !message.private && !message.deleted && authors.includes(message.author))
    .reduce((last, message) => Math.max(last, message.id), 0);
}
