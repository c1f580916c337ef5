import { expect, it } from 'vitest';
import { progressTo } from '../../local/progress.ts';
import { terminalOn } from '../../local/terminal.ts';

const withoutTimes = (text: string) => text.replace(/ +\d+\.\d s/g, ' SECONDS');

it('says of each step when it begins and when it is over, one line each', async () => {
  const lines: string[] = [];
  const { step } = progressTo({ log: (line) => lines.push(line) });
  const database = Promise.withResolvers<string>();
  const both = Promise.all([step('database', database.promise), step('wiring', Promise.resolve())]);
  await expect.poll(() => lines.length).toBe(3);
  database.resolve('made');
  expect(await both).toEqual(['made', undefined]);
  expect(lines.map(withoutTimes)).toEqual([
    '  database …',
    '  wiring …',
    '  wiring SECONDS',
    '  database SECONDS',
  ]);
});

it('says what failed in front of why', async () => {
  const { step } = progressTo({ log: () => undefined });
  await expect(step('database', Promise.reject(new Error('no room')))).rejects.toThrow(
    'Cannot start: database: no room',
  );
});

it('keeps one line on a terminal for what is under way, below everything that stays', async () => {
  const written: string[] = [];
  const terminal = terminalOn({ write: (text) => written.push(text) });
  const { step } = progressTo(terminal);
  const database = Promise.withResolvers<undefined>();
  const both = Promise.all([step('database', database.promise), step('wiring', Promise.resolve())]);
  await expect.poll(() => screen(written)).toEqual(['  wiring SECONDS', '  database …']);
  terminal.log('a line of a function');
  expect(screen(written)).toEqual(['  wiring SECONDS', 'a line of a function', '  database …']);
  database.resolve(undefined);
  await both;
  terminal.log('frontdesk ready');
  expect(screen(written)).toEqual([
    '  wiring SECONDS',
    'a line of a function',
    '  database SECONDS',
    'frontdesk ready',
  ]);
});

/** What a terminal shows after all of this: a line that is cleared is written again. */
function screen(written: readonly string[]): string[] {
  const lines = written.join('').split('\n');
  return lines.map((line) => withoutTimes(line.split('\r\x1b[K').at(-1) ?? '')).filter((line) => line !== '');
}
