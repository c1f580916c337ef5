import type { Core } from './core.ts';
import {
  customerChooses,
  customerWrites,
  type CustomerWords,
  createCustomer,
  type NewCustomer,
} from './domain/customer.ts';
import { changeConversation, requireConversation, setStatus } from './domain/conversations.ts';
import { changeMessage, deleteMessage, requireMessage } from './domain/messages.ts';
import { failMessage } from './domain/sending.ts';
import { chatwootGreets, personWrites, phoneAppWrites } from './domain/shop.ts';
import { messageInRest } from './payloads/messages.ts';
import { conversationInRest } from './payloads/conversations.ts';
import { newAttachment } from './rest/attachments.ts';
import type { Conversation, Message } from './store/records.ts';

export type Controls = ReturnType<typeof createControls>;

/** A file a customer sends along, already stored somewhere. */
interface CustomerFile {
  readonly contentType: string;
  readonly url: string;
  readonly size: number;
}

interface CustomerLetter extends Omit<CustomerWords, 'attachments'> {
  readonly files?: readonly CustomerFile[];
}

/** What tests and scripts may do besides REST: the customer's side and the person's hands. User 2 is an agent. */
export function createControls(core: Pick<Core, 'world' | 'act'>) {
  return { ...lookAround(core), ...customerHands(core), ...shopHands(core) };
}

const idsOf = (message: Message) => ({ messageId: message.id, conversationId: message.conversationId });

function lookAround({ world }: Pick<Core, 'world'>) {
  const { store } = world;
  return {
    inboxes: () =>
      store.inboxes.all().map(({ id, name, channel, medium, botId }) => {
        return { id, name, channel, medium, hasBot: botId !== null };
      }),
    /** The token of a person of the shop, to try an agent's rights. */
    agentToken: (userId: number): string => {
      const user = store.users.get(userId);
      if (user === undefined) throw new Error(`There is no user ${userId}.`);
      return user.token;
    },
    conversation: (id: number) => conversationInRest(world, requireConversation(world, id)),
    messages: (conversationId: number) =>
      store.messages.ownedBy(conversationId).map((message) => messageInRest(world, message)),
  };
}

function customerHands({ world, act }: Pick<Core, 'world' | 'act'>) {
  return {
    newCustomer: (customer: NewCustomer) => {
      const { contact, link } = act(() => createCustomer(world, customer));
      return { contactId: contact.id, contactInboxId: link.id, sourceId: link.sourceId };
    },
    customerWrites: (contactInboxId: number, words: string | CustomerLetter) => {
      const { files = [], ...given } = typeof words === 'string' ? { content: words } : words;
      const write = (): Message => {
        const attachments = files.map((file) => newAttachment(world, file));
        return customerWrites(world, contactInboxId, { ...given, attachments });
      };
      return idsOf(act(write));
    },
    /** Where the channel lets its customers edit, as Telegram does. */
    customerEdits: (messageId: number, content: string): void => {
      act(() => changeMessage(world, messageId, { content }));
    },
    customerChooses: (messageId: number, value: string) =>
      idsOf(act(() => customerChooses(world, messageId, value))),
    openWidget: (contactInboxId: number, info: Record<string, unknown> = {}): void => {
      act(() => world.emit({ about: 'widget', name: 'webwidget_triggered', id: contactInboxId, info }));
    },
  };
}

function shopHands({ world, act }: Pick<Core, 'world' | 'act'>) {
  const write = (id: number, content: string, userId: number, isPrivate: boolean) =>
    idsOf(act(() => personWrites(world, id, { content, userId, private: isPrivate })));
  return {
    personWrites: (conversationId: number, content: string, userId = 2) =>
      write(conversationId, content, userId, false),
    privateNote: (conversationId: number, content: string, userId = 2) =>
      write(conversationId, content, userId, true),
    phoneAppWrites: (conversationId: number, content: string) =>
      idsOf(act(() => phoneAppWrites(world, conversationId, content))),
    greet: (conversationId: number, content: string) =>
      idsOf(act(() => chatwootGreets(world, conversationId, content))),
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
  };
}
