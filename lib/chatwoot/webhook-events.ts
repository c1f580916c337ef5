import { z } from 'zod';

/*
 * Payloads of Chatwoot 4.15 (app/models/message.rb#webhook_data, presenters/conversations/event_data_presenter.rb).
 * Loose on purpose: only what we read is required, everything else may come, go or change with Chatwoot's versions.
 */

const id = z.number().int().nonnegative();
const account = z.looseObject({ id });
const attributes = z.record(z.string(), z.unknown()).nullish();

/** `type` is absent for contacts; `user`, `agent_bot` and `captain_assistant` carry it. */
const sender = z.looseObject({ id: id.nullish(), type: z.string().nullish() }).nullish();

const conversation = z.looseObject({
  /** Chatwoot's display id, unique within the account. */
  id,
  /** Absent before 4.14.2. */
  account: account.nullish(),
  messages: z.array(z.looseObject({ account_id: id.nullish() })).nullish(),
});

const messageFields = {
  id,
  account,
  conversation,
  content: z.string().nullish(),
  content_attributes: attributes,
  additional_attributes: attributes,
  /** `incoming`, `outgoing`, `template`; activities are never sent. */
  message_type: z.string(),
  private: z.boolean().nullish(),
  sender,
};

const change = z.looseObject({ previous_value: z.unknown(), current_value: z.unknown() });

/** One-key objects: `[{"status": {"previous_value": …, "current_value": …}}, …]`. */
const changedAttributes = z.array(z.record(z.string(), change)).nullish();

const contactFields = { id, account: account.nullish() };
const conversationFields = { ...conversation.shape, changed_attributes: changedAttributes };

/** Every event of Chatwoot that we know by name. */
export const webhookEvent = z.discriminatedUnion('event', [
  z.looseObject({ event: z.literal('message_created'), ...messageFields }),
  z.looseObject({ event: z.literal('message_updated'), ...messageFields }),
  z.looseObject({ event: z.literal('conversation_created'), ...conversationFields }),
  z.looseObject({ event: z.literal('conversation_updated'), ...conversationFields }),
  z.looseObject({ event: z.literal('conversation_status_changed'), ...conversationFields }),
  z.looseObject({ event: z.literal('conversation_opened'), ...conversationFields }),
  z.looseObject({ event: z.literal('conversation_resolved'), ...conversationFields }),
  z.looseObject({ event: z.literal('conversation_typing_on'), conversation }),
  z.looseObject({ event: z.literal('conversation_typing_off'), conversation }),
  z.looseObject({ event: z.literal('contact_created'), ...contactFields }),
  z.looseObject({
    event: z.literal('contact_updated'),
    ...contactFields,
    changed_attributes: changedAttributes,
  }),
  z.looseObject({ event: z.literal('webwidget_triggered'), account: account.nullish() }),
  z.looseObject({ event: z.literal('inbox_created'), account: account.nullish() }),
  z.looseObject({ event: z.literal('inbox_updated'), account: account.nullish() }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;
export type MessageEvent = Extract<WebhookEvent, { event: 'message_created' | 'message_updated' }>;

/** The least every event has. What has not even this is no event. */
export const anyEvent = z.looseObject({ event: z.string().min(1) });
