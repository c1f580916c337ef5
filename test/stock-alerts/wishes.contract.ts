import { expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { findAlert } from '../../lib/stock-alerts/claim-store.ts';
import { reportUnsold } from '../../lib/stock-alerts/report-unsold.ts';
import { markNotified, putBack } from '../../lib/stock-alerts/settle-claim.ts';
import { cancelWishes, listAlerts, openWishes } from '../../lib/stock-alerts/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aShopOf, at, claim, rug, wishes } from './a-crowd.ts';

/** What is promised about the wishes themselves, on every Postgres. */
export function wishesContract(aDb: () => Promise<Database>): void {
  it('cancels what was wished for until then, not what comes later', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 0 }), rug);
    const [a, b] = await wishes(db, { contactId: 1 }, { contactId: 1, sku: 'RUG', messageId: 5 });
    const { leadId } = (await findAlert(db, a!))!;
    await cancelWishes(db, { leadId, until: at(0), reason: 'opted-out' });
    expect((await findAlert(db, a!))?.status).toBe('cancelled');
    expect((await findAlert(db, b!))?.status).toBe('pending');
    expect(await openWishes(db, { accountId: 1, contactId: 1 })).toEqual([
      { sku: 'RUG', productName: 'Oak table lamp' },
    ]);
    expect(await openWishes(db, { accountId: 2, contactId: 1 })).toEqual([]);
  });

  it('lists wishes newest first, page by page and by status', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a, b, c] = await wishes(
      db,
      { contactId: 1 },
      { contactId: 2, requestedAt: at(5) },
      { contactId: 3, requestedAt: at(5) },
    );
    await claim(db, 'LAMP-OAK');
    await markNotified(db, { id: a!, messageId: 77, at: at(61) });
    const first = await listAlerts(db, { accountId: 1, limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([b!, c!].sort().reverse());
    const rest = await listAlerts(db, { accountId: 1, limit: 2, after: first[1] });
    expect(rest).toEqual([
      {
        ...{ id: a, status: 'notified', reason: null, sku: 'LAMP-OAK', productName: 'Oak table lamp' },
        ...{ conversationId: 1, channel: 'whatsapp', priority: 'high' },
        lead: { id: expect.any(String), name: 'Ana' },
        ...{ requestedAt: at(0), notifiedAt: at(61), messageId: 77 },
      },
    ]);
    const pending = await listAlerts(db, { accountId: 1, status: 'pending', limit: 9 });
    expect(pending).toHaveLength(2);
    expect(await listAlerts(db, { accountId: 2, limit: 9 })).toEqual([]);
  });

  it('takes the same request once, also after it was answered, and another one as a new wish', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    // They ask again in another conversation; then the first request arrives a second time.
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 205, requestedAt: at(9) });
    expect(await wishes(db, { contactId: 1 })).toEqual([a]);
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 8, requestedAt: at(0) });
    await claim(db, 'LAMP-OAK');
    await markNotified(db, { id: a!, messageId: 77, at: at(61) });
    expect(await wishes(db, { contactId: 1 })).toEqual([a]);
    expect(await wishes(db, { contactId: 1, conversationId: 8, messageId: 205 })).toEqual([a]);
    expect(await listAlerts(db, { accountId: 1, limit: 9 })).toHaveLength(1);
    await wishes(db, { contactId: 1, messageId: 301 });
    expect(await listAlerts(db, { accountId: 1, limit: 9 })).toHaveLength(2);
  });

  it('keeps to the conversation in which they are being told', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 205, channel: 'email' });
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 1, channel: 'whatsapp' });
    await putBack(db, { id: a!, status: 'pending', reason: 'paused', retryAt: null });
    await wishes(db, { contactId: 1, conversationId: 8, messageId: 206, channel: 'email' });
    expect(await findAlert(db, a!)).toMatchObject({ conversationId: 8, channel: 'email' });
  });

  it('tries at once again whoever asks again', async () => {
    const db = await aShopOf(aDb, aProduct({ stock: 1 }));
    const [a] = await wishes(db, { contactId: 1 });
    await claim(db, 'LAMP-OAK');
    await putBack(db, { id: a!, status: 'pending', reason: 'window-closed', retryAt: at(2000) });
    await wishes(db, { contactId: 1, messageId: 102 });
    expect(await claim(db, 'LAMP-OAK')).toEqual([a]);
  });

  it('says who waits for what is not sold any more, once, and takes it back when it is', async () => {
    const db = await aShopOf(aDb, rug);
    const [red] = await wishes(
      db,
      { contactId: 1, sku: 'RUG-RED' },
      { contactId: 2, sku: null, productName: 'Something we never had' },
      { contactId: 3, sku: 'RUG' },
    );
    const withoutRed = { ...rug, variants: rug.variants!.slice(1) };
    const reasons = async () =>
      (await listAlerts(db, { accountId: 1, limit: 9 })).flatMap(({ id, status, reason }) =>
        reason === null ? [] : [{ id, status, reason }],
      );
    await upsertProducts({ db, embeddings: wordVectors() }, [withoutRed]);
    await reportUnsold(db, at(60));
    await reportUnsold(db, at(120));
    expect(await reasons()).toEqual([{ id: red, status: 'pending', reason: 'not-sold-any-more' }]);
    const { rows } = await db.query('select conversation_id, reason from worklist');
    expect(rows).toEqual([{ conversation_id: '1', reason: expect.stringContaining('not sold any more') }]);
    await upsertProducts({ db, embeddings: wordVectors() }, [rug]);
    await reportUnsold(db, at(180));
    expect(await reasons()).toEqual([]);
  });
}
