import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standing, whenResumed, whenSpent, whenStopped, type Budgets } from '../../lib/limits/breaker.ts';
import { newBreaker, type Breaker } from '../../lib/store/dynamodb/breaker-store.ts';
import { monthOf } from '../../lib/spend/shop-day.ts';

const now = new Date('2026-05-01T10:00:00Z');
const today = '2026-05-01';
const budgets: Budgets = { dailyUsd: 10, monthlyUsd: 100 };
const spent = (day: number, month = day, on = today) =>
  whenSpent(newBreaker, { spend: { today: day, month }, budgets, today: on, now });
const reasonOf = (breaker: Breaker, day = today) => {
  const stands = standing(breaker, day);
  return stands.state === 'closed' ? null : stands.reason;
};

describe('a budget', () => {
  it('holds the assistant back from the cent that uses it up, and not before', () => {
    expect(reasonOf(spent(9.99))).toBeNull();
    expect(reasonOf(spent(10))).toBe('daily-budget');
    expect(reasonOf(spent(1, 100))).toBe('monthly-budget');
  });

  it('of the day ends with the day, and that of the month with the month', () => {
    expect(reasonOf(spent(10), '2026-05-02')).toBeNull();
    expect(reasonOf(spent(10, 100), '2026-05-31')).toBe('monthly-budget');
    expect(reasonOf(spent(10, 100), '2026-06-01')).toBeNull();
  });

  it('that an operator lifted does not hold anybody back again before its end', () => {
    const lifted = whenResumed(spent(10), today);
    expect(reasonOf(lifted)).toBeNull();
    const question = { budgets, now, spend: { today: 50, month: 50 } };
    expect(whenSpent(lifted, { ...question, today })).toBe(lifted);
    expect(reasonOf(whenSpent(lifted, { ...question, today: '2026-05-02' }), '2026-05-02')).toBe(
      'daily-budget',
    );
  });

  it('of the month that an operator lifted lifts today’s as well, and no later day’s', () => {
    const lifted = whenResumed(spent(50, 100), today);
    const question = { budgets, now, spend: { today: 60, month: 110 } };
    expect(whenSpent(lifted, { ...question, today })).toBe(lifted);
    expect(reasonOf(whenSpent(lifted, { ...question, today: '2026-05-02' }), '2026-05-02')).toBe(
      'daily-budget',
    );
  });

  it('that nobody set is never used up', () => {
    const free = { dailyUsd: null, monthlyUsd: null };
    expect(whenSpent(newBreaker, { spend: { today: 1e9, month: 1e9 }, budgets: free, today, now })).toBe(
      newBreaker,
    );
  });
});

describe('a stop', () => {
  const stopped = whenStopped(newBreaker, { by: 'ana', now });

  it('holds until it is resumed, whatever day it is, and says who did it', () => {
    expect(standing(stopped, '2027-01-01')).toEqual({
      state: 'tripped',
      reason: 'stopped-by-operator',
      since: now.toISOString(),
      by: 'ana',
    });
    expect(whenStopped(stopped, { by: 'bea', now: new Date() })).toBe(stopped);
    expect(reasonOf(whenResumed(stopped, today))).toBeNull();
  });

  it('that ends does not spend money nobody allowed: a budget used up behind it still holds', () => {
    const both = whenStopped(spent(10), { by: 'ana', now });
    expect(reasonOf(both)).toBe('stopped-by-operator');
    expect(reasonOf(whenResumed(both, today))).toBe('daily-budget');
  });
});

type Step = { kind: 'pay'; usd: number } | { kind: 'day' } | { kind: 'resume' } | { kind: 'stop' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('pay' as const), usd: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constantFrom('day' as const, 'resume' as const, 'stop' as const) }),
);

it('whatever happens in whatever order: a budget holds exactly while it is used up and nobody lifted it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let [breaker, day, dailySpend, monthlySpend, isStopped] = [newBreaker, today, 0, 0, false];
      const lifted = new Set<string>();
      for (const one of steps) {
        const before = reasonOf(breaker, day);
        switch (one.kind) {
          case 'pay':
            [dailySpend, monthlySpend] = [dailySpend + one.usd, monthlySpend + one.usd];
            break;
          case 'day': {
            const next = new Date(`${day}T00:00:00Z`).getTime() + 86_400_000;
            const tomorrow = new Date(next).toISOString().slice(0, 10);
            if (monthOf(tomorrow) !== monthOf(day)) monthlySpend = 0;
            [day, dailySpend] = [tomorrow, 0];
            break;
          }
          case 'stop':
            breaker = whenStopped(breaker, { by: 'ana', now });
            isStopped = true;
            break;
          case 'resume':
            breaker = whenResumed(breaker, day);
            isStopped = false;
            if (before === 'daily-budget' || before === 'monthly-budget') lifted.add(day);
            if (before === 'monthly-budget') lifted.add(monthOf(day));
        }
        const spend = { today: dailySpend, month: monthlySpend };
        breaker = whenSpent(breaker, { spend, budgets, today: day, now });
        const isOver = {
          month: monthlySpend >= 100 && !lifted.has(monthOf(day)),
          day: dailySpend >= 10 && !lifted.has(day),
        };
        const expected = isStopped
          ? 'stopped-by-operator'
          : isOver.month
            ? 'monthly-budget'
            : isOver.day
              ? 'daily-budget'
              : null;
        expect(reasonOf(breaker, day)).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});
