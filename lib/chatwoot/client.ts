import { z } from 'zod';
import type { Secret } from '../config/secret.ts';
import { channelOf } from './channels.ts';
import {
  conversationDetails,
  createdMessage,
  inboxBot,
  inboxDetails,
  inboxTeam,
  labelList,
  messagePage,
  type ChatMessage,
  type Inbox,
  type LiveConversation,
  type TeamMember,
} from './conversation.ts';
import { conversationPage, type ConversationPage } from './conversation-list.ts';
import { chatwootRequest, type ChatwootHttpDeps, type ChatwootRequest } from './http.ts';

/** A message to send. `outboxId` is how it is found again after a lost answer. */
export interface OutgoingMessage {
  text: string;
  private: boolean;
  outboxId: string;
}

/** What we ask of Chatwoot. Every call throws as `chatwootRequest` says. */
export interface ChatwootClient {
  conversation(conversationId: number): Promise<LiveConversation>;
  /** The last 20 lines, or the 20 before `before`; ascending by id, without activity lines. Empty: there are no more. */
  messages(conversationId: number, before?: number): Promise<ChatMessage[]>;
  /** Conversations of every status, the last moved first, from page 1 on; empty behind the last page. */
  conversations(page: number): Promise<ConversationPage>;
  inbox(inboxId: number): Promise<Inbox>;
  /** Sends as the bot. Never repeated by the client: after AmbiguousOutcome look for the outbox id first. */
  send(conversationId: number, message: OutgoingMessage): Promise<{ messageId: number }>;
  /** Hands the conversation to the team: pending becomes open and its members are notified. */
  open(conversationId: number): Promise<void>;
  /** Gives the conversation back to the bot: it becomes pending. */
  giveBack(conversationId: number): Promise<void>;
  setPriority(conversationId: number, priority: 'low' | 'medium' | 'high' | 'urgent'): Promise<void>;
  /** Adds labels and keeps the others: writing the whole list would undo what somebody else just added. */
  addLabels(conversationId: number, labels: readonly string[]): Promise<void>;
  /** What the team marked a contact with. No other answer about a contact holds it. */
  contactLabels(contactId: number): Promise<string[]>;
  /** Adds labels to a contact and keeps the others. Chatwoot does it a moment later. */
  addContactLabels(contactId: number, labels: readonly string[]): Promise<void>;
  /** Removes labels from a contact, since Chatwoot 4.14.1; older ones change nothing. */
  removeContactLabels(contactId: number, labels: readonly string[]): Promise<void>;
  /** Sets custom attributes of a contact and keeps the others. */
  setContactAttributes(contactId: number, attributes: Readonly<Record<string, string>>): Promise<void>;
  removeContactAttributes(contactId: number, names: readonly string[]): Promise<void>;
  /** The people who work in an inbox. */
  inboxMembers(inboxId: number): Promise<TeamMember[]>;
  /** Whether Chatwoot answers and knows our account. Throws as any other call otherwise. */
  ping(): Promise<void>;
}

export interface ChatwootClientDeps extends ChatwootHttpDeps {
  /** Speaks and hands off: does not count as a human reply. */
  botToken: Secret;
  /** Reads: a bot may not list messages, contacts or inboxes. */
  apiToken: Secret;
}

/** So many pages of activity lines alone are passed over: they would look like the beginning of the conversation. */
const mostSilentPages = 5;

const anything = z.unknown();

