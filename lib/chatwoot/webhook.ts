import { z } from 'zod';
import type { TurnJob } from '../queue/jobs.ts';
import { anyEvent, webhookEvent, type MessageEvent, type WebhookEvent } from './webhook-events.ts';

/** Why an event is no work for us. A closed list, because it is counted and must never carry a customer's words. */
export type IgnoredBecause =
  | 'other-account'
  | 'unknown-event'
  | 'unreadable'
  | 'private-note'
  | 'bot-message'
  | 'automation'
  | 'template'
  | 'delivery-status'
  | 'conversation-created'
  | 'conversation-detail'
  | 'duplicate-of-status-changed'
  | 'typing'
  | 'contact-detail'
  | 'widget-opened'
  | 'inbox-detail';

/** What an event asks of us: a job with its FIFO deduplication id, or nothing and why. */
export type Translation =
  { kind: 'job'; job: TurnJob; deduplicationId: string } | { kind: 'ignored'; because: IgnoredBecause };

export interface TranslationContext {
  /** The only account we answer for. */
  accountId: number;
  /** `X-Chatwoot-Delivery`: one per endpoint and event, the same on every retry. */
  deliveryId: string;
  now: Date;
}

/**
 * Says what a webhook body means for us, or undefined when it is no Chatwoot event at all.
 * An event we know by name but cannot read is ignored as `unreadable`: Chatwoot would only drop it on an error.
 */
export function translate(body: unknown, context: TranslationContext): Translation | undefined {
  if (!anyEvent.safeParse(body).success) return undefined;
  const parsed = webhookEvent.safeParse(body);
  if (!parsed.success) return isKnownName(body) ? salvaged(body, context) : ignored('unknown-event');
  const event = parsed.data;
  const account = accountOf(event);
  if (account !== undefined && account !== context.accountId) return ignored('other-account');
  return meaningOf(event, context);
}

/**
 * An event we know by name in a form we do not: a newer Chatwoot, perhaps. If it tells its conversation, the turn reads
 * that live and finds out what happened; dropping it could leave a customer without an answer.
 */
function salvaged(body: unknown, context: TranslationContext): Translation {
  const rest = z
    .looseObject({
      account: z.looseObject({ id: z.number().int() }),
      conversation: z.looseObject({ id: z.number().int() }),
    })
    .safeParse(body);
  if (!rest.success) return ignored('unreadable');
  if (rest.data.account.id !== context.accountId) return ignored('other-account');
  return job('unreadable-event', rest.data.conversation.id, null, context);
}

function meaningOf(event: WebhookEvent, context: TranslationContext): Translation {
  switch (event.event) {
    case 'message_created':
      return created(event, context);
    case 'message_updated':
      return updated(event, context);
    case 'conversation_status_changed':
      return job('status-changed', event.id, null, context);
    case 'conversation_updated':
      return changes(event.changed_attributes).some((name) => ownershipAttributes.has(name))
        ? job('ownership-changed', event.id, null, context)
        : ignored('conversation-detail');
    case 'conversation_created':
      return ignored('conversation-created');
    case 'conversation_opened':
    case 'conversation_resolved':
      return ignored('duplicate-of-status-changed');
    case 'conversation_typing_on':
    case 'conversation_typing_off':
      return ignored('typing');
    case 'contact_created':
    case 'contact_updated':
      return ignored('contact-detail');
    case 'webwidget_triggered':
      return ignored('widget-opened');
    case 'inbox_created':
    case 'inbox_updated':
      return ignored('inbox-detail');
  }
}

function created(event: MessageEvent, context: TranslationContext): Translation {
  if (event.private === true) return ignored('private-note');
  if (event.message_type === 'incoming') return aboutMessage('customer-message', event, context);
  if (event.message_type === 'template') return ignored('template');
  if (event.message_type !== 'outgoing') return ignored('unreadable');
  switch (authorOfOutgoing(event)) {
    case 'person':
      return aboutMessage('person-message', event, context);
    case 'bot':
      return ignored('bot-message');
    case 'automation':
      return ignored('automation');
  }
}

function updated(event: MessageEvent, context: TranslationContext): Translation {
  if (event.private === true) return ignored('private-note');
  const attributes = event.content_attributes ?? {};
  const about = (cause: TurnJob['cause']) => job(cause, event.conversation.id, event.id, context);
  if (attributes['deleted'] === true) return about('message-deleted');
  if (isFilled(attributes['submitted_values']) || isFilled(attributes['submitted_email'])) {
    return about('choice-submitted');
  }
  if (event.message_type === 'incoming') return about('message-changed');
  if (isFilled(attributes['external_error'])) return about('delivery-failed');
  return ignored('delivery-status');
}

/**
 * Who wrote an outgoing message. No sender and no trace of automation is a person on the phone app (an echo; Telegram
 * business sends it without any mark). Wrongly taking a bot for a person only keeps us silent.
 */
function authorOfOutgoing(event: MessageEvent): 'person' | 'bot' | 'automation' {
  if (isFilled(event.content_attributes?.['automation_rule_id'])) return 'automation';
  if (isFilled(event.additional_attributes?.['campaign_id'])) return 'automation';
  const type = event.sender?.type;
  return type === undefined || type === null || type === 'user' ? 'person' : 'bot';
}

/** Attributes that say whose conversation it is. Labels, priority, waiting times and the like change nothing for us. */
const ownershipAttributes = new Set(['status', 'assignee_id', 'assignee_agent_bot_id', 'assignee_type']);

function changes(list: readonly Record<string, unknown>[] | null | undefined): string[] {
  return (list ?? []).flatMap((one) => Object.keys(one));
}

/** Before 4.14.2 conversation events name their account only inside the nested last message, or not at all. */
function accountOf(event: WebhookEvent): number | undefined {
  switch (event.event) {
    case 'conversation_created':
    case 'conversation_updated':
    case 'conversation_status_changed':
    case 'conversation_opened':
    case 'conversation_resolved':
      return event.account?.id ?? event.messages?.[0]?.account_id ?? undefined;
    case 'conversation_typing_on':
    case 'conversation_typing_off':
      return event.conversation.account?.id ?? undefined;
    default:
      return event.account?.id;
  }
}

/** Deduplicated by the message: account webhook, bot and API inbox each deliver it with a delivery id of their own. */
function aboutMessage(
  cause: TurnJob['cause'],
  event: MessageEvent,
  context: TranslationContext,
): Translation {
  const translated = job(cause, event.conversation.id, event.id, context);
  return { ...translated, deduplicationId: `m:${context.accountId}:${event.conversation.id}:${event.id}` };
}

function job(
  cause: TurnJob['cause'],
  conversationId: number,
  messageId: number | null,
  { accountId, deliveryId, now }: TranslationContext,
): Extract<Translation, { kind: 'job' }> {
  return {
    kind: 'job',
    job: {
      kind: 'take-turn',
      accountId,
      conversationId,
      cause,
      messageId,
      deliveryId,
      acceptedAt: now.toISOString(),
    },
    deduplicationId: deliveryId,
  };
}

function ignored(because: IgnoredBecause): Translation {
  return { kind: 'ignored', because };
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isKnownName(body: unknown): boolean {
  const { event } = anyEvent.parse(body);
  return webhookEvent.options.some((option) => option.shape.event.value === event);
}
