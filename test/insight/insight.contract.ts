import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { conversationTurns, noteStoodAside, recordTurn, type TakenTurn } from '../../lib/insight/store.ts';
import {
  addToWorklist,
  openWorklist,
  resolveWorklistItem,
  type WorklistItem,
} from '../../lib/insight/worklist.ts';
import { upsertLead } from '../../lib/leads/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { seen } from '../leads/leads.contract.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const later = new Date('2026-05-01T13:00:00Z');

export async function aTurn(db: Db, overrides: Partial<TakenTurn> = {}): Promise<TakenTurn> {
  const { id: leadId } = await upsertLead(db, seen());
  return {
    id: randomUUID(),
    accountId: 1,
    conversationId: 7,
    inboxId: 3,
    channel: 'whatsapp',
    leadId,
    messageIds: [101, 102],
    intent: 'product_inquiry',
    priority: 'medium',
    sentiment: 0.5,
    language: 'en',
    route: 'agent',
    confidence: 0.75,
    reason: 'Asks for a lamp.',
    escalationReason: null,
    tools: ['search_products'],
    receipts: [{ claim: '89.00 EUR', recordId: 'product:LAMP-OAK' }],
    model: 'built-in',
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    costUsd: 0.000123,
    askedAt: overrides.startedAt ?? noon,
    startedAt: noon,
    answeredAt: new Date('2026-05-01T12:00:02Z'),
    outcome: 'answered',
    ...overrides,
  };
}

export function anItem(overrides: Partial<WorklistItem> = {}): WorklistItem & { accountId: number } {
  return {
    accountId: 1,
    id: randomUUID(),
    conversationId: 7,
    kind: 'failed',
    messageIds: [101],
    reason: 'The last attempt failed.',
    since: noon,
    ...overrides,
  };
}

