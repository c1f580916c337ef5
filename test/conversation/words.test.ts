import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { unanswered, withHandled } from '../../lib/conversation/words.ts';
import { aLedger, aMessage, noon } from '../support/builders.ts';

const ids = (question: Partial<Parameters<typeof unanswered>[0]>) =>
  unanswered({ messages: [], ledger: aLedger(), released: false, now: noon, ...question }).map(
    (words) => words.messageId,
  );

const longestTurn = 100;
/** Turns one after the other, each of some messages in order. A gap of ids is what others wrote. */
const turns = fc
  .array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: longestTurn }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((gaps) => {
    let id = 0;
    return gaps.map((turn) => turn.map((gap) => (id += gap)));
  });

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
      fc.property(turns, (answered) => {
        const ledger = answered.reduce(
          (known, turn) => ({ ...known, ...withHandled(known, turn) }),
          aLedger(),
        );
        const messages = answered.flat().map((id) => aMessage({ id }));
        expect(ids({ messages, ledger })).toEqual([]);
        expect(ledger.handled.length).toBeLessThanOrEqual(64 + longestTurn);
        expect(withHandled(ledger, []).handled.length).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('is exactly the last turn when that is taken out again, however long it was and whatever was forgotten', () => {
    fc.assert(
      fc.property(turns, (answered) => {
        const last = answered.at(-1) ?? [];
        const ledger = answered.reduce(
          (known, turn) => ({ ...known, ...withHandled(known, turn) }),
          aLedger(),
        );
        const open = { ...ledger, handled: ledger.handled.filter((id) => !last.includes(id)) };
        const messages = answered.flat().map((id) => aMessage({ id }));
        expect(ids({ messages, ledger: open })).toEqual(last);
      }),
    );
  });
});
