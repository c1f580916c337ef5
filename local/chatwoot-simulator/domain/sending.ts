import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conversation, Inbox, Message } from '../store/records.ts';
import type { Sending } from '../store/jobs.ts';
import { channelRules } from './channels.ts';
import { changeMessage } from './messages.ts';
import { canReply } from './windows.ts';
import type { World } from './world.ts';

/** Real milliseconds from one step of an outgoing message to the next. */
export interface SendingDelays {
  readonly send: number;
  readonly delivered: number;
  readonly read: number;
}

/** Whether Chatwoot would hand this message to the channel at all. A message that brings a source_id counts as sent already. */
export function goesToChannel(message: Message): boolean {
  const speaks = message.type === 'outgoing' || message.type === 'template';
  return (
    speaks &&
    !message.private &&
    message.sourceId === null &&
    message.contentAttributes['external_echo'] !== true
  );
}

/** Takes one step; returns the step that follows it, if any. */
export function takeStep(world: World, job: Sending): Sending['step'] | null {
  const message = world.store.messages.get(job.messageId);
  const inbox = message && world.store.inboxes.get(message.inboxId);
  const conversation = message && world.store.conversations.get(message.conversationId);
  if (message === undefined || inbox === undefined || conversation === undefined) return null;
  if (message.status === 'failed') return null;
  const { receipts } = channelRules(inbox);
  if (job.step !== 'send') {
    changeMessage(world, message.id, { status: job.step });
    return job.step === 'delivered' && receipts.includes('read') ? 'read' : null;
  }
  const error = refusalOf(world, inbox, conversation, message);
  if (error !== null) {
    failMessage(world, message, error);
    return null;
  }
  const prefix = channelRules(inbox).messageIds;
  if (prefix !== null) changeMessage(world, message.id, { sourceId: `${prefix}${channelId()}` });
  return receipts[0] ?? null;
}

/** The channel refused: the only trace is the status and external_error. */
export function failMessage(world: World, message: Message, error: string): void {
  changeMessage(world, message.id, {
    status: 'failed',
    contentAttributes: { ...message.contentAttributes, external_error: error },
  });
}

const channelId = (): string => randomUUID().replaceAll('-', '').toUpperCase();

function refusalOf(world: World, inbox: Inbox, conversation: Conversation, message: Message): string | null {
  const asked = templateParams.safeParse(message.additional['template_params']);
  if (asked.success) return templateRefusal(inbox, asked.data);
  if (canReply(inbox, conversation, world.now().getTime())) return null;
  return channelRules(inbox).refusal;
}

const templateParams = z.object({
  name: z.string(),
  language: z.string().default('en'),
  processed_params: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).default({}),
});
const whatsappTemplate = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  components: z.array(z.object({ type: z.string(), text: z.string().optional() })),
});

function templateRefusal(inbox: Inbox, asked: z.infer<typeof templateParams>): string | null {
  if (inbox.medium === 'whatsapp') {
    const known = inbox.templates.some((template) => template['friendly_name'] === asked.name);
    return known ? null : 'Template not found or invalid template name';
  }
  if (inbox.channel !== 'Channel::Whatsapp') return null;
  const template = inbox.templates
    .map((raw) => whatsappTemplate.parse(raw))
    .find((one) => one.name === asked.name && one.language === asked.language && one.status === 'APPROVED');
  if (template === undefined) return '132001: Template name does not exist in the translation';
  const body = template.components.find((component) => component.type === 'BODY')?.text ?? '';
  const wanted = new Set(body.match(/\{\{\w+\}\}/g)).size;
  return wanted === countParams(asked.processed_params)
    ? null
    : '132000: Number of parameters does not match the expected number of params';
}

function countParams(params: Record<string, unknown> | unknown[]): number {
  if (Array.isArray(params)) return params.length;
  const body = z.record(z.string(), z.unknown()).safeParse(params['body']);
  return Object.keys(body.success ? body.data : params).filter((key) => key !== 'header' && key !== 'buttons')
    .length;
}