/** What is promised about records of turns and the worklist, on every Postgres. */
export function insightContract(aDb: () => Promise<Database>): void {
  const conversation = async (db: Db) =>
    (await db.query('select owner, waiting_since, intent, priority from conversations')).rows;

  describe('records of turns', () => {
    it('come back as they were given', async () => {
      const db = await aDb();
      const {
        accountId,
        conversationId,
        inboxId: _inbox,
        channel: _channel,
        leadId: _lead,
        ...record
      } = await aTurn(db);
      await recordTurn(db, await aTurn(db, record));
      expect(await conversationTurns(db, { accountId, conversationId })).toEqual([record]);
    });

    it('are kept once, however often they come', async () => {
      const db = await aDb();
      const turn = await aTurn(db);
      await recordTurn(db, turn);
      await recordTurn(db, { ...turn, reason: 'Another.' });
      expect(await conversationTurns(db, turn)).toMatchObject([{ id: turn.id, reason: 'Asks for a lamp.' }]);
    });

    it('are listed in the order the turns were taken', async () => {
      const db = await aDb();
      const [second, first] = [await aTurn(db, { startedAt: later }), await aTurn(db)];
      await recordTurn(db, second);
      await recordTurn(db, first);
      expect((await conversationTurns(db, first)).map(({ id }) => id)).toEqual([first.id, second.id]);
    });

    it('let the conversation show its newest turn, whatever order they come in', async () => {
      const db = await aDb();
      await recordTurn(db, await aTurn(db, { intent: 'complaint', priority: 'high', startedAt: later }));
      await recordTurn(db, await aTurn(db));
      expect(await conversation(db)).toMatchObject([{ intent: 'complaint', priority: 'high', owner: 'bot' }]);
    });

    it('show since when a customer waits for a person, until the assistant answers again', async () => {
      const db = await aDb();
      await recordTurn(db, await aTurn(db, { outcome: 'handed-off', answeredAt: null }));
      await recordTurn(db, await aTurn(db, { outcome: 'handed-off', answeredAt: null, startedAt: later }));
      expect(await conversation(db)).toMatchObject([{ owner: 'person', waiting_since: noon }]);
      await recordTurn(
        db,
        await aTurn(db, { outcome: 'answered', startedAt: new Date('2026-05-01T14:00:00Z') }),
      );
      expect(await conversation(db)).toMatchObject([{ owner: 'bot', waiting_since: null }]);
    });

    it('show nobody as waiting whom a person answered, and again when they write again', async () => {
      const db = await aDb();
      const { accountId, conversationId } = await aTurn(db);
      const seen = (waitingSince: Date | null) =>
        noteStoodAside(db, { accountId, conversationId, owner: 'person', waitingSince, at: later });
      await recordTurn(db, await aTurn(db, { outcome: 'handed-off', answeredAt: null }));
      await seen(null);
      expect(await conversation(db)).toMatchObject([{ owner: 'person', waiting_since: null }]);
      await seen(later);
      expect(await conversation(db)).toMatchObject([{ owner: 'person', waiting_since: later }]);
    });

    it('show a person’s what a person took unasked, and leave one that was merely closed', async () => {
      const db = await aDb();
      const { accountId, conversationId } = await aTurn(db);
      const seen = (owner: 'person' | 'bot' | null) =>
        noteStoodAside(db, { accountId, conversationId, owner, waitingSince: null, at: later });
      await recordTurn(db, await aTurn(db));
      await seen(null);
      expect(await conversation(db)).toMatchObject([{ owner: 'bot' }]);
      await seen('person');
      expect(await conversation(db)).toMatchObject([{ owner: 'person' }]);
      await seen(null);
      expect(await conversation(db)).toMatchObject([{ owner: 'person' }]);
      await seen('bot');
      expect(await conversation(db)).toMatchObject([{ owner: 'bot' }]);
    });

    it('are not changed by what was seen before their newest turn', async () => {
      const db = await aDb();
      const { accountId, conversationId } = await aTurn(db);
      await recordTurn(db, await aTurn(db, { outcome: 'handed-off', answeredAt: null, startedAt: later }));
      await noteStoodAside(db, { accountId, conversationId, owner: 'person', waitingSince: null, at: noon });
      expect(await conversation(db)).toMatchObject([{ waiting_since: later }]);
    });
  });

  describe('the worklist', () => {
    const page = { accountId: 1, limit: 50 };

    it('shows what was put on it, oldest first, each report once', async () => {
      const db = await aDb();
      const [late, early] = [anItem({ since: later }), anItem({ kind: 'handed-over' })];
      for (const item of [late, early, early]) await addToWorklist(db, item);
      const { accountId: _account, ...shown } = early;
      expect(await openWorklist(db, page)).toEqual([shown, expect.objectContaining({ id: late.id })]);
    });

    it('can be read page by page', async () => {
      const db = await aDb();
      for (let count = 0; count < 5; count += 1) await addToWorklist(db, anItem());
      const first = await openWorklist(db, { ...page, limit: 3 });
      const rest = await openWorklist(db, { ...page, limit: 3, after: first.at(-1) });
      expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(5);
      expect(rest).toHaveLength(2);
    });

    it('no longer shows what was resolved, also when the report comes again', async () => {
      const db = await aDb();
      const item = anItem();
      await addToWorklist(db, item);
      expect(await resolveWorklistItem(db, { accountId: 1, id: item.id, by: 'user:1', at: noon })).toBe(true);
      expect(await resolveWorklistItem(db, { accountId: 1, id: item.id, by: 'user:2', at: later })).toBe(
        true,
      );
      await addToWorklist(db, item);
      expect(await openWorklist(db, page)).toEqual([]);
      expect((await db.query('select resolved_by, resolved_at from worklist')).rows).toEqual([
        { resolved_by: 'user:1', resolved_at: noon },
      ]);
    });

    it('belongs to its account', async () => {
      const db = await aDb();
      const item = anItem();
      await addToWorklist(db, item);
      expect(await openWorklist(db, { ...page, accountId: 2 })).toEqual([]);
      expect(await resolveWorklistItem(db, { accountId: 2, id: item.id, by: 'user:1', at: noon })).toBe(
        false,
      );
    });
  });
}
