import type { ChatMessage } from '../chatwoot/conversation.ts';
import { handledLimit, type Ledger } from '../store/dynamodb/ledger.ts';

/** Something a customer said that we may have to answer. */
export interface Words {
  messageId: number;
  text: string;
  at: Date;
}

/** What we have never dealt with and is older than this is left alone: connecting answers nobody's old mail. */
const oldestUnansweredMs = 24 * 3600 * 1000;

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

/** The handled ids with `messageIds` added: the newest `handledLimit` are kept. */
export function withHandled(handled: readonly number[], messageIds: readonly number[]): number[] {
  return [...new Set([...handled, ...messageIds])].sort((a, b) => a - b).slice(-handledLimit);
}

/** A full set has forgotten the ids below its lowest one; those were dealt with long ago. */
export function isHandled(messageId: number, ledger: Ledger): boolean {
  if (ledger.handled.includes(messageId)) return true;
  const [lowest] = ledger.handled;
  return ledger.handled.length >= handledLimit && lowest !== undefined && messageId < lowest;
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

function lastAnswerBefore(
  messages: readonly ChatMessage[],
  authors: readonly ChatMessage['author'][],
): number {
  return messages
    .filter((message) => !message.private && !message.deleted && authors.includes(message.author))
    .reduce((last, message) => Math.max(last, message.id), 0);
}
