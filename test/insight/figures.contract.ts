import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readFigures } from '../../lib/insight/figures.ts';
import { recordTurn } from '../../lib/insight/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import { aWish } from '../stock-alerts/stock-alerts.contract.ts';
import { rowsRead } from '../support/rows-read.ts';
import { aTurn } from './insight.contract.ts';

/** Two in the morning in Madrid, where it is the second of May already. */
const now = new Date('2026-05-02T00:00:00Z');
const question = { accountId: 1, now, timeZone: 'Europe/Madrid' };
const at = (time: string) => ({ startedAt: new Date(time), answeredAt: new Date(Date.parse(time) + 2000) });

/** The figures of the overview, over any Postgres. */
export function figuresContract(openDb: () => Promise<Database>): void {
  let db: Database;
  beforeEach(async () => {
    db = await openDb();
  });
  const record = async (overrides: Partial<Parameters<typeof recordTurn>[1]>) =>
    recordTurn(db, await aTurn(db, { id: randomUUID(), costUsd: 0.25, ...overrides }));

  it('count from midnight where the shop is', async () => {
    await record({ conversationId: 1, ...at('2026-05-01T21:59:00Z') });
    await record({ conversationId: 2, ...at('2026-05-01T22:01:00Z') });
    await record({ conversationId: 3, ...at('2026-04-30T21:59:00Z') });
    const madrid = await readFigures(db, question);
    expect(madrid).toMatchObject({ messagesToday: 2, answeredToday: 1 });
    expect(madrid.since).toEqual({
      today: new Date('2026-05-01T22:00:00Z'),
      month: new Date('2026-04-30T22:00:00Z'),
    });
    expect(await readFigures(db, { ...question, timeZone: 'America/Bogota' })).toMatchObject({
      answeredToday: 2,
    });
  });

  it('take a conversation for handled by nobody else only if no turn of today went to a person', async () => {
    const early = at('2026-05-01T22:10:00Z');
    const late = at('2026-05-01T22:20:00Z');
    await record({ conversationId: 1, ...early });
    await record({ conversationId: 1, ...late });
    await record({ conversationId: 2, ...early });
    await record({ conversationId: 2, outcome: 'handed-off', ...late });
    // Handed over, given back and answered: a person stepped in all the same.
    await record({ conversationId: 3, outcome: 'handed-off', ...early });
    await record({ conversationId: 3, ...late });
    await record({ conversationId: 4, outcome: 'withheld', answeredAt: null, startedAt: early.startedAt });
    await record({ conversationId: 5, ...early });
    await db.query(`update conversations set owner = 'person' where conversation_id = 5`);
    expect(await readFigures(db, question)).toMatchObject({
      handledWithoutPerson: 1,
      answeredToday: 5,
      waitingNow: 1,
    });
  });

  it('say how long answers take, and nothing before the first one', async () => {
    expect(await readFigures(db, question)).toMatchObject({ medianAnswerMs: null, p95AnswerMs: null });
    const startedAt = new Date('2026-05-01T23:00:00Z');
    for (const seconds of [1, 2, 3, 4, 101]) {
      const answeredAt = new Date(startedAt.getTime() + seconds * 1000);
      await record({ conversationId: seconds, startedAt, answeredAt });
    }
    expect(await readFigures(db, question)).toMatchObject({ medianAnswerMs: 3000, p95AnswerMs: 81_600 });
  });

  it('count who waits for a product, those who waited too long left out', async () => {
    for (const [contactId, expiresAt] of [
      [70, null],
      [71, new Date('2026-05-01T00:00:00Z')],
    ] as const)
      await createStockAlert(db, { ...(await aWish(db, contactId)), expiresAt });
    expect(await readFigures(db, question)).toMatchObject({ alertsWaiting: 1 });
  });

  describe('after years', () => {
    const today = 300;
    const waiting = 100;
    /**
     * A shop with so many conversations of today, each with a turn, and `old` ones of last month; with so many who wait
     * for something, and `old` ones who were told.
     */
    async function aShop(old: number): Promise<void> {
      const turn = await aTurn(db, { id: randomUUID(), conversationId: 1, ...at('2026-05-01T22:10:00Z') });
      await recordTurn(db, turn);
      await db.query(
        `insert into conversations (account_id, conversation_id, lead_id, inbox_id, channel, intent, priority,
                                    sentiment, language, route, reason, last_turn_at)
         select account_id, number, lead_id, inbox_id, channel, intent, priority, sentiment, language, route, reason,
                last_turn_at
           from conversations, generate_series(2, $1::integer) as number`,
        [today + old],
      );
      await db.query(
        `insert into turns (account_id, conversation_id, message_ids, intent, priority, sentiment, language, route,
                            confidence, reason, tools, receipts, model, input_tokens, output_tokens, cost_usd, asked_at, started_at, outcome)
         select account_id, number, message_ids, intent, priority, sentiment, language, route, confidence, reason, tools,
                receipts, model, 0, 0, 0.01, asked_at,
                case when number > $2 then timestamptz '2026-04-01' - number * interval '1 minute' else started_at end, outcome
           from turns, generate_series(2, $1::integer) as number`,
        [today + old, today],
      );
      await db.query(
        `insert into stock_alerts (account_id, customer_id, conversation_id, channel, product_name, product_sku, status,
                                   requested_at, notified_at)
         select account_id, lead_id, conversation_id, channel, 'Lamp', 'LAMP-' || conversation_id,
                case when conversation_id > $1 then 'notified' else 'pending' end, last_turn_at,
                case when conversation_id > $1 then last_turn_at end
           from conversations
          where conversation_id <= $1 or conversation_id > $2`,
        [waiting, today],
      );
      await db.query('vacuum analyze turns, conversations, stock_alerts');
    }

    it('read what is of this month, who waits now, and no more', async () => {
      await aShop(20_000);
      expect(await readFigures(db, question)).toMatchObject({
        answeredToday: today,
        handledWithoutPerson: today,
        alertsWaiting: waiting,
      });
      // Turns of today, turns of the month, and the conversations of today's; and who waits.
      expect(await rowsReadFor(db)).toBeLessThanOrEqual(3 * today + waiting + 10);
    }, 60_000);
  });
}

/** How many rows Postgres looks at for all figures. */
async function rowsReadFor(db: Database): Promise<number> {
  let sum = 0;
  const counting: Db = {
    async query(sql, parameters) {
      sum += await rowsRead(db, sql, parameters);
      return db.query(sql, parameters);
    },
  };
  await readFigures(counting, question);
  return sum;
}
