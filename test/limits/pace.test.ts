import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conversationLimit,
  mostAnswersInADay,
  mostAnswersInWindow,
  mostRepeated,
  windowMs,
  withAnswer,
  withCost,
  type ConversationLimitQuestion,
  type Pace,
} from '../../lib/limits/pace.ts';
import { aMessage, noon } from '../support/builders.ts';

const today = '2026-11-02';
const question = (overrides: Partial<ConversationLimitQuestion> = {}): ConversationLimitQuestion => ({
  ...{ pace: undefined, messages: [aMessage()], releasedAfter: 0, budgetUsd: null, now: noon, today },
  ...overrides,
});
const after = (ms: number) => new Date(noon.getTime() + ms);

describe('the pace of one conversation', () => {
  it('that a person could not keep ends, and a lively chat does not', () => {
    const answeredEvery = (ms: number, times: number) => {
      let pace: Pace | undefined;
      for (let index = 0; index < times; index += 1) {
        pace = withAnswer(pace, { now: after(index * ms), today });
      }
      return conversationLimit(question({ pace, now: after((times - 1) * ms) }));
    };
    expect(answeredEvery(5_000, mostAnswersInWindow - 1)).toBeNull();
    expect(answeredEvery(5_000, mostAnswersInWindow)).toBe('too-many-answers');
    expect(answeredEvery(60_000, mostAnswersInADay - 1)).toBeNull();
    expect(answeredEvery(600_000, mostAnswersInADay)).toBe('too-many-answers');
  });

  it('is forgotten the next day', () => {
    let pace: Pace | undefined = withCost(undefined, 5, { now: noon, today });
    for (let times = 0; times < mostAnswersInADay; times += 1) pace = withAnswer(pace, { now: noon, today });
    const tomorrow = { now: after(86_400_000), today: '2026-11-03' };
    expect(conversationLimit(question({ pace, budgetUsd: 1 }))).toBe('too-many-answers');
    expect(conversationLimit(question({ pace, budgetUsd: 1, ...tomorrow }))).toBeNull();
  });

  it('costs at most what it may', () => {
    const paid = withCost(withCost(undefined, 0.1, { now: noon, today }), 0.2, { now: noon, today });
    expect(conversationLimit(question({ pace: paid, budgetUsd: 0.31 }))).toBeNull();
    expect(conversationLimit(question({ pace: paid, budgetUsd: 0.3 }))).toBe('conversation-budget');
    expect(conversationLimit(question({ pace: paid }))).toBeNull();
  });

  it('never lets more answers through than its figures, however they are spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: windowMs / 4 }), { maxLength: 120 }), (pauses) => {
        let [pace, at]: [Pace | undefined, number] = [undefined, 0];
        const given: number[] = [];
        for (const pause of pauses) {
          at += pause;
          const now = after(at);
          if (conversationLimit(question({ pace, now })) !== null) continue;
          pace = withAnswer(pace, { now, today });
          given.push(at);
        }
        expect(given.length).toBeLessThanOrEqual(mostAnswersInADay);
        for (const end of given) {
          const within = given.filter((one) => one <= end && one > end - windowMs + 1000);
          expect(within.length).toBeLessThanOrEqual(mostAnswersInWindow);
        }
        expect(JSON.stringify(pace ?? {}).length).toBeLessThan(320);
      }),
    );
  });
});

describe('words that come again and again', () => {
  const talk = (...lines: ['customer' | 'bot' | 'person', string][]) =>
    lines.map(([author, text], index) => aMessage({ id: 101 + index, author, text }));
  const echoes = (times: number, text = 'I am out of office.') =>
    Array.from({ length: times }, (_, index): ['customer' | 'bot', string][] => [
      ['customer', index % 2 === 0 ? text : ` ${text.toUpperCase()}`],
      ['bot', 'How can we help?'],
    ])
      .flat()
      .slice(0, -1);

  it('are taken for a robot’s at the fifth time', () => {
    expect(conversationLimit(question({ messages: talk(...echoes(mostRepeated - 1)) }))).toBeNull();
    expect(conversationLimit(question({ messages: talk(...echoes(mostRepeated)) }))).toBe('repeated-words');
  });

  it('are none when they come at once and nobody has answered yet', () => {
    const impatient = Array.from({ length: 8 }, (): ['customer', string] => ['customer', 'Hello?']);
    expect(conversationLimit(question({ messages: talk(...impatient) }))).toBeNull();
  });

  it('count anew after other words, after a person, and after a person gave the conversation back', () => {
    const messages = talk(...echoes(mostRepeated - 1), ['bot', 'Yes?'], ['customer', 'Sorry, my robot!']);
    expect(conversationLimit(question({ messages }))).toBeNull();
    const helped = talk(...echoes(3), ['person', 'Hi'], ...echoes(3));
    expect(conversationLimit(question({ messages: helped }))).toBeNull();
    const again = talk(...echoes(mostRepeated + 1));
    expect(conversationLimit(question({ messages: again, releasedAfter: again.at(-4)?.id ?? 0 }))).toBeNull();
  });
});
