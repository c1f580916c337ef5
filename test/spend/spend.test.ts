import { beforeAll, describe, expect, it } from 'vitest';
import type { LogEvent } from '../../lib/runtime/telemetry.ts';
import { meter } from '../../lib/spend/meter.ts';
import { readSpend } from '../../lib/spend/read-spend.ts';
import { dynamoSpend, type SpendStore } from '../../lib/store/dynamodb/spend-store.ts';
import { aTable } from '../support/dynamodb.ts';

/** An hour before midnight in Bogotá, where it is the last of April still. */
const now = new Date('2026-05-01T04:00:00Z');

describe('what models cost', () => {
  let spend: SpendStore;
  beforeAll(async () => {
    spend = dynamoSpend({ ...(await aTable()), now: () => new Date() });
  });
  const aMeter = (accountId: number, timeZone = 'America/Bogota') => {
    const log: LogEvent[] = [];
    const shop = () => Promise.resolve({ accountId, timeZone });
    return { log, ...meter({ spend, shop, now: () => now, log: (event) => void log.push(event) }) };
  };

  it('is added up to the billionth of a dollar, whoever pays', async () => {
    const [worker, bench] = [aMeter(1), aMeter(1)];
    for (const usd of [0.0000002, 0.25, 1.5]) {
      worker.paid(usd);
      bench.paid(usd);
    }
    await Promise.all([worker.flush(), bench.flush()]);
    await worker.flush();
    const { today, month } = await readSpend(spend, { accountId: 1, now, timeZone: 'America/Bogota' });
    expect([today, month]).toEqual([3.5000004, 3.5000004]);
  });

  it('belongs to the day and the month it is where the shop is', async () => {
    const [here, there] = [aMeter(2), aMeter(2, 'Europe/Madrid')];
    here.paid(1);
    there.paid(2);
    await Promise.all([here.flush(), there.flush()]);
    const inBogota = { accountId: 2, now, timeZone: 'America/Bogota' };
    expect(await readSpend(spend, inBogota)).toEqual({ today: 1, month: 1 });
    expect(await readSpend(spend, { ...inBogota, timeZone: 'Europe/Madrid' })).toEqual({
      today: 2,
      month: 2,
    });
    const dayBefore = { ...inBogota, now: new Date('2026-04-29T12:00:00Z') };
    expect(await readSpend(spend, dayBefore)).toEqual({ today: 0, month: 1 });
  });

  it('is another shop’s matter for another shop', async () => {
    const theirs = aMeter(3);
    theirs.paid(1);
    await theirs.flush();
    expect(await readSpend(spend, { accountId: 4, now, timeZone: 'UTC' })).toEqual({ today: 0, month: 0 });
  });

  it('waits for the next time when it cannot be noted, and nothing fails for it', async () => {
    const noted: number[] = [];
    const log: string[] = [];
    let isDown = true;
    const one = meter({
      spend: {
        async add(_account, { usd }) {
          if (isDown) throw new Error('down');
          noted.push(usd);
        },
      },
      shop: () => Promise.resolve({ accountId: 1, timeZone: 'UTC' }),
      now: () => now,
      log: ({ event }) => void log.push(event),
    });
    one.paid(1);
    await one.flush();
    one.paid(2);
    isDown = false;
    await one.flush();
    expect(noted).toEqual([3]);
    expect(log).toEqual(['spend.not-noted']);
  });

  it('is not written at all while everything is free', async () => {
    const free = meter({
      spend: { add: () => Promise.reject(new Error('Nothing was spent')) },
      shop: () => Promise.reject(new Error('Nobody needs to know')),
      now: () => now,
      log: ({ event }) => expect.unreachable(event),
    });
    free.paid(0);
    await free.flush();
  });
});
