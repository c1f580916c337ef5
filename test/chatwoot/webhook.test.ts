import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translate, type Translation } from '../../lib/chatwoot/webhook.ts';
import { webhookEvent } from '../../lib/chatwoot/webhook-events.ts';
import { turnJob } from '../../lib/queue/jobs.ts';
import { aDamagedExample } from '../support/damage.ts';
import { example, exampleNames } from '../support/chatwoot-fixtures.ts';

const context = { accountId: 3, deliveryId: 'd1', now: new Date('2026-06-18T09:15:01Z') };

/** What every example payload means for us. */
const meanings: Record<string, string> = {
  contact_created: 'contact-detail',
  'contact_updated.custom_attributes': 'contact-detail',
  'contact_updated.each_incoming_message': 'contact-detail',
  conversation_created: 'conversation-created',
  conversation_status_changed: 'job status-changed 1088/null d1',
  'conversation_typing_on.agent': 'typing',
  'conversation_updated.assigned_and_opened': 'job ownership-changed 1088/null d1',
  'message_created.external_echo_native_app': 'job person-message 1088/50236 m:3:1088:50236',
  'message_created.incoming_audio_no_content': 'job customer-message 1088/50232 m:3:1088:50232',
  'message_created.incoming_text': 'job customer-message 1088/50231 m:3:1088:50231',
  'message_created.outgoing_agent_bot': 'bot-message',
  'message_created.private_note_user': 'private-note',
  'message_created.template_greeting': 'template',
  'message_updated.deleted': 'job message-deleted 1088/50233 d1',
  'message_updated.delivered': 'delivery-status',
  'message_updated.delivery_failed': 'job delivery-failed 1088/50240 d1',
  'message_updated.widget_select_submitted': 'job choice-submitted 1090/60011 d1',
  webwidget_triggered: 'widget-opened',
};

describe('an event of Chatwoot', () => {
  it('has an example and a meaning for each of the 18 kinds', () => {
    expect(exampleNames).toEqual(Object.keys(meanings).sort());
  });

  it.each(exampleNames)('%s passes the schema and means what it should', (name) => {
    expect(webhookEvent.safeParse(example(name)).error).toBeUndefined();
    expect(inWords(translate(example(name), context))).toBe(meanings[name]);
  });

  it('of another account is ignored', () => {
    for (const name of exampleNames) {
      expect(translate(example(name), { ...context, accountId: 4 })).toEqual({
        kind: 'ignored',
        because: 'other-account',
      });
    }
  });

  it('of an older Chatwoot, which does not name the account, is still read', () => {
    const old = example('conversation_status_changed');
    delete old['account'];
    expect(inWords(translate(old, context))).toBe('job status-changed 1088/null d1');
    expect(inWords(translate(old, { ...context, accountId: 4 }))).toBe('other-account');
  });

  it('from a person of the team is work, from rules and campaigns it is not', () => {
    const message = { ...example('message_created.external_echo_native_app'), content_attributes: {} };
    expect(inWords(translate({ ...message, sender: { id: 5, type: 'user' } }, context))).toContain(
      'person-message',
    );
    expect(inWords(translate({ ...message, sender: null }, context))).toContain('person-message');
    expect(inWords(translate({ ...message, content_attributes: { automation_rule_id: 7 } }, context))).toBe(
      'automation',
    );
    expect(inWords(translate({ ...message, additional_attributes: { campaign_id: 7 } }, context))).toBe(
      'automation',
    );
    expect(inWords(translate({ ...message, sender: { id: 5, type: 'captain_assistant' } }, context))).toBe(
      'bot-message',
    );
  });

  it('that only changes labels or waiting times is no work', () => {
    const change = { previous_value: null, current_value: 1 };
    const updated = (name: string) => ({
      ...example('conversation_updated.assigned_and_opened'),
      changed_attributes: [{ [name]: change }],
    });
    expect(inWords(translate(updated('waiting_since'), context))).toBe('conversation-detail');
    expect(inWords(translate(updated('label_list'), context))).toBe('conversation-detail');
    expect(inWords(translate(updated('assignee_id'), context))).toContain('ownership-changed');
  });

  it('that we have never heard of is ignored, and what is no event is none', () => {
    expect(translate({ event: 'conversation_exploded', id: 1 }, context)).toEqual({
      kind: 'ignored',
      because: 'unknown-event',
    });
    expect(translate({ event: 'message_created' }, context)).toEqual({
      kind: 'ignored',
      because: 'unreadable',
    });
    for (const none of [undefined, null, 1, 'message_created', [], {}, { event: '' }, { event: 7 }]) {
      expect(translate(none, context)).toBeUndefined();
    }
  });

  it('never crashes us, however it is damaged', () => {
    fc.assert(
      fc.property(aDamagedExample, (body) => {
        const meaning = translate(body, context);
        if (meaning?.kind === 'job') expect(turnJob.safeParse(meaning.job).error).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

function inWords(meaning: Translation | undefined): string {
  if (meaning === undefined) return 'no event';
  if (meaning.kind === 'ignored') return meaning.because;
  const { cause, conversationId, messageId } = meaning.job;
  return `job ${cause} ${conversationId}/${messageId} ${meaning.deduplicationId}`;
}
