import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  startChatwootSimulator,
  type ChatwootSimulator,
} from '../../../local/chatwoot-simulator/simulator.ts';
import { openStore } from '../../../local/chatwoot-simulator/store/store.ts';
import { pastCustomers } from '../../../local/seed/customers/demo-customers.ts';
import { seedKnownCustomers } from '../../../local/seed/seed-customers.ts';
import { aDb } from '../../support/postgres.ts';

const now = new Date('2026-05-04T12:00:00Z');

async function aFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-seed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'chatwoot.sqlite');
}

async function start(file: string): Promise<ChatwootSimulator> {
  return startChatwootSimulator({
    file,
    now: () => now,
    // Nobody listens there: a webhook would be seen among the deliveries.
    webhookUrl: () => 'http://127.0.0.1:9/webhooks/chatwoot',
    apiToken: 'token',
    customers: pastCustomers(),
    log: () => {},
  });
}

it('somebody has written on every channel with a bot, and nothing said then is told or sent again', async () => {
  const file = await aFile();
  const simulator = await start(file);
  await simulator.idle();
  expect(simulator.deliveries()).toEqual([]);
  const names = simulator.inboxes().filter(({ hasBot }) => hasBot);
  await simulator.close();

  const store = openStore(file);
  const conversations = store.conversations.all();
  expect(new Set(conversations.map(({ inboxId }) => inboxId))).toEqual(new Set(names.map(({ id }) => id)));
  expect(new Set(conversations.map(({ status }) => status))).toEqual(
    new Set(['open', 'pending', 'resolved']),
  );
  for (const { id, waitingSince } of conversations) {
    const said = store.messages.ownedBy(id);
    expect(waitingSince).toBeNull();
    expect(said.at(-1)!.type).toBe('outgoing');
    for (const { createdAt } of said) expect(createdAt).toBeLessThan(now.getTime() - 24 * 3_600_000);
  }
  store.close();
});

it('a second start brings nobody twice, and a used sandbox keeps only its own customers', async () => {
  const file = await aFile();
  for (const _ of [1, 2]) await (await start(file)).close();
  const store = openStore(file);
  expect(store.contacts.all()).toHaveLength(pastCustomers().length);
  store.close();

  const used = await aFile();
  const before = await startChatwootSimulator({
    file: used,
    now: () => now,
    webhookUrl: () => undefined,
    apiToken: 'token',
    log: () => {},
  });
  before.newCustomer({ name: 'Ana', inboxId: before.inboxes()[0]!.id });
  await before.close();
  await (await start(used)).close();
  const kept = openStore(used);
  expect(kept.contacts.all().map(({ name }) => name)).toEqual(['Ana']);
  kept.close();
});

it('their leads and wishes are known once, and a wish that was met does not come back', async () => {
  const file = await aFile();
  await (await start(file)).close();
  const db = await aDb();
  const told = await seedKnownCustomers({ db }, file);
  expect(told.customers).toBe(pastCustomers().length);
  expect(told.stockAlerts).toBeGreaterThanOrEqual(3);
  await db.query(
    `update stock_alerts set status = 'cancelled' where id = (select id from stock_alerts order by id limit 1)`,
  );
  const state = async () =>
    (
      await db.query(
        `select (select count(*) from leads) as leads, (select count(*) from stock_alerts) as alerts,
                (select count(*) from stock_alerts where status = 'pending') as pending`,
      )
    ).rows;
  const before = await state();
  expect(await seedKnownCustomers({ db }, file)).toEqual(told);
  expect(await state()).toEqual(before);
});
