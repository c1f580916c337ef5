import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FaultPoint } from '../../../lib/runtime/fault-point.ts';
import { faultsFrom, readFaults } from '../../../local/runner/faults.ts';

/** How and at which of its passes through a place a process ends. */
async function endsAt(
  setting: string,
  { instance = 1, point = 'after-commit' }: { instance?: number; point?: FaultPoint } = {},
) {
  const ended: { action: string; pass: number }[] = [];
  let pass = 0;
  const faults = faultsFrom(setting, { instance, end: (action) => ended.push({ action, pass }) });
  for (; pass < 200 && ended.length === 0; pass += 1) await Promise.race([faults(point), setImmediate()]);
  return ended[0];
}

describe('FRONTDESK_FAULT', () => {
  it.each([
    'after-comit:kill',
    'after-commit',
    'after-commit:explode',
    'after-commit:kill:2',
    'after-commit:kill:0.5:1',
    'after-commit:kill,',
    'seed:7',
    'after-commit:kill,seed:many',
  ])('is refused when it is written as %s', (setting) => {
    expect(readFaults(setting)).toBeUndefined();
  });

  it('breaks a process at its place, and nowhere else', async () => {
    expect(await endsAt('after-commit:kill')).toEqual({ action: 'kill', pass: 0 });
    expect(await endsAt('after-commit:kill', { point: 'after-mark' })).toBeUndefined();
    expect(await endsAt('after-mark:throw,anywhere:halt')).toEqual({ action: 'halt', pass: 0 });
  });

  it('makes a job fail instead of its process', async () => {
    const faults = faultsFrom('after-mark:throw', { instance: 1, end: () => expect.fail('It ended') });
    await expect(faults('after-mark')).rejects.toThrow('Fault point after-mark');
    await expect(faults('after-commit')).resolves.toBeUndefined();
  });

  it('breaks some of them by dice that fall the same for the same seed and differ between processes', async () => {
    const setting = 'after-commit:kill:0.05,seed:7';
    const first = await endsAt(setting);
    expect(first?.pass).toBeGreaterThan(0);
    expect(await endsAt(setting)).toEqual(first);
    expect(await endsAt(setting, { instance: 2 })).not.toEqual(first);
    expect(await endsAt('after-commit:kill:0.05,seed:8')).not.toEqual(first);
  });
});
