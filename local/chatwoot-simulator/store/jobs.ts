import { z } from 'zod';

const id = z.number().int();
const changes = z.array(z.record(z.string(), z.unknown()));
export type Changes = z.infer<typeof changes>;

/** Something that happened and that a webhook tells about. Ids only: payloads are made when they are due. */
const simulatorEvent = z.discriminatedUnion('about', [
  z.object({ about: z.literal('message'), name: z.enum(['message_created', 'message_updated']), id }),
  z.object({
    about: z.literal('conversation'),
    name: z.enum([
      'conversation_created',
      'conversation_updated',
      'conversation_status_changed',
      'conversation_opened',
      'conversation_resolved',
    ]),
    id,
    changes: changes.nullable(),
  }),
  z.object({
    about: z.literal('contact'),
    name: z.enum(['contact_created', 'contact_updated']),
    id,
    changes: changes.nullable(),
  }),
  z.object({
    about: z.literal('typing'),
    name: z.enum(['conversation_typing_on', 'conversation_typing_off']),
    id,
    person: z.object({ kind: z.enum(['Contact', 'User', 'AgentBot']), id }),
    isPrivate: z.boolean(),
  }),
  z.object({
    about: z.literal('widget'),
    name: z.literal('webwidget_triggered'),
    /** The contact_inbox that opened the widget. */
    id,
    info: z.record(z.string(), z.unknown()),
  }),
]);
export type SimulatorEvent = z.infer<typeof simulatorEvent>;

/** One webhook on its way to one endpoint. */
export const deliveryRecord = z.object({
  id,
  endpoint: z.object({ kind: z.enum(['account', 'bot', 'inbox']), id }),
  event: simulatorEvent,
  /** Bots get a snapshot made at the moment of the event; the others are built when sent, from the rows as they are then. */
  body: z.string().nullable(),
  deliveryId: z.string(),
  attempt: z.number().int(),
  /** Events around one contact to one endpoint keep their order, unless chance says otherwise. */
  chain: z.string(),
  shuffled: z.boolean(),
});
export type Delivery = z.infer<typeof deliveryRecord>;

/** The next step of an outgoing message on its way to the channel. */
export const sendingRecord = z.object({
  id,
  messageId: id,
  step: z.enum(['send', 'delivered', 'read']),
  /** Real time in milliseconds. */
  due: z.number(),
});
export type Sending = z.infer<typeof sendingRecord>;
