import { z } from 'zod';
import type { Channel } from './channels.ts';

/** Who wrote a message, as far as it matters to us. `automation`: rules, campaigns, greetings, surveys. */
export type Author = 'customer' | 'person' | 'bot' | 'automation';

/** One message of a conversation, private notes and automatic ones included, activity lines not. */
export interface ChatMessage {
  id: number;
  author: Author;
  private: boolean;
  text: string;
  /** Kinds of the attachments, e.g. `image`, `audio`. */
  attachments: string[];
  at: Date;
  /** Set on messages we sent: the outbox entry they pay. */
  outboxId: string | null;
  /** What the customer chose in a form of this (outgoing) message, if anything. */
  submitted: string | null;
  deleted: boolean;
  /** The channel refused it after Chatwoot had taken it, e.g. outside the messaging window. */
  undelivered: boolean;
  /** An e-mail robot's answer (out of office and the like). */
  automaticReply: boolean;
}

/** The customer behind a conversation, as Chatwoot knows them. */
export interface Contact {
  id: number;
  name: string | null;
  email: string | null;
  phone: string | null;
  identifier: string | null;
  blocked: boolean;
}

export interface LiveConversation {
  id: number;
  inboxId: number;
  status: 'open' | 'resolved' | 'pending' | 'snoozed' | 'unknown';
  /** Whether the channel's messaging window is open. */
  canReply: boolean;
  /** Present kinds: a person of the team, or a bot (ours, another, Captain, or a kind we do not know). */
  assignee: { kind: 'person' | 'bot'; id: number } | null;
  /** The team of the shop it is given to, if any. */
  team: { id: number; name: string } | null;
  contact: Contact;
  channelClass: string;
  /** Id of the newest message that is no activity line; null when there is none, or when it was deleted. */
  lastMessageId: number | null;
  /** What it says; it changes where the channel lets its customers edit. */
  lastMessageText: string | null;
}

/** A person of the shop's team. */
export interface TeamMember {
  id: number;
  name: string;
  isOnline: boolean;
}

/** What we must know of an inbox before speaking in it. */
export interface Inbox {
  id: number;
  channel: Channel;
  /** With an agent bot, `pending` means ours and `open` means the team's; without one the status says nothing. */
  hasBot: boolean;
}

const id = z.number().int();
const attributes = z.record(z.string(), z.unknown()).nullish();
const nullableText = z.string().nullish();

const restSender = z.looseObject({ id: id.nullish(), type: nullableText }).nullish();

/** A message as a list of messages has it, and as a conversation has its last one. */
export const restMessage = z.looseObject({
  id,
  content: nullableText,
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  message_type: id,
  private: z.boolean().nullish(),
  created_at: z.number(),
  content_attributes: attributes,
  additional_attributes: attributes,
  sender: restSender,
  attachments: z.array(z.looseObject({ file_type: nullableText })).nullish(),
});

/** `GET /conversations/{id}/messages`, ascending; activity lines are left out, and count for where the page before ends. */
export const messagePage = z.looseObject({ payload: z.array(restMessage) }).transform(({ payload }) => ({
  messages: payload.filter((message) => message.message_type !== 2).map(toChatMessage),
  oldestId: payload[0]?.id ?? null,
}));

/** The answer to `POST /conversations/{id}/messages`. */
export const createdMessage = z.looseObject({ id });

const restContact = z.looseObject({
  id,
  name: nullableText,
  email: nullableText,
  phone_number: nullableText,
  identifier: nullableText,
  blocked: z.boolean().nullish(),
});

/** A conversation, alone or in a list. */
export const restConversation = z.looseObject({
  id,
  inbox_id: id,
  status: z.string(),
  can_reply: z.boolean().nullish(),
  meta: z.looseObject({
    sender: restContact,
    channel: nullableText,
    assignee: z.looseObject({ id: id.nullish(), type: nullableText }).nullish(),
    assignee_type: nullableText,
    team: z.looseObject({ id: id.nullish(), name: nullableText }).nullish(),
  }),
  last_non_activity_message: z
    .looseObject({ id: id.nullish(), content: nullableText, content_attributes: attributes })
    .nullish(),
});

/** `GET /conversations/{id}`. */
export const conversationDetails = restConversation.transform(toLiveConversation);

