import { describe, expect, it } from 'vitest';
import { ChatwootUnavailable } from '../../lib/chatwoot/http.ts';
import { MalformedInput, UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import type { PassFaultPoint } from '../../lib/runtime/fault-point.ts';
import { newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { aWatchedShop, minute, type WatchedShop } from './a-watched-shop.ts';

const outage = { times: 1000, kind: { status: 503 } } as const;
const ids = (shop: WatchedShop) => shop.turns.map(({ conversationId }) => conversationId);

async function marked(shop: WatchedShop, conversationId: number, dueAt: Date) {
  const key = { accountId: 1, conversationId };
  const ledger = (await shop.ledger.read(key)) ?? newLedger();
  await shop.ledger.write(key, { ...ledger, dueAt });
}

describe('an outage of Chatwoot', () => {
  it('queues nothing and forgets nothing', async () => {
    const shop = await aWatchedShop();
    const due = shop.asks().conversationId;
    await marked(shop, due, new Date());
    const { conversationId } = shop.asks();
    shop.simulator.faults.rest(outage);
    expect(await shop.run()).toMatchObject({ queued: 0, waiting: 1 });
    expect(shop.turns).toEqual([]);
    shop.simulator.faults.clear();
    expect(await shop.run()).toMatchObject({ queued: 2, waiting: 0, backfilled: 1, restarted: 1 });
    expect(ids(shop).sort()).toEqual([due, conversationId].sort());
  });

  it('that comes and goes for hours, or a stop, gives nobody up', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await marked(shop, conversationId, new Date());
    expect(await shop.run()).toMatchObject({ restarted: 1 });
    for (let round = 0; round < 3; round += 1) {
      shop.simulator.faults.rest(outage);
      shop.clock.aheadMs += 70 * minute;
      expect(await shop.run()).toMatchObject({ waiting: 1, givenUp: 0 });
      shop.simulator.faults.clear();
      expect(await shop.run()).toMatchObject({ restarted: 1, givenUp: 0 });
    }
    expect(shop.work).toEqual([]);
  });

  it('in the middle of a long list keeps what was found; the next run sees what is new and goes on', async () => {
    const shop = await aWatchedShop();
    const all = Array.from({ length: 60 }, () => shop.asks().conversationId);
    const { chatwoot } = shop.deps;
    const broken = {
      ...chatwoot,
      conversations: (page: number) =>
        page < 3 ? chatwoot.conversations(page) : Promise.reject(new ChatwootUnavailable('busy')),
    };
    expect(await shop.run({ chatwoot: broken })).toMatchObject({ backfilled: 50, unfinished: 1 });
    all.push(...Array.from({ length: 30 }, () => shop.asks().conversationId));
    expect(await shop.run({ chatwoot: broken })).toMatchObject({ unfinished: 1 });
    expect(await shop.run()).toMatchObject({ unfinished: 0 });
    expect([...new Set(ids(shop))].sort((a, b) => a - b)).toEqual(all);
    expect(await shop.run()).toMatchObject({ queued: 0 });
  }, 30_000);

  it('that hides one conversation leaves it to a turn, and the others are found', async () => {
    const shop = await aWatchedShop();
    const hidden = shop.asks().conversationId;
    const shown = shop.asks().conversationId;
    shop.simulator.faults.rest({ ...outage, path: new RegExp(`/conversations/${hidden}/messages$`) });
    expect(await shop.run()).toMatchObject({ queued: 2, backfilled: 1, unfinished: 0 });
    expect(ids(shop).sort()).toEqual([hidden, shown].sort());
  });

  it('that shows its list and no conversation is an outage all the same', async () => {
    const shop = await aWatchedShop();
    const all = Array.from({ length: 10 }, () => shop.asks().conversationId);
    shop.simulator.faults.rest({ ...outage, path: /\/messages$/ });
    const { queued, unfinished } = await shop.run();
    expect(unfinished).toBe(1);
    expect(queued).toBeLessThanOrEqual(3);
    shop.simulator.faults.clear();
    await shop.run();
    expect([...new Set(ids(shop))].sort()).toEqual(all.toSorted());
  });

  it('of its list only does not keep what is owed from being queued', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await marked(shop, conversationId, new Date());
    const chatwoot = {
      ...shop.deps.chatwoot,
      conversations: () => Promise.reject(new MalformedInput('another form')),
    };
    await expect(shop.run({ chatwoot })).rejects.toThrow('another form');
    expect(shop.turns).toMatchObject([{ cause: 'owed', conversationId }]);
  });
});

describe('a run', () => {
  it('that dies between queueing and noting it queues nothing twice', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    const faultPoint: PassFaultPoint = (name) => Promise.reject(new Error(`killed ${name}`));
    await expect(shop.run({ faultPoint })).rejects.toThrow('killed after-backfill');
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    expect(ids(shop)).toEqual([conversationId]);
    // Words that get lost after that are other words.
    await shop.takeTurns();
    shop.asks();
    expect(await shop.run()).toMatchObject({ backfilled: 1 });
    expect(shop.turns).toHaveLength(1);
  });

  it('beside another queues nothing twice', async () => {
    const shop = await aWatchedShop();
    const all = [shop.asks().conversationId, shop.asks().conversationId];
    await Promise.all([shop.run(), shop.run()]);
    expect(ids(shop).sort()).toEqual(all.sort());
    expect(await shop.run()).toMatchObject({ queued: 0 });
  });

  it('without Postgres does everything else and says so', async () => {
    const shop = await aWatchedShop();
    shop.asks();
    const requeueStuck = () => Promise.reject(new UpstreamUnavailable('Postgres cannot be reached'));
    expect(await shop.run({ requeueStuck })).toMatchObject({ unswept: 1, backfilled: 1 });
    expect(await shop.run({ requeueStuck: async () => 2 })).toMatchObject({ unswept: 0, restarted: 2 });
  });
});

describe('a conversation that comes back again and again', () => {
  it('goes to a person after an hour, and its mark is removed', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    for (let look = 0; look < 12; look += 1) {
      await marked(shop, conversationId, new Date(Date.now() - look * 1000));
      expect(await shop.run()).toMatchObject({ restarted: 1, givenUp: 0 });
    }
    await marked(shop, conversationId, new Date(Date.now() - 30_000));
    expect(await shop.run()).toMatchObject({ restarted: 0, givenUp: 1 });
    expect(shop.work).toMatchObject([{ kind: 'worklist', worklistKind: 'failed', conversationId }]);
    expect(await shop.ledger.read({ accountId: 1, conversationId })).toMatchObject({ dueAt: null });
    expect(await shop.run()).toMatchObject({ restarted: 0, givenUp: 0 });
  });

  it('is not given up while its job only waits for its turn', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await marked(shop, conversationId, new Date());
    for (let run = 0; run < 15; run += 1) expect(await shop.run()).toMatchObject({ givenUp: 0 });
    expect(shop.turns).toHaveLength(1);
  });

  it('is counted as long due after half an hour', async () => {
    const shop = await aWatchedShop();
    const { conversationId } = shop.asks();
    await marked(shop, conversationId, new Date(Date.now() - 31 * minute));
    expect(await shop.run()).toMatchObject({ longDue: 1 });
  });
});
