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
  'unreadable-event',
  'owed',
  /** Reconcile found words whose webhook never came. */
  'missed',
] as const;
export type TurnCause = (typeof turnCauses)[number];

/** Which conversation a job is about. */
const inConversation = {
  accountId: z.number().int(),
  /** Chatwoot's display id, unique within the account. */
  conversationId: z.number().int(),
};
const inInbox = { ...inConversation, inboxId: z.number().int() };

/** On turns.fifo, group `account:conversation`: look at this conversation and do what is due there. */
export const turnJob = z.object({
  kind: z.literal('take-turn'),
  ...inConversation,
  cause: z.enum(turnCauses),
  /** The message the cause is about, if it is about one. */
  messageId: z.number().int().nullable(),
  /** Chatwoot's `X-Chatwoot-Delivery`, to follow one webhook through the logs. */
  deliveryId: z.string().max(200).nullable(),
  /** When we accepted the event, ISO 8601 UTC; of what was missed, when Chatwoot had it. */
  acceptedAt: z.iso.datetime(),
});
export type TurnJob = z.infer<typeof turnJob>;

/** Attempts a turn gets before it is set aside as a dead letter. The queue and the last-attempt rule share it. */
export const turnReceives = 5;

/** Records wait for Postgres much longer: with pauses of up to five minutes these are about eight hours. */
export const workReceives = 100;

/** Attempts a message to a customer gets before its job is set aside. */
export const outboundReceives = 12;

