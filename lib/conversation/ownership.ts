import type { ChatMessage, Inbox, LiveConversation } from '../chatwoot/conversation.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';
import { lastWordOfPerson } from './words.ts';

/** Whose conversation it is, and why. */
export type Ownership =
  | { owner: 'bot'; released: boolean; releasedAfter: number }
  | {
      owner: 'person';
      because: 'paused' | 'closed' | 'person-spoke' | 'person-assigned' | 'opened' | 'taken-over-before';
    };

export interface OwnershipQuestion {
  ledger: Ledger;
  live: LiveConversation;
  inbox: Inbox;
  messages: readonly ChatMessage[];
  now: Date;
}

/** Stands for the last status of a conversation that somebody gave back by the API: whatever a person did before counts no more. */
export const releasedStatus = 'released';

/** When we first see a conversation, a person who wrote this recently is still in it. */
const recentlyMs = 24 * 3600 * 1000;

/**
 * Decides who speaks. With an agent bot in the inbox `pending` is ours and `open` the team's; without one the status
 * says nothing and only people's messages, new assignments and our own pause count. Rules: docs/architecture.md.
 */
export function ownership(question: OwnershipQuestion): Ownership {
  const { ledger, live, inbox, messages } = question;
  if (ledger.paused) return person('paused');
  if (live.status === 'resolved' || live.status === 'snoozed') return person('closed');
  if (inbox.hasBot && live.status === 'open') return person('opened');

  if (!ledger.seen) return firstSight(question);
  if (isReleased(ledger, live, inbox)) {
    // Given back by the API, it is known after which message: a person who wrote since has taken it again.
    if (ledger.lastStatus === releasedStatus && lastWordOfPerson(messages) > ledger.releasedAfter)
      return person('person-spoke');
    return { owner: 'bot', released: true, releasedAfter: newestId(messages) };
  }
  if (ledger.owner === 'person') return person('taken-over-before');
  if (lastWordOfPerson(messages) > ledger.releasedAfter) return person('person-spoke');
  const assigned = personAssigned(live);
  if (assigned !== null && assigned !== ledger.lastPersonAssigned) return person('person-assigned');
  return { owner: 'bot', released: false, releasedAfter: ledger.releasedAfter };
}

/** The person of the team a conversation is assigned to. A bot as assignee (Chatwoot 4.16 and later) is nobody. */
export function personAssigned(live: LiveConversation): number | null {
  return live.assignee?.kind === 'person' ? live.assignee.id : null;
}

/** A pending conversation of a person's is hidden from the team's list: it must be opened. */
export function mustBeOpened({ status }: Pick<LiveConversation, 'status'>, { hasBot }: Inbox): boolean {
  return hasBot && status === 'pending';
}

/**
 * New to us: ours, whoever was assigned or spoke long ago. But we do not burst into a conversation that a person is
 * having, also when it is still pending because our first look came late.
 */
function firstSight({ messages, now }: OwnershipQuestion): Ownership {
  const lastWord = lastWordOfPerson(messages);
  const spoke = messages.find((message) => message.id === lastWord);
  if (spoke !== undefined && now.getTime() - spoke.at.getTime() <= recentlyMs) return person('person-spoke');
  return { owner: 'bot', released: false, releasedAfter: lastWord };
}

/** Given back by the API, back to pending in a bot's inbox, or reopened after it was closed. */
function isReleased(ledger: Ledger, live: LiveConversation, inbox: Inbox): boolean {
  if (ledger.lastStatus === releasedStatus) return true;
  if (ledger.owner !== 'person') return false;
  if (inbox.hasBot) return live.status === 'pending' && ledger.lastStatus !== 'pending';
  return ledger.lastStatus === 'resolved';
}

/** The newest message there is; 0 without any. */
export function newestId(messages: readonly ChatMessage[]): number {
  return messages.reduce((newest, message) => Math.max(newest, message.id), 0);
}

function person(because: Extract<Ownership, { owner: 'person' }>['because']): Ownership {
  return { owner: 'person', because };
}
