import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { putOnRecord } from '../../lib/insight/put-on-record.ts';
import { conversationTurns } from '../../lib/insight/store.ts';
import { withdrawnSince } from '../../lib/leads/consent.ts';
import type { AfterTurnJob, StockAlertJob } from '../../lib/queue/jobs.ts';
import { listAlerts, openWishes } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { aDb } from '../support/postgres.ts';

const contact = { id: 70, name: 'Ana Souza', email: null, phone: null, identifier: null };
const where = { accountId: 1, conversationId: 7, inboxId: 3, channel: 'whatsapp', contact };

function aWishJob(overrides: Partial<StockAlertJob> = {}): StockAlertJob {
  return {
    ...{ kind: 'stock-alert', turnId: randomUUID(), ...where },
    product: { name: 'Oak lamp, large', sku: 'LAMP-L', url: null },
    ...{
      messageId: 101,
      customerMessage: 'Tell me',
      conversationContext: 'customer: Tell me',
      language: 'es',
    },
    ...{ priority: 'high', requestedAt: '2026-05-01T12:00:00.000Z' },
    ...overrides,
  };
}

function aTurnJob(overrides: Partial<AfterTurnJob> = {}): AfterTurnJob {
  return {
    ...{ kind: 'after-turn', turnId: randomUUID(), ...where },
    ...{
      messageIds: [201],
      intent: 'opt_out',
      priority: 'low',
      sentiment: 0,
      language: 'en',
      route: 'automated',
    },
    ...{ confidence: 1, reason: 'Stop.', escalationReason: null, tools: [], receipts: [], model: 'built-in' },
    ...{ inputTokens: 900, outputTokens: 12, cacheReadTokens: 800, costUsd: 0.001, facts: [] },
    ...{ startedAt: '2026-05-01T13:00:00.000Z', answeredAt: null, outcome: 'answered', optedOut: false },
    ...overrides,
  };
}

async function put(db: Db, ...jobs: Parameters<typeof putOnRecord>[1][]): Promise<void> {
  for (const job of jobs) await putOnRecord({ db, log: () => undefined }, job);
}
const wishes = (db: Db) => listAlerts(db, { accountId: 1, limit: 50 });

describe('a wish to be told', () => {
  it('is noted with its customer, once, however often the job comes', async () => {
    const db = await aDb();
    const job = aWishJob();
    await put(db, job, job);
    expect(await wishes(db)).toMatchObject([
      {
        ...{ status: 'pending', sku: 'LAMP-L', productName: 'Oak lamp, large', conversationId: 7 },
        ...{ channel: 'whatsapp', priority: 'high', lead: { name: 'Ana Souza' } },
        requestedAt: new Date('2026-05-01T12:00:00Z'),
      },
    ]);
    const { rows } = await db.query('select language, inbox_id, turn_id, expires_at from stock_alerts');
    expect(rows).toEqual([
      {
        ...{ language: 'es', inbox_id: '3', turn_id: job.turnId },
        expires_at: new Date('2026-10-28T12:00:00Z'),
      },
    ]);
  });

  it('and the same job after they were told changes nothing', async () => {
    const db = await aDb();
    const job = aWishJob();
    await put(db, job);
    await db.query(`update stock_alerts set status = 'notified', notified_at = now()`);
    await put(db, job);
    expect(await wishes(db)).toMatchObject([{ status: 'notified' }]);
    await put(db, aWishJob({ messageId: 102 }));
    expect(await wishes(db)).toHaveLength(2);
  });

  it('for two things asked for in one message is two wishes', async () => {
    const db = await aDb();
    await put(db, aWishJob(), aWishJob({ product: { name: 'Rug', sku: 'RUG', url: null } }));
    expect(await openWishes(db, { accountId: 1, contactId: 70 })).toHaveLength(2);
  });
});

describe('"stop"', () => {
  const consentOf = async (db: Db, purpose: 'marketing' | 'service', channel = 'whatsapp') => {
    const { rows } = await db.query('select id from leads');
    const leadId = (rows as { id: string }[])[0]!.id;
    return withdrawnSince(db, { leadId, channel, purpose });
  };

  it('withdraws consent on that channel, once, and ends what they wait for', async () => {
    const db = await aDb();
    const stop = aTurnJob({ optedOut: true });
    await put(db, aWishJob(), stop, stop);
    const at = new Date('2026-05-01T13:00:00Z');
    expect(await consentOf(db, 'marketing')).toEqual(at);
    expect(await consentOf(db, 'service')).toEqual(at);
    expect(await consentOf(db, 'service', 'email')).toBeUndefined();
    expect((await db.query('select from consents')).rowCount).toBe(2);
    expect(await wishes(db)).toMatchObject([{ status: 'cancelled', reason: 'opted-out' }]);
  });

  it('that only may have been meant ends nothing', async () => {
    const db = await aDb();
    await put(db, aWishJob(), aTurnJob({ confidence: 0.2 }));
    expect(await consentOf(db, 'service')).toBeUndefined();
    expect(await wishes(db)).toMatchObject([{ status: 'pending' }]);
  });

  it('does not end what they wish for afterwards, also when its record comes late', async () => {
    const db = await aDb();
    await put(
      db,
      aWishJob({ messageId: 300, requestedAt: '2026-05-01T14:00:00.000Z' }),
      aTurnJob({ optedOut: true }),
    );
    expect(await wishes(db)).toMatchObject([{ status: 'pending' }]);
  });
});

describe('a turn', () => {
  it('is kept with the tokens its provider had in its cache', async () => {
    const db = await aDb();
    await put(db, aTurnJob({ intent: 'faq' }));
    expect(await conversationTurns(db, where)).toMatchObject([
      { inputTokens: 900, outputTokens: 12, cacheReadTokens: 800 },
    ]);
    expect((await db.query('select from consents')).rowCount).toBe(0);
  });
});
