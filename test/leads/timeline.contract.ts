import { expect, it } from 'vitest';
import { recordTurn } from '../../lib/insight/store.ts';
import { withdrawConsent } from '../../lib/leads/consent.ts';
import { upsertLead } from '../../lib/leads/store.ts';
import { timelineOf } from '../../lib/leads/timeline.ts';
import { markNotified } from '../../lib/stock-alerts/settle-claim.ts';
import { cancelWishes, createStockAlert, expireWishes } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aTurn } from '../insight/insight.contract.ts';
import { aWish } from '../stock-alerts/stock-alerts.contract.ts';
import { aContact, seen } from './leads.contract.ts';

const minute = (minutes: number) => new Date(Date.UTC(2026, 4, 1, 12, minutes));

/** A customer of this contact id. */
async function aLead(db: Database, contactId = 70): Promise<string> {
  return (await upsertLead(db, seen(aContact({ id: contactId })))).id;
}

/** What is promised about the timeline of a customer, on every Postgres. */
export function timelineContract(aDb: () => Promise<Database>): void {
  it('tells turns, wishes and consents in one row, the newest first', async () => {
    const db = await aDb();
    const leadId = await aLead(db);
    await recordTurn(db, await aTurn(db, { leadId, conversationId: 7, startedAt: minute(1) }));
    const wish = await createStockAlert(db, await aWish(db, 70, { requestedAt: minute(2) }));
    await recordTurn(
      db,
      await aTurn(db, { leadId, conversationId: 8, startedAt: minute(3), outcome: 'handed-off' }),
    );
    await markNotified(db, { id: wish.id, messageId: 9, at: minute(4) });
    const stop = { leadId, channel: 'whatsapp', messageId: 10, source: 'conversation', at: minute(5) };
    await withdrawConsent(db, stop);
    const [first, second, ...others] = await timelineOf(db, { leadId, limit: 50 });
    const consent = { at: minute(5), kind: 'consent', channel: 'whatsapp', state: 'withdrawn' };
    expect(new Set([first, second])).toEqual(
      new Set([
        { ...consent, purpose: 'marketing' },
        { ...consent, purpose: 'service' },
      ]),
    );
    const intent = 'product_inquiry';
    const ofWish = { alertId: wish.id, productName: 'Oak table lamp', conversationId: 70 };
    expect(others).toEqual([
      { at: minute(4), kind: 'stock-alert', what: 'told', ...ofWish },
      { at: minute(3), kind: 'turn', conversationId: 8, intent, outcome: 'handed-off' },
      { at: minute(2), kind: 'stock-alert', what: 'asked', ...ofWish },
      { at: minute(1), kind: 'turn', conversationId: 7, intent, outcome: 'answered' },
    ]);
  });

  it('tells how a wish ended that was not told', async () => {
    const db = await aDb();
    const leadId = await aLead(db);
    await createStockAlert(db, await aWish(db, 70, { requestedAt: minute(1), expiresAt: minute(2) }));
    await expireWishes(db, minute(3));
    await createStockAlert(db, await aWish(db, 70, { sku: 'RUG', requestedAt: minute(4) }));
    await cancelWishes(db, { leadId, until: minute(5), reason: 'opted-out' });
    const events = await timelineOf(db, { leadId, limit: 50 });
    expect(events.map((event) => event.kind === 'stock-alert' && event.what)).toEqual([
      ...['cancelled', 'expired', 'asked', 'asked'],
    ]);
  });

  it('tells of an old wish when it was told yesterday, however many came after it', async () => {
    const db = await aDb();
    const leadId = await aLead(db);
    const old = await createStockAlert(db, await aWish(db, 70, { sku: 'OLD', requestedAt: minute(0) }));
    for (let index = 1; index <= 5; index += 1) {
      await createStockAlert(db, await aWish(db, 70, { sku: `NEW-${index}`, requestedAt: minute(index) }));
    }
    await markNotified(db, { id: old.id, messageId: 9, at: minute(9) });
    const events = await timelineOf(db, { leadId, limit: 3 });
    expect(events.map(({ at }) => at)).toEqual([minute(9), minute(5), minute(4)]);
    expect(events[0]).toMatchObject({ what: 'told', alertId: old.id });
  });

  it('ends with the newest of all kinds and all conversations', async () => {
    const db = await aDb();
    const leadId = await aLead(db);
    for (const [conversationId, at] of [
      [7, 1],
      [8, 2],
      [7, 3],
      [9, 4],
      [8, 5],
    ] as const) {
      await recordTurn(db, await aTurn(db, { leadId, conversationId, startedAt: minute(at) }));
    }
    const events = await timelineOf(db, { leadId, limit: 3 });
    expect(events.map((event) => event.kind === 'turn' && event.conversationId)).toEqual([8, 9, 7]);
  });

  it('is one customer’s alone, and empty for who was only seen', async () => {
    const db = await aDb();
    const leadId = await aLead(db);
    await createStockAlert(db, await aWish(db, 71));
    await recordTurn(db, await aTurn(db, { leadId: await aLead(db, 72), conversationId: 72 }));
    expect(await timelineOf(db, { leadId, limit: 50 })).toEqual([]);
  });
}
