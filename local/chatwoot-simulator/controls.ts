import type { Core } from './core.ts';
import {
  customerChooses,
  customerWrites,
  type CustomerWords,
  createCustomer,
  type NewCustomer,
} from './domain/customer.ts';
import { changeConversation, requireConversation, setStatus } from './domain/conversations.ts';
import { deleteMessage, requireMessage } from './domain/messages.ts';
import { failMessage } from './domain/sending.ts';
import { chatwootGreets, personWrites, phoneAppWrites } from './domain/shop.ts';
import { messageInRest } from './payloads/messages.ts';
import { conversationInRest } from './payloads/conversations.ts';
import { newAttachment } from './rest/attachments.ts';
import type { Conversation } from './store/records.ts';

export type Controls = ReturnType<typeof createControls>;

/** A file a customer sends along, already stored somewhere. */
export interface CustomerFile {
  readonly contentType: string;
  readonly url: string;
  readonly size: number;
}

/** What tests and scripts may do besides REST: the customer's side and the person's hands. User 2 is an agent. */
export function createControls({ world, act }: Pick<Core, 'world' | 'act'>) {
  const { store } = world;
  const ids = (message: { id: number; conversationId: number }) => ({
    messageId: message.id,
    conversationId: message.conversationId,
  });
  return {
    inboxes: () =>
      store.inboxes.all().map(({ id, name, channel, medium, botId }) => ({
        id,
        name,
        channel,
        medium,
        hasBot: botId !== null,
      })),
    /** The token of a person of the shop, to try an agent's rights. */
    agentToken: (userId: number): string => {
      const user = store.users.get(userId);
      if (user === undefined) throw new Error(`There is no user ${userId}.`);
      return user.token;
    },
    newCustomer: (customer: NewCustomer) => {
      const { contact, link } = act(() => createCustomer(world, customer));
      return { contactId: contact.id, contactInboxId: link.id, sourceId: link.sourceId };
    },
    customerWrites: (
      contactInboxId: number,
      words: string | (Omit<CustomerWords, 'attachments'> & { files?: CustomerFile[] }),
    ) => {
      const given = typeof words === 'string' ? { content: words } : words;
      return ids(
        act(() => {
          const attachments = ('files' in given ? (given.files ?? []) : []).map((file) =>
            newAttachment(world, file),
          );
          return customerWrites(world, contactInboxId, { ...given, attachments });
        }),
      );
    },
    customerChooses: (messageId: number, value: string) =>
      ids(act(() => customerChooses(world, messageId, value))),
    personWrites: (conversationId: number, content: string, userId = 2) =>
      ids(act(() => personWrites(world, conversationId, { content, userId, private: false }))),
    privateNote: (conversationId: number, content: string, userId = 2) =>
      ids(act(() => personWrites(world, conversationId, { content, userId, private: true }))),
    phoneAppWrites: (conversationId: number, content: string) =>
      ids(act(() => phoneAppWrites(world, conversationId, content))),
    greet: (conversationId: number, content: string) =>
      ids(act(() => chatwootGreets(world, conversationId, content))),
    setStatus: (conversationId: number, status: Conversation['status'], userId = 2): void => {
      act(() => setStatus(world, conversationId, status, { kind: 'user', id: userId }));
    },
    assign: (conversationId: number, userId: number | null): void => {
      act(() => changeConversation(world, conversationId, { assigneeId: userId, assigneeBotId: null }));
    },
    deleteMessage: (messageId: number): void => {
      act(() => deleteMessage(world, messageId));
    },
    /** The channel refuses late, e.g. with Meta's "131047: Re-engagement message". */
    failDelivery: (messageId: number, error: string): void => {
      act(() => failMessage(world, requireMessage(world, messageId), error));
    },
    openWidget: (contactInboxId: number, info: Record<string, unknown> = {}): void => {
      act(() => world.emit({ about: 'widget', name: 'webwidget_triggered', id: contactInboxId, info }));
    },
    conversation: (id: number) => conversationInRest(world, requireConversation(world, id)),
    messages: (conversationId: number) =>
      store.messages.ownedBy(conversationId).map((message) => messageInRest(world, message)),
  };
}