/** The customer behind a conversation, as Chatwoot knows them. */
const contact = z.object({
  id: z.number().int(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  identifier: z.string().nullable(),
});

/** One fact stated to the customer and the record it came from. */
const receipt = z.object({ claim: z.string(), recordId: z.string() });

/** What a turn ended in. */
export const turnOutcomes = ['answered', 'handed-off', 'withheld'] as const;

/** On work.fifo, group = conversation: put one finished turn on record, and what it taught us about the customer. */
export const afterTurnJob = z.object({
  kind: z.literal('after-turn'),
  turnId: z.uuid(),
  ...inInbox,
  channel: z.string(),
  contact,
  messageIds: z.array(z.number().int()),
  intent: z.string(),
  priority: z.enum(['high', 'medium', 'low']),
  sentiment: z.number(),
  language: z.string(),
  route: z.string(),
  confidence: z.number(),
  reason: z.string(),
  escalationReason: z.string().nullable(),
  tools: z.array(z.string()),
  receipts: z.array(receipt),
  model: z.string(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Absent in jobs of an older version, which may still lie in the queue while a new one is deployed. */
  cacheReadTokens: z.number().int().default(0),
  costUsd: z.number(),
  /** Facts the customer stated, each with the message it stands in. */
  facts: z.array(z.object({ field: z.string(), value: z.string(), messageId: z.number().int() })),
  /** When we heard of what is answered. Absent in jobs of an older version. */
  askedAt: z.iso.datetime().optional(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  outcome: z.enum(turnOutcomes),
  /** Whether they asked us, beyond doubt, to write no more. Absent in jobs of an older version. */
  optedOut: z.boolean().default(false),
});
export type AfterTurnJob = z.infer<typeof afterTurnJob>;

/** On work.fifo: something a person must look at. Idempotent by `id`. */
export const worklistJob = z.object({
  kind: z.literal('worklist'),
  id: z.uuid(),
  ...inConversation,
  worklistKind: z.enum(['handed-over', 'failed', 'withheld']),
  messageIds: z.array(z.number().int()),
  reason: z.string().max(500),
  since: z.iso.datetime(),
});
export type WorklistJob = z.infer<typeof worklistJob>;

/** On work.fifo: a customer wants to be told when something is back. Idempotent by conversation, message and product. */
export const stockAlertJob = z.object({
  kind: z.literal('stock-alert'),
  turnId: z.uuid(),
  ...inInbox,
  channel: z.string(),
  contact,
  product: z.object({
    /** As the customer is told, with its variant: `Oak lamp, large`. */
    name: z.string().max(255),
    /** Of the product or of one variant. */
    sku: z.string().max(100),
    url: z.string().nullable(),
  }),
  /** The message they asked in, what it said, and what was talked about before. */
  messageId: z.number().int(),
  customerMessage: z.string().max(2000),
  conversationContext: z.string().max(4000),
  /** BCP 47: the language they will be told in. */
  language: z.string(),
  priority: z.enum(['high', 'medium', 'low']),
  requestedAt: z.iso.datetime(),
});
export type StockAlertJob = z.infer<typeof stockAlertJob>;

/** On work.fifo: a customer said "stop" where no turn of ours answers, because a person has the conversation. */
export const optOutJob = z.object({
  kind: z.literal('opt-out'),
  ...inConversation,
  channel: z.string(),
  contact,
  messageId: z.number().int(),
  at: z.iso.datetime(),
});
export type OptOutJob = z.infer<typeof optOutJob>;

/** On work.fifo, group = conversation: what we saw of who has it, where no turn tells. */
export const stoodAsideJob = z.object({
  kind: z.literal('stood-aside'),
  accountId: z.number().int(),
  conversationId: z.number().int(),
  /** Whether a person has it. One that is merely closed is still whose it was. */
  taken: z.boolean(),
  /** Whether it is the assistant's again. Absent in jobs of an older version. */
  givenBack: z.boolean().default(false),
  /** The oldest message no person has answered; null = the customer waits for nobody. */
  waitingSince: z.iso.datetime().nullable(),
  /** When that was seen. */
  at: z.iso.datetime(),
});
export type StoodAsideJob = z.infer<typeof stoodAsideJob>;

/** What a turn leaves behind, put on record as soon as Postgres can be reached. */
export type RecordJob = AfterTurnJob | WorklistJob | StockAlertJob | OptOutJob | StoodAsideJob;

/** On work.fifo, one group for the catalogue: take over the products of a file that was checked. */
export const importProductsJob = z.object({
  kind: z.literal('import-products'),
  jobId: z.uuid(),
  importId: z.uuid(),
});

/** On work.fifo, one group for all shop systems: something changed there. Idempotent by source and id. */
export const shopEventJob = z.object({
  kind: z.literal('shop-event'),
  source: z.enum(['generic']),
  id: z.string().min(1).max(200),
  change: z.discriminatedUnion('type', [
    z.object({ type: z.literal('stock'), sku: z.string().max(100), stock: z.number().int() }),
    // Checked by the catalogue, before it is queued and again when it is saved.
    z.object({ type: z.literal('product'), sku: z.string().max(100), product: z.unknown() }),
  ]),
  receivedAt: z.iso.datetime(),
});
export type ShopEventJob = z.infer<typeof shopEventJob>;

/** Everything that travels on work.fifo. */
export const workJob = z.discriminatedUnion('kind', [
  afterTurnJob,
  worklistJob,
  stockAlertJob,
  optOutJob,
  stoodAsideJob,
  importProductsJob,
  shopEventJob,
]);
export type WorkJob = z.infer<typeof workJob>;

/** How many are told that something is back: one customer per unit, or all who wait while there is any. */
export const noticePolicy = z.enum(['one-per-unit', 'all']);
export type NoticePolicy = z.infer<typeof noticePolicy>;

/** On outbound.fifo, group = inbox: tell one waiting customer that something is back. */
export const stockNoticeJob = z.object({
  kind: z.literal('stock-notice'),
  alertId: z.uuid(),
  ...inInbox,
  /** Absent in jobs of an older version. */
  policy: noticePolicy.default('one-per-unit'),
});
export type StockNoticeJob = z.infer<typeof stockNoticeJob>;

/** Everything that travels on outbound.fifo. */
export const outboundJob = z.discriminatedUnion('kind', [stockNoticeJob]);

/** Which attempt at a job this is, counted by the queue from 1. */
export interface Attempt {
  receives: number;
  isLast: boolean;
}
