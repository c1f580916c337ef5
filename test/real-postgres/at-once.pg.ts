import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { upsertArticle, upsertProducts } from '../../lib/catalog/learn.ts';
import { conversationTurns, recordTurn } from '../../lib/insight/store.ts';
import { addToWorklist, openWorklist } from '../../lib/insight/worklist.ts';
import { findLead, noteFacts, upsertLead } from '../../lib/leads/store.ts';
import { UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { anItem, aTurn } from '../insight/insight.contract.ts';
import { aContact, seen } from '../leads/leads.contract.ts';
import { aWish } from '../stock-alerts/stock-alerts.contract.ts';
import { aDb, connections } from './support.ts';

const crowd = 8;
const minute = (number: number) => new Date(Date.UTC(2026, 4, 1, 12, number));

describe('eight workers at once', () => {
  it('make one lead of one contact, seen last when it was seen last', async () => {
    const db = await aDb();
    const workers = await connections(crowd);
    const ids = await Promise.all(
      workers.map((worker, index) =>
        upsertLead(worker, seen(aContact({ name: `Ana ${index}` }), { at: minute(index) })),
      ),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(await findLead(db, ids[0]!.id)).toMatchObject({
      fullName: 'Ana 7',
      firstSeenAt: minute(0),
      lastSeenAt: minute(7),
    });
  });

  it('note one fact once', async () => {
    const db = await aDb();
    const { id: leadId } = await upsertLead(db, seen());
    const facts = [{ field: 'email', value: 'ana@example.com', messageId: 1 }];
    const workers = await connections(crowd);
    await Promise.all(
      workers.map((worker) => noteFacts(worker, { leadId, conversationId: 7, facts, at: minute(0) })),
    );
    expect((await db.query('select from lead_facts')).rowCount).toBe(1);
  });

  it('keep one turn once, and show the newest of several', async () => {
    const db = await aDb();
    const workers = await connections(crowd);
    const same = await aTurn(db, { startedAt: minute(3) });
    await Promise.all(workers.map((worker) => recordTurn(worker, same)));
    expect(await conversationTurns(db, same)).toHaveLength(1);

    const turns = await Promise.all(
      workers.map((_, index) => aTurn(db, { startedAt: minute(10 + index), intent: `intent ${index}` })),
    );
    await Promise.all(workers.map((worker, index) => recordTurn(worker, turns[index]!)));
    expect(await conversationTurns(db, same)).toHaveLength(1 + crowd);
    expect((await db.query('select intent, last_turn_at from conversations')).rows).toEqual([
      { intent: 'intent 7', last_turn_at: minute(17) },
    ]);
  });

  it('put one report on the worklist once', async () => {
    const db = await aDb();
    const item = anItem();
    await Promise.all((await connections(crowd)).map((worker) => addToWorklist(worker, item)));
    expect(await openWorklist(db, { accountId: 1, limit: 50 })).toHaveLength(1);
  });

  it('note one wish once', async () => {
    const db = await aDb();
    const wish = await aWish(db, 70);
    const made = await Promise.all(
      (await connections(crowd)).map((worker) => createStockAlert(worker, wish)),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('import the same products in any order without locking each other out', async () => {
    const db = await aDb();
    const products = Array.from({ length: 40 }, (_, index) =>
      aProduct({
        sku: `SKU-${index}`,
        variants: [{ sku: `V-${index}`, name: 'One', priceCents: 1, stock: 1 }],
      }),
    );
    const workers = await connections(crowd);
    await Promise.all(
      workers.map(async (worker, index) => {
        const ordered = index % 2 === 0 ? products : products.toReversed();
        for (let round = 0; round < 5; round += 1) {
          await upsertProducts({ db: worker, embeddings: wordVectors() }, ordered);
        }
      }),
    );
    expect((await db.query('select from products join variants on product_id = products.id')).rowCount).toBe(
      40,
    );
  });

  it('learn one article once', async () => {
    const db = await aDb();
    const article = { title: 'Returns', text: 'Within 30 days.', source: 'returns.md' };
    const workers = await connections(crowd);
    const learnt = await Promise.all(
      workers.map((worker) => upsertArticle({ db: worker, embeddings: wordVectors() }, article)),
    );
    expect(new Set(learnt.map(({ id }) => id)).size).toBe(1);
    expect((await db.query('select from knowledge_chunks')).rowCount).toBe(1);
  });
});

describe('two who sell out the last variants of a product, each another one', () => {
  it('leave it listed as sold out', async () => {
    const db = await aDb();
    const size = (name: string) => ({ sku: `LAMP-${name}`, name, priceCents: 1, stock: 1 });
    await upsertProducts({ db, embeddings: wordVectors() }, [aProduct({ variants: [size('S'), size('L')] })]);
    const [first, second] = await connections(2);
    // By hand, without the lock on the product that setStock takes first.
    const sellOut = (on: Db, sku: string) => on.query('update variants set stock = 0 where sku = $1', [sku]);
    let other: Promise<unknown> | undefined;
    await first!.transaction(async (tx) => {
      await sellOut(tx, 'LAMP-S');
      other = sellOut(second!, 'LAMP-L');
      await pause(200);
    });
    await other;
    expect((await db.query('select in_stock from products')).rows).toEqual([{ in_stock: false }]);
  });
});

describe('a real server', () => {
  it('stops a statement that takes too long, and another attempt may succeed', async () => {
    await aDb();
    const [impatient] = await connections(1, { statementTimeoutMs: 100 });
    await expect(impatient!.query('select pg_sleep(30)')).rejects.toThrow(UpstreamUnavailable);
    expect((await impatient!.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('may end an idle connection without harm', async () => {
    const db = await aDb();
    const [idle] = await connections(1);
    const { rows } = await idle!.query('select pg_backend_pid() as pid');
    await db.query('select pg_terminate_backend($1)', [(rows as { pid: number }[])[0]!.pid]);
    await pause(50);
    expect((await idle!.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
