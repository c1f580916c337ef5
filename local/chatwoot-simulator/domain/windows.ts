import type { Conversation, Inbox } from '../store/records.ts';
import { channelRules } from './channels.ts';

const hour = 3_600_000;

/** When the shop may last write, in milliseconds; null when the channel has no window or nobody has written yet. */
export function windowClosesAt(inbox: Inbox, conversation: Conversation): number | null {
  const hours = windowHours(inbox);
  if (hours === null || conversation.lastIncomingAt === null) return null;
  return conversation.lastIncomingAt + hours * hour;
}

/** Chatwoot's `can_reply`: counted from the last incoming message, false where a window exists and nobody wrote. */
export function canReply(inbox: Inbox, conversation: Conversation, now: number): boolean {
  if (windowHours(inbox) === null) return true;
  const closes = windowClosesAt(inbox, conversation);
  return closes !== null && now < closes;
}

function windowHours(inbox: Inbox): number | null {
  if (inbox.channel !== 'Channel::Api') return channelRules(inbox).windowHours;
  const own = inbox.additional['agent_reply_time_window'];
  return typeof own === 'number' ? own : null;
}
