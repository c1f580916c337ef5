import { requireConversation } from '../domain/conversations.ts';
import { Refusal, type World } from '../domain/world.ts';
import type { Conversation, Inbox } from '../store/records.ts';
import type { RestRequest } from './request.ts';

/** Whether the caller may see an inbox: bots and administrators all, agents their own. */
export function seesInbox(request: RestRequest, inbox: Inbox): boolean {
  const { caller } = request;
  if (caller.kind === 'bot' || caller.user.role === 'administrator') return true;
  return inbox.memberIds.includes(caller.user.id);
}

/** A conversation the caller may see; 404 when there is none, 401 when it is not theirs. */
export function visibleConversation(world: World, request: RestRequest, id: number): Conversation {
  const conversation = requireConversation(world, id);
  const inbox = world.store.inboxes.get(conversation.inboxId);
  if (inbox === undefined || seesInbox(request, inbox)) return conversation;
  throw new Refusal(401, { error: 'You are not authorized to do this action' });
}
