import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { conversationTurns } from '../../lib/insight/store.ts';
import { putOnRecord } from '../../lib/insight/put-on-record.ts';
import type { RecordJob } from '../../lib/queue/jobs.ts';
import { createDb } from '../../lib/store/postgres/pool.ts';
import { aDb, postgresUrl } from '../support/postgres.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

/** A way to the database that can be cut and mended; what goes through it is the real protocol. */
async function aDatabaseBehindAGate() {
  const { hostname, port, pathname, username } = new URL(await postgresUrl());
  const gate = { open: true };
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    if (!gate.open) {
      inner.destroy();
      return;
    }
    const outer = connect(Number(port), hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.pipe(outer).pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = (server.address() as AddressInfo).port;
  const db = createDb({ url: `postgres://${username}@127.0.0.1:${here}${pathname}`, auth: 'url' });
  onTestFinished(async () => {
    await db.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    db,
    stop() {
      gate.open = false;
      for (const socket of sockets) socket.destroy();
    },
    start() {
      gate.open = true;
    },
  };
}

/** A turn looks into the database wherever it asks for the shop's data; its records wait on a queue. */
async function aShop() {
  const all = await aDb();
  const postgres = await aDatabaseBehindAGate();
  const world = await aTurnWorld({ shopData: () => postgres.db.query('select 1').then(() => undefined) });
  const ask = (text: string) => world.simulator.customerWrites(world.customer(), text).conversationId;
  const record = async () => {
    for (const job of world.queued) {
      await putOnRecord({ db: postgres.db, log: () => undefined }, job as RecordJob);
    }
  };
  const turnsOf = (conversationId: number) => conversationTurns(all, { accountId: 1, conversationId });
  return { all, postgres, world, ask, record, turnsOf };
}

describe('without Postgres', () => {
  it.each([
    ['Hello!', 'answered'],
    ['I want to talk to a person, please', 'handed-off'],
  ])('%s, which needs no data of the shop, is %s as ever', async (text, kind) => {
    const { postgres, world, ask } = await aShop();
    postgres.stop();
    const conversationId = ask(text);
    expect(await world.turn(conversationId)).toMatchObject({ kind });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('whoever asks for a product hears that a person will answer, and the person reads why', async () => {
    const { postgres, world, ask } = await aShop();
    postgres.stop();
    const conversationId = ask('How much is the oak table lamp?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.said(conversationId)[0]).not.toContain('€');
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
  });

  it('records wait, and are there once it is back, each once', async () => {
    const { all, postgres, world, ask, record, turnsOf } = await aShop();
    await postgres.db.query('select 1');
    postgres.stop();
    const greeted = ask('Hello!');
    const handedOver = ask('How much is the oak table lamp?');
    for (const id of [greeted, handedOver]) await world.turn(id);
    await expect(record()).rejects.toMatchObject({ name: 'UpstreamUnavailable', retryable: true });
    expect(await turnsOf(greeted)).toEqual([]);

    postgres.start();
    await record();
    await record();
    expect(await turnsOf(greeted)).toMatchObject([{ outcome: 'answered' }]);
    expect(await turnsOf(handedOver)).toMatchObject([{ escalationReason: 'shop-data-unavailable' }]);
    const { rows } = await all.query('select conversation_id from worklist', []);
    expect(rows).toHaveLength(1);
  });

  it('the next question after it is back is answered from it', async () => {
    const { postgres, world, ask } = await aShop();
    postgres.stop();
    await world.turn(ask('How much is the oak table lamp?'));
    postgres.start();
    const conversationId = ask('How much is the oak table lamp?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)[0]).toContain('€89.00');
  });
});
