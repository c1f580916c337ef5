import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it.each([
  ['bursts --wrong', 'What is known is --bursts N, --seed N, --help.'],
  ['bursts twice', 'What is known is --bursts N, --seed N, --help.'],
  ['bursts --bursts 0', '--bursts is a whole number from 1 on.'],
  ['crash --conversations abc', '--conversations is a whole number from 1 on.'],
  ['crash --seed=', '--seed is a whole number from 1 on.'],
])('says in one line what is wrong with %s', async (typed, words) => {
  const [name = ''] = typed.split(' ');
  await expect(run(process.execPath, ['bench/run.ts', ...typed.split(' ')])).rejects.toMatchObject({
    code: 2,
    stderr: `${words} npm run bench -- ${name} --help says more.\n`,
  });
});
