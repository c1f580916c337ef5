import { z } from 'zod';

/** Why a conversation needs a look. The turn reads Chatwoot live, so the cause only explains and correlates. */
export const turnCauses = [
  'customer-message',
  'choice-submitted',
  'person-message',
  'message-changed',
  'message-deleted',
  'delivery-failed',
  'ownership-changed',
  'status-changed',
  'owed',
] as const;

/** On turns.fifo, group `account:conversation`: look at this conversation and do what is due there. */
export const turnJob = z.strictObject({
  kind: z.literal('take-turn'),
  accountId: z.number().int(),
  /** Chatwoot's display id, unique within the account. */
  conversationId: z.number().int(),
  cause: z.enum(turnCauses),
  /** The message the cause is about, if it is about one. */
  messageId: z.number().int().nullable(),
  /** Chatwoot's `X-Chatwoot-Delivery`, to follow one webhook through the logs. */
  deliveryId: z.string().max(200).nullable(),
  /** When we accepted the event, ISO 8601 UTC. */
  acceptedAt: z.iso.datetime(),
});
export type TurnJob = z.infer<typeof turnJob>;
