import { describe, expect, it } from 'vitest';
import { clockFrom } from '../../lib/runtime/clock.ts';

describe('the clock of a local run', () => {
  it('is real time by default', () => {
    const now = new Date();
    expect(clockFrom(undefined, () => now)()).toEqual(now);
  });

  it('starts at a given instant and runs on', () => {
    let real = new Date('2026-01-01T00:00:00Z');
    const clock = clockFrom('2027-05-01T12:00:00Z', () => real);
    expect(clock().toISOString()).toBe('2027-05-01T12:00:00.000Z');
    real = new Date('2026-01-01T00:01:00Z');
    expect(clock().toISOString()).toBe('2027-05-01T12:01:00.000Z');
  });

  it.each([
    ['+PT26H', '2026-01-02T02:00:00.000Z'],
    ['-P1D', '2025-12-31T00:00:00.000Z'],
    ['+P1DT1H30M5S', '2026-01-02T01:30:05.000Z'],
  ])('may be shifted by %s', (shift, shown) => {
    expect(clockFrom(shift, () => new Date('2026-01-01T00:00:00Z'))().toISOString()).toBe(shown);
  });
});
