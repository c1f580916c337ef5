import { describe, expect, it } from 'vitest';
import { newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { ownership, type OwnershipQuestion } from '../../lib/conversation/ownership.ts';
import { aConversation, aLedger, aMessage, anInbox, noon } from '../support/builders.ts';

const question = (overrides: Partial<OwnershipQuestion> = {}): OwnershipQuestion => ({
  ledger: aLedger(),
  live: aConversation(),
  inbox: anInbox(),
  messages: [aMessage()],
  now: noon,
  ...overrides,
});

const decided = (overrides: Partial<OwnershipQuestion>) => {
  const result = ownership(question(overrides));
  return result.owner === 'bot' ? (result.released ? 'bot, released' : 'bot') : result.because;
};

const byPerson = aMessage({ id: 102, author: 'person' });

describe('a conversation in an inbox with our bot', () => {
  it('is ours while it is pending and nobody else spoke', () => {
    expect(decided({})).toBe('bot');
    expect(decided({ ledger: newLedger() })).toBe('bot');
  });

  it("becomes a person's with their first public word, also from the phone app", () => {
    expect(decided({ messages: [aMessage(), byPerson] })).toBe('person-spoke');
  });

  it("stays ours after a person's private note, a greeting, an automation or another bot", () => {
    expect(decided({ messages: [aMessage(), { ...byPerson, private: true }] })).toBe('bot');
    expect(decided({ messages: [aMessage(), { ...byPerson, author: 'automation' }] })).toBe('bot');
    expect(decided({ messages: [aMessage(), { ...byPerson, author: 'bot' }] })).toBe('bot');
  });

  it("is a person's once it is open, and nobody's to answer once it is closed", () => {
    expect(decided({ live: aConversation({ status: 'open' }) })).toBe('opened');
    expect(decided({ live: aConversation({ status: 'resolved' }) })).toBe('closed');
    expect(decided({ live: aConversation({ status: 'snoozed' }) })).toBe('closed');
  });

  it('goes to a person newly assigned, but not back to one who was assigned before it was reopened', () => {
    const live = aConversation({ assignee: { kind: 'person', id: 5 } });
    expect(decided({ live })).toBe('person-assigned');
    expect(decided({ live, ledger: aLedger({ lastPersonAssigned: 5 }) })).toBe('bot');
    expect(decided({ live, ledger: newLedger() })).toBe('bot');
  });

  it('stays ours when a bot is assigned, as Chatwoot 4.16 does by itself', () => {
    expect(decided({ live: aConversation({ assignee: { kind: 'bot', id: 5 } }) })).toBe('bot');
  });

  it('stays with the person until it is pending again', () => {
    const taken = aLedger({ owner: 'person', lastStatus: 'pending' });
    expect(decided({ ledger: taken })).toBe('taken-over-before');
    expect(decided({ ledger: { ...taken, lastStatus: 'open' } })).toBe('bot, released');
  });

  it('is ours again after the release even though the person spoke before it', () => {
    const messages = [aMessage(), byPerson];
    const given = ownership(question({ ledger: aLedger({ owner: 'person', lastStatus: 'open' }), messages }));
    expect(given).toEqual({ owner: 'bot', released: true, releasedAfter: 102 });
    expect(decided({ ledger: aLedger({ releasedAfter: 102 }), messages })).toBe('bot');
    expect(
      decided({
        ledger: aLedger({ releasedAfter: 102 }),
        messages: [...messages, aMessage({ id: 103, author: 'person' })],
      }),
    ).toBe('person-spoke');
  });

  it('is nobody’s while it is paused', () => {
    expect(decided({ ledger: aLedger({ paused: true }) })).toBe('paused');
  });

  it('that we first see late is still the person’s who is answering in it', () => {
    const messages = [aMessage(), { ...byPerson }, aMessage({ id: 103 })];
    expect(decided({ ledger: newLedger(), messages })).toBe('person-spoke');
  });

  it('that was reopened is ours although a person answered in it long ago', () => {
    const byPerson = aMessage({ author: 'person', at: new Date(noon.getTime() - 25 * 3600_000) });
    expect(decided({ ledger: newLedger(), messages: [{ ...byPerson, id: 100 }, aMessage()] })).toBe('bot');
  });
});

describe('a conversation in an inbox without a bot', () => {
  const inbox = anInbox({ hasBot: false });
  const live = aConversation({ status: 'open' });

  it('is ours although it is open', () => {
    expect(decided({ inbox, live })).toBe('bot');
  });

  it("is a person's who is in the middle of it when we first see it", () => {
    const messages = [{ ...byPerson, id: 100 }, aMessage()];
    expect(decided({ inbox, live, ledger: newLedger(), messages })).toBe('person-spoke');
    const longAgo = new Date(noon.getTime() - 25 * 3600_000);
    expect(
      decided({
        inbox,
        live,
        ledger: newLedger(),
        messages: [{ ...byPerson, id: 100, at: longAgo }, aMessage()],
      }),
    ).toBe('bot');
  });

  it('comes back to us when it was resolved and the customer writes again', () => {
    expect(decided({ inbox, live, ledger: aLedger({ owner: 'person', lastStatus: 'open' }) })).toBe(
      'taken-over-before',
    );
    expect(decided({ inbox, live, ledger: aLedger({ owner: 'person', lastStatus: 'resolved' }) })).toBe(
      'bot, released',
    );
  });
});
