import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { unanswered, withHandled } from '../../lib/turn/words.ts';
import { aLedger, aMessage, noon } from '../support/builders.ts';

const ids = (question: Partial<Parameters<typeof unanswered>[0]>) =>
  unanswered({ messages: [], ledger: aLedger(), released: false, now: noon, ...question }).map(
    (words) => words.messageId,
  );

describe('what is unanswered', () => {
  it("is every message of the customer's that nobody dealt with, a late one with a lower id too", () => {
    const messages = [101, 102, 103].map((id) => aMessage({ id }));
    expect(ids({ messages, ledger: aLedger({ handled: [102] }) })).toEqual([101, 103]);
  });

  it('is nothing that a person answered', () => {
    const messages = [aMessage({ id: 101 }), aMessage({ id: 102, author: 'person' }), aMessage({ id: 103 })];
    expect(ids({ messages })).toEqual([103]);
  });

  it('is no private note, no deleted message and no robot’s answer', () => {
    const messages = [
      aMessage({ id: 101, private: true }),
      aMessage({ id: 102, deleted: true }),
      aMessage({ id: 103, automaticReply: true }),
      aMessage({ id: 104, author: 'bot' }),
    ];
    expect(ids({ messages })).toEqual([]);
  });

  it('is what the customer chose in a form, although the form is an outgoing message', () => {
    const messages = [aMessage({ id: 101, author: 'bot', text: 'Which size?', submitted: 'Large' })];
    const [chosen] = unanswered({ messages, ledger: aLedger(), released: false, now: noon });
    expect(chosen).toMatchObject({ messageId: 101, text: 'Large' });
  });

  it('names attachments, which have no words of their own', () => {
    const messages = [aMessage({ text: '', attachments: ['image'] })];
    expect(unanswered({ messages, ledger: aLedger(), released: false, now: noon })[0]?.text).toBe('[image]');
  });

  it('in a conversation new to us is only what came after the last answer, within a day', () => {
    const old = new Date(noon.getTime() - 25 * 3600_000);
    const messages = [
      aMessage({ id: 100, at: old }),
      aMessage({ id: 101 }),
      aMessage({ id: 102, author: 'bot' }),
      aMessage({ id: 103 }),
    ];
    expect(ids({ messages, ledger: newLedger() })).toEqual([103]);
    expect(ids({ messages: messages.slice(0, 2), ledger: newLedger() })).toEqual([101]);
  });

  it('in a conversation new to us is not hidden by a greeting that Chatwoot sent by itself', () => {
    const messages = [aMessage({ id: 101 }), aMessage({ id: 102, author: 'automation' })];
    expect(ids({ messages, ledger: newLedger() })).toEqual([101]);
  });

  it('after a release is what the person left open, if it is not older than a day', () => {
    const old = new Date(noon.getTime() - 25 * 3600_000);
    const messages = [
      aMessage({ id: 101, author: 'person' }),
      aMessage({ id: 102, at: old }),
      aMessage({ id: 103 }),
    ];
    expect(ids({ messages, released: true })).toEqual([103]);
  });

  it('never includes what was handled, also when old ids were forgotten', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 200 }), (handled) => {
        const ledger = aLedger({ handled: withHandled([], handled) });
        const messages = handled.map((id) => aMessage({ id }));
        expect(ids({ messages, ledger })).toEqual([]);
        expect(ledger.handled.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
