import { expect, it } from 'vitest';
import { crashRun } from '../support/crash/crash-run.ts';

// The long one, with every place and 1,000 conversations, is `npm run bench -- crash`.
it('forgets nobody, answers nobody twice and talks over no person, however often the plug is pulled', async () => {
  const lines: string[] = [];
  const { account, deaths } = await crashRun({
    conversations: 16,
    seed: 11,
    lives: [
      'after-commit:halt:0.5',
      'after-owed-send:halt',
      'anywhere:kill:0.1',
      'after-send-before-mark:halt:0.5',
    ],
    lifeMs: [3000, 4000],
    log: (line) => lines.push(line),
  });
  expect(account.wrong, lines.join('\n')).toEqual([]);
  expect(account).toMatchObject({
    conversations: 16,
    unanswered: 0,
    answeredTwice: 0,
    sentTwice: 0,
    spokeOverPerson: 0,
    unrecorded: 0,
  });
  expect(account.answered).toBeGreaterThan(account.messages / 2);
  expect(deaths.systemsAtPoint).toBeGreaterThan(0);
}, 240_000);
