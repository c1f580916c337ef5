import { afterEach, describe, expect, it, vi } from 'vitest';
import { rateInMs, type ScheduleDeclaration } from '../../../local/runner/declared-events.ts';
import type { FunctionPool } from '../../../local/runner/function-pool.ts';
import { Schedules } from '../../../local/runner/schedules.ts';
import { localRun } from '../../../local/local-run.ts';
import { aPool } from './fixtures/running.ts';

const pools: FunctionPool[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

const echo = 'export const handler = async (event) => event;';

function scheduling(code: string, schedule: Partial<ScheduleDeclaration> = {}) {
  const { pool } = aPool(code);
  pools.push(pool);
  const problems: string[] = [];
  const schedules = new Schedules({
    schedules: [
      {
        name: 'stock-check',
        logicalId: 'Schedule',
        target: 'App-Worker',
        everyMs: 3_600_000,
        input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
        maximumAttempts: 3,
        ...schedule,
      },
    ],
    pools: new Map([['App-Worker', pool]]),
    now: () => new Date('2026-05-01T09:00:00.750Z'),
    failed: (name, what) => problems.push(`${name} ${what}`),
  });
  return { schedules, problems };
}

describe('a schedule', () => {
  it('runs as often as its expression says', () => {
    expect(rateInMs('rate(1 minute)')).toBe(60_000);
    expect(rateInMs('rate(5 minutes)')).toBe(300_000);
    expect(rateInMs('rate(1 hour)')).toBe(3_600_000);
    expect(rateInMs('rate(2 days)')).toBe(172_800_000);
    expect(rateInMs('cron(0 3 * * ? *)')).toBeUndefined();
  });

  it('tells the function which moment it is for, by the clock of the system', async () => {
    const { schedules } = scheduling(echo, {
      input: JSON.stringify({
        at: '<aws.scheduler.scheduled-time>',
        attempt: '<aws.scheduler.attempt-number>',
        arn: '<aws.scheduler.schedule-arn>',
        id: '<aws.scheduler.execution-id>',
        other: '<aws.other>',
      }),
    });
    const run = await schedules.runNow('stock-check');
    expect(run).toMatchObject({ kind: 'ran', ranAt: new Date('2026-05-01T09:00:00Z') });
    expect(JSON.parse(run?.kind === 'ran' ? run.payload : '{}')).toEqual({
      at: '2026-05-01T09:00:00Z',
      attempt: '1',
      arn: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/Schedule',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      other: '<aws.other>',
    });
  });

  it('never runs twice at once, and never twice for the same moment', async () => {
    const { schedules } = scheduling(
      `let running = 0;
       export const handler = async (event) => {
         running += 1; const overlapped = running > 1;
         await new Promise((resolve) => setTimeout(resolve, 50));
         running -= 1;
         return { ...event, overlapped, process: process.pid };
       };`,
    );
    const runs = await Promise.all([1, 2, 3].map(() => schedules.runNow('stock-check')));
    const results = runs.map((run) => JSON.parse(run?.kind === 'ran' ? run.payload : '{}'));
    expect(results.map(({ scheduledAt }) => scheduledAt)).toEqual([
      '2026-05-01T09:00:00Z',
      '2026-05-01T09:00:01Z',
      '2026-05-01T09:00:02Z',
    ]);
    expect(results.some(({ overlapped }) => overlapped)).toBe(false);
    expect(new Set(results.map((result) => result.process)).size).toBe(1);
  });

  it('runs by itself once per interval until it is stopped, and repeats a failed run a minute later', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    const { schedules, problems } = scheduling(
      'export const handler = async () => { throw new Error("not now"); };',
      {
        everyMs: 1_000,
        maximumAttempts: 1,
      },
    );
    schedules.start();
    expect(problems).toEqual([]);
    vi.advanceTimersByTime(999);
    expect(problems).toEqual([]);
    vi.advanceTimersByTime(1_001);
    schedules.stop();
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await expect.poll(() => problems).toEqual(['stock-check Error: not now', 'stock-check Error: not now']);
  });
});

describe('running a schedule by hand', () => {
  const roleOf = (authorization: string | undefined) =>
    authorization === 'Bearer admin'
      ? ('admin' as const)
      : authorization === 'Bearer viewer'
        ? ('viewer' as const)
        : undefined;
  const call = async (
    code: string,
    request: Partial<{ method: string; name: string; authorization: string | undefined }>,
    left = 0,
  ) => {
    const { schedules } = scheduling(code);
    const runner = { schedules, idle: () => Promise.resolve(left) };
    const defaults = { method: 'POST', name: 'stock-check', authorization: 'Bearer admin' };
    const answer = await localRun({ runner, roleOf }, { ...defaults, ...request });
    return {
      status: answer.status,
      type: answer.headers['content-type'],
      body: JSON.parse(String(answer.body)),
    };
  };

  it('answers with the result of the run', async () => {
    expect(await call('export const handler = async () => ({ checked: 3 });', {})).toEqual({
      status: 200,
      type: 'application/json',
      body: { name: 'stock-check', ranAt: '2026-05-01T09:00:00.000Z', result: { checked: 3 } },
    });
  });

  it('refuses strangers and lower roles with a problem document', async () => {
    const refused = await call(echo, { authorization: undefined });
    expect(refused).toMatchObject({ status: 401, type: 'application/problem+json', body: { status: 401 } });
    expect(await call(echo, { authorization: 'Bearer viewer' })).toMatchObject({ status: 403 });
  });

  it('names the schedules there are when asked for another', async () => {
    expect(await call(echo, { name: 'tea' })).toMatchObject({
      status: 404,
      body: { detail: 'There are: stock-check.' },
    });
  });

  it('says why a run failed, and when jobs were left', async () => {
    const failed = await call('export const handler = async () => { throw new Error("no shop"); };', {});
    expect(failed).toMatchObject({ status: 500, body: { detail: 'Error: no shop' } });
    expect(await call(echo, {}, 2)).toMatchObject({ status: 504 });
  });
});
