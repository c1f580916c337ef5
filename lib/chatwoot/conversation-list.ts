import { z } from 'zod';
import {
  restConversation,
  restMessage,
  toChatMessage,
  toLiveConversation,
  type ChatMessage,
  type LiveConversation,
} from './conversation.ts';

/** A conversation as a list shows it. */
export interface ListedConversation extends LiveConversation {
  /** The newest message that is no activity line; null when there is none. */
  lastMessage: ChatMessage | null;
  /** When a message or an activity line was added last. Chatwoot's clock, whole seconds. */
  movedAt: Date;
  /** Another one means that something was added or changed. */
  version: string;
}

/** One page of a list. */
export interface ConversationPage {
  conversations: readonly ListedConversation[];
  /** How many more there are on it, in a form we cannot read. */
  unreadable: number;
  /** How many there are on all pages, where Chatwoot says so. */
  total: number | null;
}

const listed = restConversation
  .extend({
    last_non_activity_message: restMessage.nullish(),
    last_activity_at: z.number(),
    updated_at: z.number().nullish(),
  })
  .transform((rest): ListedConversation => {
    const last = rest.last_non_activity_message;
    return {
      ...toLiveConversation(rest),
      lastMessage: last === undefined || last === null ? null : toChatMessage(last),
      movedAt: new Date(rest.last_activity_at * 1000),
      // Chatwoot sets `updated_at` with every message, also when it commits late, and with every change of the row.
      version: `${last?.id ?? 0}/${rest.last_activity_at}/${rest.updated_at ?? ''}`,
    };
  });

/** `GET /conversations?page=…`. Read one by one: a conversation of an odd form must not hide the others. */
export const conversationPage = z
  .looseObject({
    data: z.looseObject({
      meta: z.looseObject({ all_count: z.number().nullish() }).nullish(),
      payload: z.array(z.unknown()),
    }),
  })
  .transform(({ data: { meta, payload } }): ConversationPage => {
    const conversations = payload.flatMap((one) => listed.safeParse(one).data ?? []);
    return {
      conversations,
      unreadable: payload.length - conversations.length,
      total: meta?.all_count ?? null,
    };
  });
