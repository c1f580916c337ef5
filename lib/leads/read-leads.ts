import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { evidenceSql } from './store.ts';

/** What a list of customers says of each. */
export const listedLead = z.object({
  id: z.uuid(),
  /** Chatwoot's contact id. */
  contactId: z.coerce.number().int(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  channel: z.string(),
  language: z.string().nullable(),
  urgency: z.enum(['high', 'medium', 'low']).nullable(),
  engagementScore: z.number().int().nullable(),
  intentScore: z.number().int().nullable(),
  fitScore: z.number().int().nullable(),
  tags: z.array(z.string()),
  firstSeenAt: z.date(),
  lastSeenAt: z.date(),
});
export type ListedLead = z.infer<typeof listedLead>;

/** Everything that is known of a customer. */
const wholeLead = listedLead.extend({
  productInterest: z.string().nullable(),
  budgetCents: z.number().int().nullable(),
  budgetCurrency: z.string().nullable(),
  shouldNotifyHuman: z.boolean(),
  followUpRecommended: z.boolean(),
  missingInformation: z.array(z.string()),
  /** The messages in which they stated what we now believe, by field. */
  evidence: z.record(z.string(), z.array(z.number().int())),
});
export type WholeLead = z.infer<typeof wholeLead>;

export interface LeadPage {
  readonly accountId: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: { readonly lastSeenAt: Date; readonly id: string } | undefined;
}

/** Customers, who wrote last first. */
export async function listLeads(db: Db, { accountId, limit, after }: LeadPage): Promise<ListedLead[]> {
  const { rows } = await db.query(
    `select ${listed}
       from leads
      where account_id = $1
        and ($3::timestamptz is null or (last_seen_at, id) < ($3, $4::uuid))
      order by last_seen_at desc, id desc
      limit $2`,
    [accountId, limit, after?.lastSeenAt ?? null, after?.id ?? null],
  );
  return z.array(listedLead).parse(rows);
}

/** One customer of an account; undefined if it has none of this id. */
export async function readLead(
  db: Db,
  { accountId, id }: { accountId: number; id: string },
): Promise<WholeLead | undefined> {
  const { rows } = await db.query(
    `select ${listed}, product_interest as "productInterest", budget_mentioned as "budgetCents",
            budget_currency as "budgetCurrency", should_notify_human as "shouldNotifyHuman",
            follow_up_recommended as "followUpRecommended", missing_information as "missingInformation",
            coalesce(evidence, '{}') as evidence
       from leads
       left join lateral (${evidenceSql}) as its on true
      where account_id = $1 and id = $2`,
    [accountId, id],
  );
  return z.array(wholeLead).parse(rows)[0];
}

const listed = `
  id, contact_id as "contactId", full_name as name, email, phone, channel, language, urgency,
  engagement_score as "engagementScore", intent_score as "intentScore", fit_score as "fitScore",
  should_tag as tags, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"`;

const consentOnChannel = z.object({
  channel: z.string(),
  purpose: z.enum(['marketing', 'service']),
  state: z.enum(['granted', 'withdrawn']),
  /** Who or what it was learnt from. */
  source: z.string(),
  messageId: z.coerce.number().int().nullable(),
  at: z.date(),
});
export type ConsentOnChannel = z.infer<typeof consentOnChannel>;

/** What a customer allowed or forbade last, per channel and purpose. */
export async function consentsOf(db: Db, leadId: string): Promise<ConsentOnChannel[]> {
  const { rows } = await db.query(
    `select distinct on (channel, purpose) channel, purpose, state, source, message_id as "messageId",
            recorded_at as at
       from consents
      where lead_id = $1
      order by channel, purpose, recorded_at desc, created_at desc`,
    [leadId],
  );
  return z.array(consentOnChannel).parse(rows);
}

const talkedIn = z.object({
  id: z.coerce.number().int(),
  channel: z.string(),
  intent: z.string(),
  owner: z.enum(['bot', 'person']),
  lastTurnAt: z.date(),
});
export type TalkedIn = z.infer<typeof talkedIn>;

/** The conversations of a customer, the newest first. */
export async function conversationsOf(db: Db, leadId: string, limit: number): Promise<TalkedIn[]> {
  const { rows } = await db.query(
    `select conversation_id as id, channel, intent, owner, last_turn_at as "lastTurnAt"
       from conversations
      where lead_id = $1
      order by last_turn_at desc, conversation_id desc
      limit $2`,
    [leadId, limit],
  );
  return z.array(talkedIn).parse(rows);
}
