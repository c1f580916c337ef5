import { z } from 'zod';

/** A free-form hash as Chatwoot keeps it in a jsonb column. */
export const hash = z.record(z.string(), z.unknown());
export type Hash = z.infer<typeof hash>;

/** Instants are kept as milliseconds of the shop's clock. */
const instant = z.number();
const id = z.number().int();

export const inboxRecord = z.object({
  id,
  name: z.string(),
  /** Rails class name, e.g. `Channel::Whatsapp`. */
  channel: z.string(),
  /** Only Twilio: the class name covers two media. */
  medium: z.enum(['sms', 'whatsapp']).nullable(),
  channelId: id,
  provider: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  platformId: z.string().nullable(),
  lockToSingle: z.boolean(),
  botId: id.nullable(),
  memberIds: z.array(id),
  callbackUrl: z.string().nullable(),
  secret: z.string(),
  hmacToken: z.string(),
  identifier: z.string().nullable(),
  additional: hash,
  templates: z.array(hash),
});
export type Inbox = z.infer<typeof inboxRecord>;

export const userRecord = z.object({
  id,
  name: z.string(),
  availableName: z.string(),
  email: z.string(),
  role: z.enum(['administrator', 'agent']),
  token: z.string(),
});
export type User = z.infer<typeof userRecord>;

export const botRecord = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** Null means the address this simulator was started with. */
  url: z.string().nullable(),
  config: hash,
  token: z.string(),
  secret: z.string(),
});
export type Bot = z.infer<typeof botRecord>;

export const webhookRecord = z.object({
  id,
  name: z.string().nullable(),
  /** Null means the address this simulator was started with. */
  url: z.string().nullable(),
  inboxId: id.nullable(),
  subscriptions: z.array(z.string()),
  secret: z.string(),
});
export type Webhook = z.infer<typeof webhookRecord>;

export const teamRecord = z.object({ id, name: z.string(), description: z.string(), memberIds: z.array(id) });
export type Team = z.infer<typeof teamRecord>;

export const labelRecord = z.object({
  id,
  title: z.string(),
  description: z.string().nullable(),
  color: z.string(),
  showOnSidebar: z.boolean(),
});
export type Label = z.infer<typeof labelRecord>;

export const definitionRecord = z.object({
  id,
  name: z.string(),
  displayType: z.string(),
  description: z.string().nullable(),
  key: z.string(),
  model: z.enum(['conversation_attribute', 'contact_attribute']),
  values: z.array(z.string()),
  regexPattern: z.string().nullable(),
  regexCue: z.string().nullable(),
  createdAt: instant,
});
export type AttributeDefinition = z.infer<typeof definitionRecord>;

export const contactRecord = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  identifier: z.string().nullable(),
  blocked: z.boolean(),
  additional: hash,
  custom: hash,
  labels: z.array(z.string()),
  lastActivityAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Contact = z.infer<typeof contactRecord>;

export const contactInboxRecord = z.object({
  id,
  contactId: id,
  inboxId: id,
  sourceId: z.string(),
  pubsubToken: z.string(),
  createdAt: instant,
});
export type ContactInbox = z.infer<typeof contactInboxRecord>;

export const conversationStatuses = ['open', 'resolved', 'pending', 'snoozed'] as const;
export const priorities = ['low', 'medium', 'high', 'urgent'] as const;

export const conversationRecord = z.object({
  /** The display id. Chatwoot's database id is never shown, so there is none here. */
  id,
  uuid: z.string(),
  inboxId: id,
  contactId: id,
  contactInboxId: id,
  status: z.enum(conversationStatuses),
  assigneeId: id.nullable(),
  assigneeBotId: id.nullable(),
  teamId: id.nullable(),
  labels: z.array(z.string()),
  priority: z.enum(priorities).nullable(),
  custom: hash,
  additional: hash,
  snoozedUntil: instant.nullable(),
  firstReplyAt: instant.nullable(),
  waitingSince: instant.nullable(),
  agentSeenAt: instant.nullable(),
  assigneeSeenAt: instant.nullable(),
  contactSeenAt: instant.nullable(),
  lastIncomingAt: instant.nullable(),
  lastActivityAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type Conversation = z.infer<typeof conversationRecord>;

export const messageTypes = ['incoming', 'outgoing', 'activity', 'template'] as const;
const messageStatuses = ['sent', 'delivered', 'read', 'failed'] as const;

const attachmentRecord = z.object({
  id,
  fileType: z.string(),
  extension: z.string().nullable(),
  contentType: z.string().nullable(),
  /** Absolute, or a path below the simulator for files it stores itself. */
  url: z.string(),
  size: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export type Attachment = z.infer<typeof attachmentRecord>;

export const messageRecord = z.object({
  id,
  conversationId: id,
  inboxId: id,
  type: z.enum(messageTypes),
  content: z.string().nullable(),
  contentType: z.string(),
  contentAttributes: hash,
  additional: hash,
  private: z.boolean(),
  status: z.enum(messageStatuses),
  sourceId: z.string().nullable(),
  sender: z.object({ kind: z.enum(['Contact', 'User', 'AgentBot']), id }).nullable(),
  attachments: z.array(attachmentRecord),
  createdAt: instant,
  updatedAt: instant,
});
export type Message = z.infer<typeof messageRecord>;

export const noteRecord = z.object({
  id,
  contactId: id,
  userId: id,
  content: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type Note = z.infer<typeof noteRecord>;
