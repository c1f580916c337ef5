import { describe, expect, it } from 'vitest';
import { contactDecision, soonMs, type ContactQuestion } from '../../lib/outreach/contact-policy.ts';
import { aConversation, aLedger, aMessage, anInbox, noon } from '../support/builders.ts';

const hoursAgo = (hours: number) => new Date(noon.getTime() - hours * 3_600_000);
const soon = new Date(noon.getTime() + soonMs);
const inAMoment = new Date(noon.getTime() + 5 * 60_000);

interface Circumstances {
  gone?: boolean;
  blocked?: boolean;
  optedOut?: boolean;
  stopped?: boolean;
  paused?: boolean;
  personSpoke?: boolean;
  takenOver?: boolean;
  handedOver?: boolean;
  unanswered?: boolean;
  windowClosed?: boolean;
}

/** A conversation of two days ago, answered, in which nothing speaks against writing. */
function question(given: Circumstances): ContactQuestion {
  const messages = [
    aMessage({ id: 101, at: hoursAgo(48) }),
    ...(given.personSpoke ? [aMessage({ id: 102, author: 'person', at: hoursAgo(2) })] : []),
    ...(given.handedOver ? [aMessage({ id: 104, author: 'bot', at: hoursAgo(1) })] : []),
    ...(given.unanswered ? [aMessage({ id: 103, at: hoursAgo(1) })] : []),
  ];
  const contact = { ...aConversation().contact, blocked: given.blocked ?? false };
  const status = given.handedOver ? 'open' : 'pending';
  const live = aConversation({ contact, status, canReply: !given.windowClosed });
  return {
    read: given.gone ? 'gone' : { live, inbox: anInbox(), messages, leftUnreadBelow: 0 },
    ledger: aLedger({
      handled: [101],
      paused: given.paused ?? false,
      ...(given.takenOver && { takenAt: hoursAgo(2).toISOString() }),
    }),
    optedOut: given.optedOut ?? false,
    stopped: given.stopped ?? false,
    now: noon,
  };
}

/** What counts first, first. */
const rules: [keyof Circumstances, object][] = [
  ['gone', { kind: 'never', reason: 'conversation-gone' }],
  ['blocked', { kind: 'never', reason: 'blocked' }],
  ['optedOut', { kind: 'never', reason: 'opted-out' }],
  ['stopped', { kind: 'later', at: soon, reason: 'paused' }],
  ['paused', { kind: 'later', at: soon, reason: 'paused' }],
  ['takenOver', { kind: 'later', at: soon, reason: 'person-talks' }],
  ['personSpoke', { kind: 'later', at: soon, reason: 'person-talks' }],
  ['handedOver', { kind: 'later', at: soon, reason: 'person-awaited' }],
  ['unanswered', { kind: 'later', at: inAMoment, reason: 'customer-wrote' }],
  ['windowClosed', { kind: 'template', reason: 'window-closed' }],
];

describe('whether a customer is written to first', () => {
  it('is decided for every combination of circumstances by the one that weighs most', () => {
    const combinations = 2 ** rules.length;
    for (let bits = 0; bits < combinations; bits += 1) {
      const holds = rules.filter((_, index) => (bits >> index) % 2 === 1);
      const given: Circumstances = Object.fromEntries(holds.map(([name]) => [name, true]));
      const expected = holds[0]?.[1] ?? { kind: 'now' };
      expect(contactDecision(question(given)), JSON.stringify(given)).toEqual(expected);
    }
  });

  it('waits for an answer that is on its way', () => {
    const owed = {
      turnId: '5b0a3c1e-6f3d-4b0e-9b0a-111111111111',
      ...{ messageIds: [101], committedAt: noon.toISOString(), entries: [] },
    };
    const ledger = aLedger({ handled: [101], owed: [owed] });
    expect(contactDecision({ ...question({}), ledger })).toMatchObject({ reason: 'customer-wrote' });
    const entries = [{ kind: 'say' as const, outboxId: `alert:${owed.turnId}:say:0`, text: 'Back!' }];
    const ours = aLedger({ handled: [101], owed: [{ ...owed, entries }] });
    expect(contactDecision({ ...question({}), ledger: ours })).toEqual({ kind: 'now' });
  });

  it('leaves what a customer wrote to a person to that person', () => {
    const asked = question({ unanswered: true });
    const read = { ...(asked.read as Exclude<ContactQuestion['read'], 'gone'>) };
    const live = { ...read.live, status: 'resolved' as const };
    expect(contactDecision({ ...asked, read: { ...read, live } })).toEqual({ kind: 'now' });
  });

  it.each([
    ['a person spoke 11 hours ago', { spoke: 11 }, 'later'],
    ['a person spoke 13 hours ago', { spoke: 13 }, 'now'],
    [
      'a person has it open and something was said today',
      { wrote: 11, status: 'open', assigned: true },
      'later',
    ],
    [
      'a person has it open and nothing was said for 25 hours',
      { wrote: 25, status: 'open', assigned: true },
      'now',
    ],
    ['they were handed over and wrote 23 hours ago', { wrote: 23, status: 'open', assigned: false }, 'later'],
    ['nobody came to them for 25 hours', { wrote: 25, status: 'open', assigned: false }, 'now'],
    ['it was a person’s and is resolved', { wrote: 11, status: 'resolved', assigned: true }, 'now'],
    ['without a bot everything is open', { wrote: 11, status: 'open', assigned: false, bot: false }, 'now'],
  ] as const)('does not talk over a person: %s', (_what, given, kind) => {
    const at = hoursAgo('spoke' in given ? given.spoke : given.wrote);
    const message = aMessage({ id: 101, author: 'spoke' in given ? 'person' : 'customer', at });
    const live = aConversation({
      status: 'status' in given ? given.status : 'pending',
      assignee: 'assigned' in given && given.assigned ? { kind: 'person', id: 2 } : null,
    });
    const inbox = anInbox({ hasBot: !('bot' in given) });
    const read = { live, inbox, messages: [message], leftUnreadBelow: 0 };
    expect(contactDecision({ ...question({}), read }).kind).toBe(kind);
  });
});
