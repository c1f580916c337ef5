import { z } from 'zod';
import type { Db } from '../store/postgres/db.ts';
import { lead, type Contact, type Lead, type StatedFact } from './lead.ts';

export interface SeenContact {
  readonly accountId: number;
  readonly contact: Contact;
  readonly channel: string;
  readonly at: Date;
}

/**
 * The lead of a Chatwoot contact: made at the first sight, brought up to date at later ones. What the customer stated
 * themselves stays; else Chatwoot's newest word holds, and an older sight that arrives late changes nothing of it.
 */
export async function upsertLead(
  db: Db,
  { accountId, contact, channel, at }: SeenContact,
): Promise<{ id: string }> {
  const { rows } = await db.query(
    `insert into leads as lead (
       account_id, contact_id, full_name, email, phone, identifier, channel, first_seen_at, last_seen_at
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     on conflict (account_id, contact_id) do update set
       full_name = ${newest('full_name')},
       email = ${newest('email')},
       phone = ${newest('phone')},
       identifier = case when $8 >= lead.last_seen_at then coalesce($6, lead.identifier) else lead.identifier end,
       channel = case when $8 >= lead.last_seen_at then $7 else lead.channel end,
       first_seen_at = least(lead.first_seen_at, $8),
       last_seen_at = greatest(lead.last_seen_at, $8),
       updated_at = now()
     returning id`,
    [accountId, contact.id, contact.name, contact.email, contact.phone, contact.identifier, channel, at],
  );
  const [saved] = z.tuple([z.object({ id: z.uuid() })]).parse(rows);
  return saved;
}

/** The value for a column that a customer may also state: stated, else Chatwoot's if it is news, else what we had. */
function newest(column: 'full_name' | 'email' | 'phone'): string {
  return `case
    when exists (select from lead_facts where lead_id = lead.id and field = '${column}') then lead.${column}
    when excluded.last_seen_at >= lead.last_seen_at then coalesce(excluded.${column}, lead.${column})
    else coalesce(lead.${column}, excluded.${column})
  end`;
}

export interface StatedIn {
  readonly leadId: string;
  readonly conversationId: number;
  readonly facts: readonly StatedFact[];
  readonly at: Date;
}

/** Notes what a customer stated, once per message, and lets the newest statement be the lead's value. */
export async function noteFacts(db: Db, { leadId, conversationId, facts, at }: StatedIn): Promise<void> {
  if (facts.length === 0) return;
  await db.query(
    `insert into lead_facts (lead_id, conversation_id, noted_at, field, value, message_id)
     select $1, $2, $3, field, value, "messageId"
       from jsonb_to_recordset($4::jsonb) as fact (field text, value text, "messageId" bigint)
     on conflict (lead_id, field, message_id, value) do nothing`,
    [leadId, conversationId, at, JSON.stringify(facts)],
  );
  await db.query(
    `update leads
        set full_name = coalesce(stated->>'full_name', full_name),
            email = coalesce(stated->>'email', email),
            phone = coalesce(stated->>'phone', phone),
            product_interest = coalesce(stated->>'product_interest', product_interest),
            updated_at = now()
       from (
         select jsonb_object_agg(field, value) as stated
           from (
             select distinct on (field) field, value
               from lead_facts
              where lead_id = $1
              order by field, message_id desc, noted_at desc, value
           ) as newest
       ) as known
      where id = $1`,
    [leadId],
  );
}

/** One customer with the evidence for what they stated; undefined if we do not know them. */
export async function findLead(db: Db, id: string): Promise<Lead | undefined> {
  const { rows } = await db.query(
    `select id, account_id as "accountId", contact_id as "contactId", identifier, channel, full_name as "fullName",
            email, phone, product_interest as "productInterest", first_seen_at as "firstSeenAt",
            last_seen_at as "lastSeenAt", coalesce(evidence, '{}') as evidence
       from leads
       left join lateral (${evidenceSql}) as its on true
      where id = $1`,
    [id],
  );
  return z.array(lead).max(1).parse(rows)[0];
}

/** For each field of the lead at hand: the messages in which they stated the value that holds. */
export const evidenceSql = `
  select jsonb_object_agg(field, messages) as evidence
    from (
      select field, jsonb_agg(message_id order by message_id) as messages
        from lead_facts as fact
       where lead_id = leads.id
         and value = (
           select value from lead_facts as newest
            where newest.lead_id = leads.id and newest.field = fact.field
            order by message_id desc, noted_at desc, value
            limit 1
         )
       group by field
    ) as by_field`;
