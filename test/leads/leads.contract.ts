import { expect, it } from 'vitest';
import type { Contact } from '../../lib/leads/lead.ts';
import { findLead, noteFacts, upsertLead } from '../../lib/leads/store.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';

const noon = new Date('2026-05-01T12:00:00Z');
const later = new Date('2026-05-01T13:00:00Z');

export function aContact(overrides: Partial<Contact> = {}): Contact {
  return { id: 70, name: 'Ana', email: null, phone: '+5511987654321', identifier: null, ...overrides };
}

export function seen(contact: Contact = aContact(), overrides: { channel?: string; at?: Date } = {}) {
  return { accountId: 1, contact, channel: 'whatsapp', at: noon, ...overrides };
}

/** What is promised about leads, on every Postgres. */
export function leadsContract(aDb: () => Promise<Database>): void {
  it('makes one lead of a contact, however often it is seen', async () => {
    const db = await aDb();
    const first = await upsertLead(db, seen());
    expect(
      await upsertLead(db, seen(aContact({ email: 'ana@example.com' }), { channel: 'email', at: later })),
    ).toEqual(first);
    expect(await findLead(db, first.id)).toEqual({
      id: first.id,
      accountId: 1,
      contactId: 70,
      identifier: null,
      channel: 'email',
      fullName: 'Ana',
      email: 'ana@example.com',
      phone: '+5511987654321',
      productInterest: null,
      firstSeenAt: noon,
      lastSeenAt: later,
      evidence: {},
    });
  });

  it('keeps contacts of different accounts apart', async () => {
    const db = await aDb();
    const one = await upsertLead(db, seen());
    expect(await upsertLead(db, { ...seen(), accountId: 2 })).not.toEqual(one);
  });

  it('is not turned back by an older sight that arrives late', async () => {
    const db = await aDb();
    const { id } = await upsertLead(
      db,
      seen(aContact({ name: 'Ana Souza' }), { channel: 'email', at: later }),
    );
    await upsertLead(db, seen(aContact({ name: 'ana_s', email: 'old@example.com' })));
    expect(await findLead(db, id)).toMatchObject({
      fullName: 'Ana Souza',
      email: 'old@example.com',
      channel: 'email',
      firstSeenAt: noon,
      lastSeenAt: later,
    });
  });

  it('does not forget what Chatwoot no longer knows', async () => {
    const db = await aDb();
    const { id } = await upsertLead(db, seen());
    await upsertLead(db, seen(aContact({ name: null, phone: null }), { at: later }));
    expect(await findLead(db, id)).toMatchObject({ fullName: 'Ana', phone: '+5511987654321' });
  });

  it('believes what the customer stated, with the message as evidence', async () => {
    const db = await aDb();
    const { id } = await upsertLead(db, seen(aContact({ email: 'typo@exmaple.com' })));
    const facts = [{ field: 'email', value: 'ana@example.com', messageId: 101 }];
    await noteFacts(db, { leadId: id, conversationId: 7, facts, at: noon });
    await noteFacts(db, { leadId: id, conversationId: 7, facts, at: later });
    await upsertLead(db, seen(aContact({ email: 'typo@exmaple.com' }), { at: later }));
    expect(await findLead(db, id)).toMatchObject({ email: 'ana@example.com', evidence: { email: [101] } });
  });

  it('believes the newest statement, and shows every message that says the same', async () => {
    const db = await aDb();
    const { id } = await upsertLead(db, seen());
    const state = (value: string, messageId: number) =>
      noteFacts(db, {
        leadId: id,
        conversationId: 7,
        facts: [{ field: 'email', value, messageId }],
        at: noon,
      });
    await state('new@example.com', 103);
    await state('new@example.com', 105);
    await state('old@example.com', 101);
    expect(await findLead(db, id)).toMatchObject({
      email: 'new@example.com',
      evidence: { email: [103, 105] },
    });
  });

  it('keeps facts it has no column for', async () => {
    const db = await aDb();
    const { id } = await upsertLead(db, seen());
    await noteFacts(db, {
      leadId: id,
      conversationId: 7,
      facts: [{ field: 'shoe_size', value: '38', messageId: 9 }],
      at: noon,
    });
    expect(await findLead(db, id)).toMatchObject({ fullName: 'Ana', evidence: { shoe_size: [9] } });
  });

  it('does not know a lead that was never seen', async () => {
    const db = await aDb();
    expect(await findLead(db, '00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });
}
