import { beforeAll, describe, expect, it } from 'vitest';
import { listArticles } from '../../lib/catalog/knowledge-store.ts';
import { listProducts } from '../../lib/catalog/list-products.ts';
import { readQueue } from '../../lib/insight/queue.ts';
import { conversationTurns } from '../../lib/insight/store.ts';
import { openWorklist } from '../../lib/insight/worklist.ts';
import { conversationsOf, listLeads } from '../../lib/leads/read-leads.ts';
import { timelineOf } from '../../lib/leads/timeline.ts';
import { listEvents } from '../../lib/shop-events/store.ts';
import { listAlerts } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { rowsRead } from '../support/rows-read.ts';
import { aDb } from './support.ts';

const size = 20_000;
const limit = 51;
const half = new Date('2026-05-04T00:00:00Z');
const id = '80000000-0000-4000-8000-000000000000';
/** A customer with as many conversations, wishes and consents as all others together. */
const regular = '80000000-0000-4000-8000-000000000001';

describe(`a page of a list of ${size}`, () => {
  let db: Database;
  beforeAll(async () => {
    db = await aDb();
    await fill(db);
  });

  /** Rows that Postgres had to look at for one page, in every table. */
  async function looked(list: (db: Db) => Promise<unknown>): Promise<number[]> {
    const counts: number[] = [];
    const explaining: Db = {
      async query(sql, parameters) {
        counts.push(await rowsRead(db, sql, parameters));
        return { rows: [], rowCount: 0 };
      },
    };
    await list(explaining);
    return counts;
  }

  const priorities = ['high', 'medium', 'low'] as const;
  const queue = { accountId: 1, priorities, limit, activeSince: new Date('2026-05-01T00:00:00Z') };
  const at = { conversationId: 10_000, priority: 'medium', lastTurnAt: half } as const;
  const alerts = { accountId: 1, limit };
  const products = { search: null, inStock: null, after: null, limit };
  const aWord = { words: ['thing'], typed: 'thing' };
  const aSku = { words: ['sku', '12'], typed: 'sku-12' };
  const everySku = { words: ['sku'], typed: 'sku' };
  const aRarerWord = { words: ['lamp'], typed: 'lamp' };
  const byStock = (inStock: boolean): [string, (db: Db) => Promise<unknown>][] => [
    ['the products', (on) => listProducts(on, { ...products, inStock })],
    ['the products, further on', (on) => listProducts(on, { ...products, inStock, after: 'SKU-15000' })],
    ['the products with a word', (on) => listProducts(on, { ...products, inStock, search: aWord })],
    [
      'the products with a word in few of them',
      (on) => listProducts(on, { ...products, inStock, search: aRarerWord }),
    ],
    [
      'the products whose SKU begins so',
      (on) => listProducts(on, { ...products, inStock, search: everySku }),
    ],
  ];
  const article = { updatedAtMicros: half.getTime() * 1000, id };
  const event = { receivedAt: half, source: 'generic', id: 'e' };
  it.each<[string, (db: Db) => Promise<unknown>]>([
    ['the queue', (on) => readQueue(on, queue)],
    [
      'the queue, among those who wait',
      (on) => readQueue(on, { ...queue, after: { ...at, waitingSince: half } }),
    ],
    ['the queue, further on', (on) => readQueue(on, { ...queue, after: { ...at, waitingSince: null } })],
    ['the worklist', (on) => openWorklist(on, { accountId: 1, limit })],
    [
      'the worklist, further on',
      (on) => openWorklist(on, { accountId: 1, limit, after: { since: half, id } }),
    ],
    ['the leads', (on) => listLeads(on, { accountId: 1, limit })],
    [
      'the leads, further on',
      (on) => listLeads(on, { accountId: 1, limit, after: { lastSeenAt: half, id } }),
    ],
    ['the wishes', (on) => listAlerts(on, alerts)],
    ['the wishes, further on', (on) => listAlerts(on, { ...alerts, after: { requestedAt: half, id } })],
    ['the wishes that are open', (on) => listAlerts(on, { ...alerts, status: 'pending' })],
    [
      'the wishes that are open, further on',
      (on) => listAlerts(on, { ...alerts, status: 'pending', after: { requestedAt: half, id } }),
    ],
    ['the products', (on) => listProducts(on, products)],
    ['the products, further on', (on) => listProducts(on, { ...products, after: 'SKU-15000' })],
    ['the products with a word', (on) => listProducts(on, { ...products, search: aWord })],
    [
      'the products with a word, further on',
      (on) => listProducts(on, { ...products, search: aWord, inStock: true, after: 'SKU-15000' }),
    ],
    ['the products whose SKU begins so', (on) => listProducts(on, { ...products, search: aSku })],
    ['what the shop told', (on) => listArticles(on, { limit })],
    ['what the shop told, further on', (on) => listArticles(on, { limit, after: article })],
    ['what shop systems told', (on) => listEvents(on, { open: false, limit })],
    ['what came to nothing', (on) => listEvents(on, { open: true, limit })],
    ['what shop systems told, further on', (on) => listEvents(on, { open: false, limit, after: event })],
    [
      'the newest turns of a conversation',
      (on) => conversationTurns(on, { accountId: 1, conversationId: 7, newest: limit }),
    ],
    ['the conversations of a customer', (on) => conversationsOf(on, regular, limit)],
    ['what happened with a customer', (on) => timelineOf(on, { leadId: regular, limit })],
  ])('%s looks at no more rows than it shows', async (_, list) => {
    const counts = await looked(list);
    expect(counts.length).toBeGreaterThan(0);
    // Each row shown is one of the list and one lead; several rows of one moment may be passed over.
    for (const count of counts) expect(count).toBeLessThanOrEqual(3 * limit);
  });

  it('the products with a word in few of them looks at ten pages, those with the word and those it shows', async () => {
    const [count] = await looked((on) => listProducts(on, { ...products, search: aRarerWord }));
    expect(count).toBeLessThanOrEqual(10 * limit + size / 20 + limit);
  });

  // A page of the fewer is looked for, shown, and what its variants have is summed up.
  it.each(byStock(false))('%s that are sold out, which few are, looks at no others', async (_, list) => {
    for (const count of await looked(list)) expect(count).toBeLessThanOrEqual(4 * limit);
  });

  describe('of which few are in stock', () => {
    beforeAll(async () => {
      for (const table of ['products', 'variants']) await db.query(`update ${table} set stock = 1 - stock`);
      await db.query('vacuum analyze products, variants');
    });

    it.each(byStock(true))('%s that are in stock looks at no others', async (_, list) => {
      for (const count of await looked(list)) expect(count).toBeLessThanOrEqual(4 * limit);
    });
  });
});