/** A client of one Chatwoot account. */
export function chatwootClient(deps: ChatwootClientDeps): ChatwootClient {
  const get = <T>(path: string, answer: z.ZodType<T>) =>
    chatwootRequest(deps, { method: 'GET', path, token: deps.apiToken, repeatable: 'safe', answer });
  const post = <T>(
    path: string,
    body: unknown,
    how: Pick<ChatwootRequest<T>, 'token' | 'repeatable' | 'answer'>,
  ) => chatwootRequest(deps, { method: 'POST', path, body, ...how });
  const asBot = { token: deps.botToken, repeatable: 'safe', answer: anything } as const;

  return {
    conversation: (id) => get(`/conversations/${id}`, conversationDetails),
    async messages(id, before) {
      let from = before;
      for (let page = 1; ; page += 1) {
        const place = from === undefined ? '' : `?before=${from}`;
        const { messages, oldestId } = await get(`/conversations/${id}/messages${place}`, messagePage);
        if (messages.length > 0 || oldestId === null || page === mostSilentPages) return messages;
        from = oldestId;
      }
    },
    // The order is Chatwoot's default; every status, or one that is changed while we turn pages would move the others.
    conversations: (page) => get(`/conversations?status=all&page=${page}`, conversationPage),
    async inbox(id) {
      const [details, bot] = await Promise.all([
        get(`/inboxes/${id}`, inboxDetails),
        get(`/inboxes/${id}/agent_bot`, inboxBot),
      ]);
      const hasBot = bot.agent_bot?.id !== undefined && bot.agent_bot.id !== null;
      return { id, channel: channelOf(details.channel_type ?? '', details.medium), hasBot };
    },
    async send(id, message) {
      const sent = await post(`/conversations/${id}/messages`, bodyOf(message), {
        token: deps.botToken,
        repeatable: 'once',
        answer: createdMessage,
      });
      return { messageId: sent.id };
    },
    async open(id) {
      await post(`/conversations/${id}/toggle_status`, { status: 'open' }, asBot);
    },
    async giveBack(id) {
      await post(`/conversations/${id}/toggle_status`, { status: 'pending' }, asBot);
    },
    async setPriority(id, priority) {
      await post(`/conversations/${id}/toggle_priority`, { priority }, asBot);
    },
    async addLabels(id, labels) {
      const body = { type: 'Conversation', ids: [id], labels: { add: labels } };
      await post('/bulk_actions', body, { ...asBot, token: deps.apiToken });
    },
    contactLabels: (id) => get(`/contacts/${id}/labels`, labelList),
    async addContactLabels(id, labels) {
      const body = { type: 'Contact', ids: [id], labels: { add: labels } };
      await post('/bulk_actions', body, { ...asBot, token: deps.apiToken });
    },
    async removeContactLabels(id, labels) {
      const body = { type: 'Contact', ids: [id], labels: { remove: labels } };
      await post('/bulk_actions', body, { ...asBot, token: deps.apiToken });
    },
    async setContactAttributes(id, attributes) {
      await chatwootRequest(deps, {
        method: 'PUT',
        path: `/contacts/${id}`,
        body: { custom_attributes: attributes },
        token: deps.apiToken,
        repeatable: 'safe',
        answer: anything,
      });
    },
    async removeContactAttributes(id, names) {
      const body = { custom_attributes: names };
      await post(`/contacts/${id}/destroy_custom_attributes`, body, { ...asBot, token: deps.apiToken });
    },
    inboxMembers: (id) => get(`/inbox_members/${id}`, inboxTeam),
    async ping() {
      await get('/agents', anything);
    },
  };
}

/**
 * `content_attributes.outbox_id` is kept by Chatwoot (since 4.9) and lets us find the message again. `source_id` would
 * too, but it makes Chatwoot believe the message was delivered already, so it never is.
 */
function bodyOf({ text, private: isPrivate, outboxId }: OutgoingMessage): unknown {
  return {
    content: escapeLiquid(text),
    message_type: 'outgoing',
    private: isPrivate,
    content_attributes: { outbox_id: outboxId },
  };
}

/**
 * Chatwoot renders outgoing content as a Liquid template: `{{x}}` would vanish, `{{contact.email}}` be filled in.
 * A zero-width space between the braces keeps the text as written and renders nothing.
 */
export function escapeLiquid(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{\u200b');
}
