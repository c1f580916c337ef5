import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordTurn } from '../../../lib/insight/store.ts';
import { addToWorklist } from '../../../lib/insight/worklist.ts';
import { withdrawConsent } from '../../../lib/leads/consent.ts';
import { noteFacts, upsertLead } from '../../../lib/leads/store.ts';
import { createStockAlert } from '../../../lib/stock-alerts/store.ts';
import { anItem, aTurn } from '../../insight/insight.contract.ts';
import { aContact, seen } from '../../leads/leads.contract.ts';
import { aWish } from '../../stock-alerts/stock-alerts.contract.ts';
import { empty } from '../../support/postgres.ts';
import { aDashboardApi } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
beforeAll(async () => {
  api = await aDashboardApi();
}, 60_000);
beforeEach(() => empty(api.db));

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** All items of a list, read page by page. */
async function allOf(url: string, limit: number): Promise<any[]> {
  const items: any[] = [];
  let cursor: string | null = '';
  do {
    const at: string = `${url}${url.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const { status, body }: any = await api.call('GET', at, { as: 'viewer' });
    expect(status).toBe(200);
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return items;
}

describe('the queue', () => {
  const conversation = async (
    conversationId: number,
    priority: 'high' | 'medium' | 'low',
    outcome: 'answered' | 'handed-off',
    startedAt: Date,
  ) => recordTurn(api.db, await aTurn(api.db, { conversationId, priority, outcome, startedAt }));
  const ids = async (url: string, limit = 50) =>
    (await allOf(url, limit)).map(({ conversationId }) => conversationId);

  beforeEach(async () => {
    await conversation(1, 'low', 'handed-off', minutesAgo(90));
    await conversation(2, 'high', 'handed-off', minutesAgo(5));
    await conversation(3, 'high', 'handed-off', minutesAgo(50));
    await conversation(4, 'medium', 'handed-off', minutesAgo(50));
    await conversation(5, 'high', 'answered', minutesAgo(40));
    await conversation(6, 'high', 'answered', minutesAgo(2));
    await conversation(7, 'low', 'answered', minutesAgo(1));
    await conversation(8, 'high', 'answered', minutesAgo(8 * 24 * 60));
  });

  it('has those who wait first, most urgent and longest first, and then what is going on; never twice, on pages of any size', async () => {
    for (const limit of [1, 2, 3, 50]) {
      expect(await ids('/api/queue', limit)).toEqual([3, 2, 4, 1, 6, 5, 7]);
    }
  });

  it('of one priority', async () => {
    for (const limit of [1, 50]) {
      expect(await ids('/api/queue?priority=high', limit)).toEqual([3, 2, 6, 5]);
      expect(await ids('/api/queue?priority=low', limit)).toEqual([1, 7]);
    }
  });

  it('tells of each what a person needs to choose, and where Chatwoot shows it', async () => {
    const [first] = await allOf('/api/queue', 1);
    expect(first).toEqual({
      conversationId: 3,
      priority: 'high',
      intent: 'product_inquiry',
      sentiment: 0.5,
      language: 'en',
      route: 'agent',
      reason: 'Asks for a lamp.',
      owner: 'person',
      waitingSince: expect.stringMatching(/Z$/),
      channel: 'whatsapp',
      lead: { id: expect.any(String), name: 'Ana' },
      chatwootUrl: `${api.chatwootUrl}/app/accounts/1/conversations/3`,
    });
  });

  it('keeps everybody who waits, however long ago that began', async () => {
    await conversation(9, 'high', 'handed-off', minutesAgo(60 * 24 * 60));
    expect((await ids('/api/queue'))[0]).toBe(9);
  });

  it('of another account is empty', async () => {
    await api.db.query('delete from turns');
    await api.db.query('update conversations set account_id = 2');
    expect(await ids('/api/queue')).toEqual([]);
  });
});

describe('the worklist', () => {
  it('is told oldest first, and what is resolved is off it, once, by whom', async () => {
    const items = [30, 20, 10].map((minutes) => anItem({ since: minutesAgo(minutes) }));
    for (const item of items) await addToWorklist(api.db, item);
    expect((await allOf('/api/worklist', 2)).map(({ id }) => id)).toEqual(items.map(({ id }) => id));

    const resolve = (id: string) =>
      api.call('POST', `/api/worklist/${id}/resolve`, { as: 'operator', sub: 'ana' });
    expect((await resolve(items[1]!.id)).body).toEqual({ id: items[1]!.id, resolved: true });
    expect((await resolve(items[1]!.id)).status).toBe(200);
    expect(await allOf('/api/worklist', 50)).toHaveLength(2);
    const { rows } = await api.db.query('select resolved_by from worklist where resolved_at is not null');
    expect(rows).toEqual([{ resolved_by: 'ana' }]);
  });

  it('knows no item of another account, nor one that never was', async () => {
    const foreign = { ...anItem(), accountId: 2 };
    await addToWorklist(api.db, foreign);
    for (const id of [foreign.id, '00000000-0000-4000-8000-000000000009', 'x', '%00']) {
      expect((await api.call('POST', `/api/worklist/${id}/resolve`)).status).toBe(404);
    }
  });
});

describe('leads', () => {
  it('are listed, who wrote last first, each once', async () => {
    const made: string[] = [];
    for (const id of [1, 2, 3, 4, 5]) {
      const at = minutesAgo(id > 2 ? 10 : 20 - id);
      made.push((await upsertLead(api.db, seen(aContact({ id }), { at }))).id);
    }
    const told = await allOf('/api/leads', 2);
    expect(new Set(told.map(({ id }) => id))).toEqual(new Set(made));
    expect(told).toHaveLength(5);
    const times = told.map(({ lastSeenAt }) => lastSeenAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('say of each thing what it is and in which messages the customer said it', async () => {
    const at = minutesAgo(3);
    const { id } = await upsertLead(api.db, seen(aContact({ email: null }), { at }));
    const facts = [101, 105].map((messageId) => ({ field: 'email', value: 'ana@example.com', messageId }));
    await noteFacts(api.db, { leadId: id, conversationId: 7, facts, at });
    await withdrawConsent(api.db, {
      leadId: id,
      channel: 'whatsapp',
      messageId: 106,
      source: 'conversation',
      at,
    });
    await recordTurn(api.db, await aTurn(api.db, { leadId: id, conversationId: 7 }));
    const { body } = await api.call('GET', `/api/leads/${id}`, { as: 'viewer' });
    expect(body).toMatchObject({
      id,
      contactId: 70,
      fullName: { value: 'Ana', evidence: [] },
      email: { value: 'ana@example.com', evidence: [101, 105] },
      budgetMentioned: { value: null, evidence: [] },
      consent: [
        { channel: 'whatsapp', purpose: 'marketing', state: 'withdrawn', messageId: 106 },
        { channel: 'whatsapp', purpose: 'service', state: 'withdrawn' },
      ],
      conversations: [{ id: 7, owner: 'bot' }],
    });
  });

  it('say how the team labelled them in Chatwoot, as it is now, and what happened with them', async () => {
    const inboxId = api.chatwoot.inboxes()[0]!.id;
    const { contactId } = api.chatwoot.newCustomer({ name: 'Ana Demo', inboxId });
    const { id } = await upsertLead(api.db, seen(aContact({ id: contactId }), { at: minutesAgo(9) }));
    const read = async () => (await api.call('GET', `/api/leads/${id}`, { as: 'viewer' })).body;
    expect(await read()).toMatchObject({ labels: [], timeline: [] });

    const address = `${api.chatwootUrl}/api/v1/accounts/1/contacts/${contactId}/labels`;
    const headers = {
      'content-type': 'application/json',
      'api-access-token': api.chatwoot.credentials.apiToken,
    };
    await fetch(address, { method: 'POST', headers, body: JSON.stringify({ labels: ['vip'] }) });
    await recordTurn(
      api.db,
      await aTurn(api.db, { leadId: id, conversationId: 7, startedAt: minutesAgo(5) }),
    );
    const wish = await createStockAlert(
      api.db,
      await aWish(api.db, contactId, { requestedAt: minutesAgo(4) }),
    );
    expect(await read()).toMatchObject({
      labels: ['vip'],
      timeline: [
        { kind: 'stock-alert', what: 'asked', alertId: wish.id, productName: 'Oak table lamp' },
        { kind: 'turn', conversationId: 7, intent: 'product_inquiry', outcome: 'answered' },
      ],
    });
  });

  it.each([
    ['does not answer', 503],
    ['does not know them any more', 404],
  ])('are told without labels while Chatwoot %s', async (_what, status) => {
    const { id } = await upsertLead(api.db, seen());
    api.chatwoot.faults.rest({ method: 'GET', path: /\/contacts\//, times: 1, kind: { status } });
    const { body } = await api.call('GET', `/api/leads/${id}`, { as: 'viewer' });
    expect(body).toMatchObject({ id, labels: null, timeline: [] });
  });

  it('have their newest fifty events told', async () => {
    const { id } = await upsertLead(api.db, seen());
    for (let minutes = 60; minutes > 0; minutes -= 1) {
      await recordTurn(api.db, await aTurn(api.db, { leadId: id, startedAt: minutesAgo(minutes) }));
    }
    const { timeline } = (await api.call('GET', `/api/leads/${id}`, { as: 'viewer' })).body;
    expect(timeline).toHaveLength(50);
    expect(Date.parse(timeline[0].at)).toBeGreaterThan(minutesAgo(2).getTime());
  });

  it('of another account are nobody’s', async () => {
    const { id } = await upsertLead(api.db, { ...seen(), accountId: 2 });
    expect(await allOf('/api/leads', 50)).toEqual([]);
    expect((await api.call('GET', `/api/leads/${id}`)).status).toBe(404);
    expect((await api.call('GET', '/api/leads/1')).status).toBe(404);
  });
});

describe('dead letters', () => {
  it('are told queue by queue, each once, on pages of any size as every list', async () => {
    for (const limit of [1, 2, 50]) {
      const told = await allOf('/api/dead-letters', limit);
      expect(told.map(({ queue }) => queue)).toEqual(['turns.fifo', 'work.fifo', 'outbound.fifo']);
    }
    expect((await api.call('GET', '/api/dead-letters')).body).toMatchObject({
      items: { length: 3 },
      nextCursor: null,
    });
  });
});
