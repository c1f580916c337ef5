import { expect, it } from 'vitest';
import type { Database } from '../../../lib/store/postgres/pool.ts';

/** The columns the product's definition asks for, table by table. */
const asked = {
  leads: [
    'full_name',
    'email',
    'phone',
    'product_interest',
    'budget_mentioned',
    'urgency',
    'engagement_score',
    'intent_score',
    'fit_score',
    'should_tag',
    'should_notify_human',
    'follow_up_recommended',
  ],
  campaigns: [
    'id',
    'name',
    'product_name',
    'product_url',
    'product_description',
    'target_channel',
    'status',
    'sent_count',
    'response_count',
    'conversion_count',
    'created_at',
    'launched_at',
    'completed_at',
    'created_by',
    'settings',
  ],
  campaign_messages: [
    'id',
    'campaign_id',
    'customer_id',
    'conversation_id',
    'message_content',
    'personalization_data',
    'status',
    'sent_at',
    'delivered_at',
    'read_at',
    'responded_at',
    'customer_responded',
    'response_content',
    'needs_human_review',
    'created_at',
  ],
  stock_alerts: [
    'id',
    'customer_id',
    'conversation_id',
    'channel',
    'product_name',
    'product_sku',
    'product_url',
    'conversation_context',
    'customer_message',
    'status',
    'priority',
    'requested_at',
    'notified_at',
    'expires_at',
    'tags',
    'notes',
  ],
};

const tables = [
  ...Object.keys(asked),
  'lead_facts',
  'consents',
  'conversations',
  'turns',
  'worklist',
  'products',
  'variants',
  'knowledge_articles',
  'knowledge_chunks',
  'follow_ups',
  'appointments',
  'audit',
];

/** What the migrations make, on every Postgres. */
export function schemaContract(aDb: () => Promise<Database>): void {
  it.each(Object.entries(asked))('keeps in %s every column that was asked for', async (table, columns) => {
    const db = await aDb();
    const { rows } = await db.query(
      `select column_name as name from information_schema.columns where table_name = $1`,
      [table],
    );
    expect((rows as { name: string }[]).map(({ name }) => name)).toEqual(expect.arrayContaining(columns));
  });

  it('makes every key of its own accord, a uuid', async () => {
    const db = await aDb();
    const { rows } = await db.query(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'
          and column_default = 'gen_random_uuid()'`,
    );
    expect((rows as { name: string }[]).map(({ name }) => name).sort()).toEqual([...tables].sort());
  });

  it.each([
    [
      'a campaign in a state nobody knows',
      `insert into campaigns (account_id, name, target_channel, status) values (1, 'x', 'any', 'running')`,
    ],
    [
      'a product at a negative price',
      `insert into products (sku, name, price_cents, currency, stock) values ('A', 'x', -1, 'EUR', 0)`,
    ],
    [
      'a currency that is none',
      `insert into products (sku, name, price_cents, currency, stock) values ('A', 'x', 1, '€', 0)`,
    ],
    [
      'a vector of an unknown model',
      `insert into products (sku, name, price_cents, currency, stock, embedding_model) values ('A', 'x', 1, 'EUR', 0, 'some')`,
    ],
    [
      'a score above a hundred',
      `insert into leads (account_id, contact_id, channel, first_seen_at, last_seen_at, fit_score) values (1, 1, 'x', now(), now(), 101)`,
    ],
  ])('refuses %s', async (_what, sql) => {
    const db = await aDb();
    await expect(db.query(sql)).rejects.toMatchObject({ code: '23514' });
  });

  it('forgets a customer with everything that hangs on them', async () => {
    const db = await aDb();
    await db.query(`
      with customer as (
        insert into leads (account_id, contact_id, channel, first_seen_at, last_seen_at)
        values (1, 7, 'whatsapp', now(), now()) returning id
      ), stated as (
        insert into lead_facts (lead_id, field, value, conversation_id, message_id, noted_at)
        select id, 'email', 'ana@example.com', 1, 1, now() from customer
      ), wish as (
        insert into stock_alerts (account_id, customer_id, conversation_id, channel, product_name, requested_at)
        select 1, id, 1, 'whatsapp', 'Lamp', now() from customer
      )
      insert into audit (account_id, lead_id, actor, action, target_kind, target_id, reason, at)
      select 1, id, 'assistant', 'tag', 'lead', id::text, 'asked', now() from customer`);
    await db.query('delete from leads where contact_id = 7');
    for (const table of ['lead_facts', 'stock_alerts', 'audit']) {
      expect((await db.query(`select from ${table}`)).rowCount).toBe(0);
    }
  });
}
