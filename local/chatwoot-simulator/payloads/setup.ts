import type { AttributeDefinition, Bot, Inbox, Label, Team, User, Webhook } from '../store/records.ts';
import type { World } from '../domain/world.ts';
import { slimInbox } from './contacts.ts';

/** A person of the shop in `/agents` and as an assignee. */
export function agentInRest(world: World, user: User) {
  return {
    id: user.id,
    account_id: world.account.id,
    availability_status: 'online',
    auto_offline: true,
    confirmed: true,
    email: user.email,
    available_name: user.availableName,
    name: user.name,
    role: user.role,
    thumbnail: '',
    custom_role_id: null,
  };
}

/** An inbox; secrets only for administrators. */
export function inboxInRest(world: World, inbox: Inbox, admin: boolean) {
  const isApi = inbox.channel === 'Channel::Api';
  return {
    ...slimInbox(inbox),
    greeting_enabled: false,
    greeting_message: null,
    working_hours_enabled: false,
    out_of_office_message: null,
    timezone: 'UTC',
    enable_auto_assignment: true,
    csat_survey_enabled: false,
    allow_messages_after_resolved: true,
    lock_to_single_conversation: inbox.lockToSingle,
    phone_number: inbox.phoneNumber,
    ...(inbox.medium === null
      ? {}
      : { medium: inbox.medium, content_templates: { templates: inbox.templates } }),
    ...(inbox.channel === 'Channel::FacebookPage' ? { page_id: inbox.platformId } : {}),
    ...(inbox.channel === 'Channel::Instagram' ? { instagram_id: inbox.platformId } : {}),
    ...(inbox.channel === 'Channel::Whatsapp' ? { message_templates: inbox.templates } : {}),
    ...(isApi
      ? {
          webhook_url: inbox.callbackUrl,
          inbox_identifier: inbox.identifier,
          additional_attributes: inbox.additional,
          ...(admin ? { secret: inbox.secret, hmac_token: inbox.hmacToken } : {}),
        }
      : {}),
  };
}

/** An agent bot; the secret only for administrators. */
export function botInRest(world: World, bot: Bot, admin: boolean) {
  return {
    id: bot.id,
    name: bot.name,
    description: bot.description,
    thumbnail: '',
    outgoing_url: bot.url ?? world.webhookUrl() ?? '',
    bot_type: 'webhook',
    bot_config: bot.config,
    account_id: world.account.id,
    access_token: bot.token,
    ...(admin ? { secret: bot.secret } : {}),
    system_bot: false,
  };
}

/** An account webhook with its secret: only administrators get here. */
export function webhookInRest(world: World, webhook: Webhook) {
  const inbox = world.store.inboxes.get(webhook.inboxId);
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url ?? world.webhookUrl() ?? '',
    account_id: world.account.id,
    subscriptions: webhook.subscriptions,
    secret: webhook.secret,
    ...(inbox === undefined ? {} : { inbox: { id: inbox.id, name: inbox.name } }),
  };
}

export const labelInRest = (label: Label) => ({
  id: label.id,
  title: label.title,
  description: label.description,
  color: label.color,
  show_on_sidebar: label.showOnSidebar,
});

export const teamInRest = (world: World, team: Team, viewer: number) => ({
  id: team.id,
  name: team.name,
  description: team.description,
  allow_auto_assign: false,
  account_id: world.account.id,
  is_member: team.memberIds.includes(viewer),
});

export const definitionInRest = (definition: AttributeDefinition) => ({
  id: definition.id,
  attribute_display_name: definition.name,
  attribute_display_type: definition.displayType,
  attribute_description: definition.description,
  attribute_key: definition.key,
  regex_pattern: definition.regexPattern,
  regex_cue: definition.regexCue,
  attribute_values: definition.values,
  attribute_model: definition.model,
  default_value: null,
  created_at: new Date(definition.createdAt).toISOString(),
  updated_at: new Date(definition.createdAt).toISOString(),
});
