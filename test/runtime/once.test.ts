import { describe, expect, it } from 'vitest';
import { freshFor, once } from '../../lib/runtime/once.ts';

function aSource(...answers: (number | Error)[]) {
  let reads = 0;
  const read = async () => {
    const answer = answers[Math.min(reads, answers.length - 1)];
    reads += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { read, reads: () => reads };
}

describe('settings', () => {
  it('are read again after their time, so that a rotated secret needs no restart', async () => {
    let now = 0;
    const { read, reads } = aSource(1, 2);
    const settings = freshFor(1000, read, { now: () => now, kept: () => {} });
    expect([await settings(), await settings(), reads()]).toEqual([1, 1, 1]);
    now = 1000;
    expect(await settings()).toBe(2);
  });

  it('stay as they were, and somebody is told, while they cannot be read', async () => {
    let now = 0;
    const told: unknown[] = [];
    const { read } = aSource(1, new Error('down'), 3);
    const settings = freshFor(1000, read, { now: () => now, kept: (error) => told.push(error) });
    await settings();
    now = 1000;
    expect(await settings()).toBe(1);
    expect(told).toHaveLength(1);
    now = 2000;
    expect(await settings()).toBe(3);
  });

  it('that could never be read fail', async () => {
    const settings = freshFor(1000, aSource(new Error('down')).read, { now: () => 0, kept: () => {} });
    await expect(settings()).rejects.toThrow('down');
  });
});

describe('what is built once', () => {
  it('is built at the first use only, and again after a failure', async () => {
    const { read, reads } = aSource(new Error('down'), 2);
    const thing = once(read);
    await expect(thing()).rejects.toThrow('down');
    expect([await thing(), await thing(), reads()]).toEqual([2, 2, 2]);
  });
});
