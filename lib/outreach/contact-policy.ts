import type { ChatMessage } from '../chatwoot/conversation.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';
import type { LiveRead } from '../conversation/live-read.ts';
import { ownership, personAssigned } from '../conversation/ownership.ts';
import { lastWordOfPerson, unanswered } from '../conversation/words.ts';
import { isOutreach } from './promise.ts';

/** Whether we may write to a customer first, in a conversation they know. Every refusal says why. */
export type ContactDecision =
  | { kind: 'now' }
  | { kind: 'later'; at: Date; reason: 'paused' | 'person-talks' | 'person-awaited' | 'customer-wrote' }
  /** Only a template could be sent. */
  | { kind: 'template'; reason: 'window-closed' }
  | { kind: 'never'; reason: 'conversation-gone' | 'blocked' | 'opted-out' };

export interface ContactQuestion {
  /** What Chatwoot shows of the conversation; `gone` when it has none. */
  read: LiveRead | 'gone';
  ledger: Ledger;
  /** Whether they asked us to stop after they had asked for this. */
  optedOut: boolean;
  /** Whether the assistant was stopped everywhere. */
  stopped: boolean;
  now: Date;
}

const seconds = 1000;
/** An hour, less what a check that comes hourly may be early. */
export const soonMs = 55 * 60 * seconds;
/** How long ago somebody of the team may have spoken and still be in the conversation. */
const talkingMs = 12 * 3600 * seconds;
/** How long a customer who was handed over is waiting for a person, and for nothing else. */
const awaitedMs = 24 * 3600 * seconds;
/** Long enough for any answer of the assistant, its attempts included. */
const answerMs = 5 * 60 * seconds;

/** Decides whether the customer is written to now, later, by template or never. */
export function contactDecision(question: ContactQuestion): ContactDecision {
  const { read, ledger, optedOut, stopped, now } = question;
  if (read === 'gone') return { kind: 'never', reason: 'conversation-gone' };
  if (read.live.contact.blocked) return { kind: 'never', reason: 'blocked' };
  if (optedOut) return { kind: 'never', reason: 'opted-out' };
  const soon = new Date(now.getTime() + soonMs);
  if (stopped || ledger.paused) return { kind: 'later', at: soon, reason: 'paused' };
  if (takenLately(ledger, now) || personTalks(read, now))
    return { kind: 'later', at: soon, reason: 'person-talks' };
  if (personAwaited(read, now)) return { kind: 'later', at: soon, reason: 'person-awaited' };
  if (customerWaits(read, ledger, now)) {
    return { kind: 'later', at: new Date(now.getTime() + answerMs), reason: 'customer-wrote' };
  }
  return read.live.canReply ? { kind: 'now' } : { kind: 'template', reason: 'window-closed' };
}

/** Somebody pressed "take over" and may be about to write. */
function takenLately({ takenAt }: Ledger, now: Date): boolean {
  return takenAt !== undefined && now.getTime() - Date.parse(takenAt) <= talkingMs;
}

function personTalks({ live, messages }: LiveRead, now: Date): boolean {
  const isRecent = (at: Date | undefined) => at !== undefined && now.getTime() - at.getTime() <= talkingMs;
  const lastWord = lastWordOfPerson(messages);
  if (isRecent(messages.find(({ id }) => id === lastWord)?.at)) return true;
  const theirs = live.status === 'open' && personAssigned(live) !== null;
  return theirs && isRecent(messages.at(-1)?.at);
}

/** Handed over, and nobody of the team has answered yet: news of a product is not what they are waiting for. */
function personAwaited({ live, inbox, messages }: LiveRead, now: Date): boolean {
  if (!inbox.hasBot || live.status !== 'open') return false;
  const last = messages.findLast((message) => !message.private && !message.deleted && isSpoken(message));
  return last !== undefined && last.author !== 'person' && now.getTime() - last.at.getTime() <= awaitedMs;
}

function isSpoken({ author, automaticReply }: ChatMessage): boolean {
  return author !== 'automation' && !automaticReply;
}

/** Words that the assistant has still to answer, or is answering right now. */
function customerWaits({ live, inbox, messages }: LiveRead, ledger: Ledger, now: Date): boolean {
  if (ledger.owed.some((owed) => !isOutreach(owed))) return true;
  const owner = ownership({ live, inbox, messages, ledger, now });
  if (owner.owner === 'person') return false;
  return unanswered({ messages, ledger, released: owner.released, now }).length > 0;
}