async function fill(db: Database): Promise<void> {
  const moment = `timestamptz '2026-05-01' + number * interval '20 seconds'`;
  const priority = `(array['high', 'medium', 'low'])[1 + number % 3]`;
  await db.query(
    `insert into leads (account_id, contact_id, channel, first_seen_at, last_seen_at)
     select 1, number, 'web', ${moment}, ${moment} from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into conversations (account_id, conversation_id, lead_id, inbox_id, channel, waiting_since, intent,
       priority, sentiment, language, route, reason, last_turn_at)
     select 1, contact_id, id, 1, 'web', case when number % 2 = 0 then ${moment} end, 'faq',
            ${priority}, 0, 'en', 'agent', 'Asks.', ${moment}
       from (select *, contact_id as number from leads) as leads`,
  );
  await db.query(
    `insert into worklist (account_id, conversation_id, kind, message_ids, reason, since)
     select 1, number, 'failed', '{}', 'Failed.', ${moment} from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into stock_alerts (account_id, customer_id, conversation_id, channel, product_name, product_sku, status,
       requested_at, notified_at)
     select 1, id, contact_id, 'web', 'Lamp', 'LAMP', case when number % 2 = 0 then 'pending' else 'notified' end,
            ${moment}, case when number % 2 = 1 then ${moment} end
       from (select *, contact_id as number from leads) as leads`,
  );
  await db.query(
    `insert into products (sku, name, price_cents, currency, stock)
     select 'SKU-' || number, case when number % 20 = 0 then 'Lamp thing' else 'Thing' end, 1, 'EUR',
            case when number % 400 = 0 then 0 else 1 end
       from generate_series(1, ${size}) as number`,
  );
  // Their own number says nothing of what there is.
  await db.query(
    `insert into variants (product_id, sku, name, price_cents, stock, position)
     select id, sku || '-RED', 'Red', 1, case when sku like '%777' then 0 else 1 end, 0
       from products where sku like '%7'`,
  );
  await db.query(
    `insert into knowledge_articles (title, text, updated_at)
     select 'Hours', 'Nine to six.', ${moment} from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into shop_events (source, id, type, sku, outcome, received_at, handled_at)
     select 'generic', number, 'stock', 'SKU-1', case when number % 2 = 0 then 'done' else 'unknown-sku' end,
            ${moment}, ${moment}
       from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into turns (account_id, conversation_id, message_ids, intent, priority, sentiment, language, route,
       confidence, reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, started_at, outcome)
     select 1, 1 + number % 10, '{}', 'faq', ${priority}, 0, 'en', 'agent', 1, 'Asks.', '{}', '[]', 'built-in', 0, 0,
            0, ${moment}, 'answered'
       from generate_series(1, ${size}) as number`,
  );
  await fillRegular(db, moment);
  await db.query('vacuum analyze');
}

/** All that is the regular customer's is of another account: no list but their own has it. */
async function fillRegular(db: Database, moment: string): Promise<void> {
  await db.query(
    `insert into leads (id, account_id, contact_id, channel, first_seen_at, last_seen_at)
     values ('${regular}', 2, 1, 'web', '2026-05-01', '2026-05-05')`,
  );
  await db.query(
    `insert into conversations (account_id, conversation_id, lead_id, inbox_id, channel, intent, priority, sentiment,
       language, route, reason, last_turn_at)
     select 2, number, '${regular}', 1, 'web', 'faq', 'low', 0, 'en', 'agent', 'Asks.', ${moment}
       from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into turns (account_id, conversation_id, message_ids, intent, priority, sentiment, language, route,
       confidence, reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, started_at, outcome)
     select 2, number, '{}', 'faq', 'low', 0, 'en', 'agent', 1, 'Asks.', '{}', '[]', 'built-in', 0, 0, 0, ${moment},
            'answered'
       from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into stock_alerts (account_id, customer_id, conversation_id, channel, product_name, product_sku, status,
       requested_at, notified_at)
     select 2, '${regular}', number, 'web', 'Lamp', 'LAMP-' || number,
            (array['pending', 'notified', 'cancelled'])[1 + number % 3], ${moment},
            case when number % 3 = 1 then ${moment} end
       from generate_series(1, ${size}) as number`,
  );
  await db.query(
    `insert into consents (lead_id, channel, purpose, state, source, recorded_at)
     select '${regular}', 'web', 'service', 'withdrawn', 'conversation', ${moment}
       from generate_series(1, ${size}) as number`,
  );
}