/** What Chatwoot says of a conversation, in our words. */
export function toLiveConversation(rest: z.infer<typeof restConversation>): LiveConversation {
  const { sender, assignee, assignee_type: type, team } = rest.meta;
  return {
    id: rest.id,
    inboxId: rest.inbox_id,
    status: statuses.find((status) => status === rest.status) ?? 'unknown',
    canReply: rest.can_reply ?? true,
    assignee: assigneeOf(assignee?.id, type ?? assignee?.type),
    team: typeof team?.id === 'number' ? { id: team.id, name: team.name ?? 'team' } : null,
    contact: {
      id: sender.id,
      name: sender.name ?? null,
      email: sender.email ?? null,
      phone: sender.phone_number ?? null,
      identifier: sender.identifier ?? null,
      blocked: sender.blocked ?? false,
    },
    channelClass: rest.meta.channel ?? 'unknown',
    lastMessageId: lastMessageIdOf(rest),
    lastMessageText: rest.last_non_activity_message?.content ?? null,
  };
}

function lastMessageIdOf({
  last_non_activity_message: last,
}: z.infer<typeof restConversation>): number | null {
  return last?.content_attributes?.['deleted'] === true ? null : (last?.id ?? null);
}

export const inboxDetails = z.looseObject({ id, channel_type: nullableText, medium: nullableText });
export const inboxBot = z.looseObject({ agent_bot: z.looseObject({ id: id.nullish() }).nullish() });

/** `GET /inbox_members/{inbox}`. */
export const inboxTeam = z
  .looseObject({
    payload: z.array(z.looseObject({ id, name: nullableText, availability_status: nullableText })),
  })
  .transform(({ payload }) =>
    payload.map(({ id: memberId, name, availability_status }): TeamMember => ({
      id: memberId,
      name: name ?? 'colleague',
      isOnline: availability_status === 'online',
    })),
  );

/** `GET /contacts/{id}/labels`. */
export const labelList = z.looseObject({ payload: z.array(z.string()) }).transform(({ payload }) => payload);

const statuses = ['open', 'resolved', 'pending', 'snoozed'] as const;

/** What Chatwoot says of a message, in our words. */
export function toChatMessage(rest: z.infer<typeof restMessage>): ChatMessage {
  const details = rest.content_attributes ?? {};
  const email = z.looseObject({ auto_reply: z.boolean().nullish() }).safeParse(details['email']);
  return {
    id: rest.id,
    author: authorOf(rest),
    private: rest.private ?? false,
    text: rest.content ?? '',
    attachments: (rest.attachments ?? []).map((attachment) => attachment.file_type ?? 'file'),
    at: new Date(rest.created_at * 1000),
    outboxId: z.string().safeParse(details['outbox_id']).data ?? null,
    submitted: submittedText(details),
    deleted: details['deleted'] === true,
    undelivered: isSet(details['external_error']),
    automaticReply: email.data?.auto_reply === true,
  };
}

/** An outgoing message without a sender and without a trace of automation is a person on the phone app. */
function authorOf(rest: z.infer<typeof restMessage>): Author {
  if (rest.message_type === 0) return 'customer';
  if (rest.message_type !== 1) return 'automation';
  if (isSet(rest.content_attributes?.['automation_rule_id'])) return 'automation';
  if (isSet(rest.additional_attributes?.['campaign_id'])) return 'automation';
  // Ours, even when Chatwoot has lost its sender because the bot was deleted.
  if (isSet(rest.content_attributes?.['outbox_id'])) return 'bot';
  const type = rest.sender?.type;
  return type === undefined || type === null || type === 'user' ? 'person' : 'bot';
}

/** Website forms come back as an update of the bot's own message: what was chosen are the customer's words. */
function submittedText(details: Record<string, unknown>): string | null {
  const mail = z.string().min(1).safeParse(details['submitted_email']);
  if (mail.success) return mail.data;
  const values = z
    .array(z.looseObject({ title: nullableText, value: z.unknown() }))
    .min(1)
    .safeParse(details['submitted_values']);
  if (!values.success) return null;
  return values.data.map(({ title, value }) => title ?? (typeof value === 'string' ? value : '')).join(', ');
}

/** Newer Chatwoot versions know more kinds of assignees: only `User` is a person, everything else is a bot. */
function assigneeOf(
  assigneeId: number | null | undefined,
  type: string | null | undefined,
): LiveConversation['assignee'] {
  if (assigneeId === undefined || assigneeId === null) return null;
  const person = type === undefined || type === null || type.toLowerCase() === 'user';
  return { kind: person ? 'person' : 'bot', id: assigneeId };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
