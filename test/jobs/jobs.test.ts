import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { asOf, mostTries, newJob } from '../../lib/jobs/job.ts';
import { JobRefused, runJob, type LongWork } from '../../lib/jobs/run-job.ts';
import { MalformedInput, UpstreamUnavailable } from '../../lib/runtime/errors.ts';
import { dynamoJobs } from '../../lib/store/dynamodb/job-store.ts';
import { aTable } from '../support/dynamodb.ts';

const minute = 60_000;

async function aJob() {
  const jobs = dynamoJobs(await aTable());
  const clock = { now: Date.UTC(2026, 4, 1) };
  const now = () => new Date(clock.now);
  const job = newJob({ id: randomUUID(), kind: 'import-products', now: now() });
  await jobs.write(job);
  const run = (work: LongWork, receives = 1) =>
    runJob(
      { jobs, now, log: () => undefined, beatMs: 1 },
      { jobId: job.id, attempt: { receives, isLast: receives >= 100 }, work },
    );
  const shown = async () => asOf((await jobs.read(job.id))!, now());
  return { run, shown, clock, jobs, job };
}

const broken: LongWork = () => Promise.reject(new Error('of no kind we know'));
const outage: LongWork = () => Promise.reject(new UpstreamUnavailable('Postgres cannot be reached'));

describe('a job', () => {
  it('tells how far it is while it runs, and what came of it', async () => {
    const { run, shown } = await aJob();
    expect(await shown()).toMatchObject({ state: 'queued', progress: 0, result: null });
    const seen: number[] = [];
    await run(async (report) => {
      for (const progress of [0.25, 0.5, 0.75]) {
        report(progress);
        while ((await shown()).progress !== progress) await sleep(1);
        seen.push((await shown()).progress);
      }
      return { added: 3 };
    });
    expect(seen).toEqual([0.25, 0.5, 0.75]);
    expect(await shown()).toMatchObject({ state: 'done', progress: 1, result: { added: 3 } });
  });

  it('is not done again when the queue brings it again', async () => {
    const { run, shown } = await aJob();
    await run(() => Promise.resolve({ added: 1 }));
    await run(broken, 2);
    expect(await shown()).toMatchObject({ state: 'done', result: { added: 1 } });
  });

  it('sits out an outage, however long the queue tries', async () => {
    const { run, shown } = await aJob();
    for (const receives of [1, 2, 30, 60]) {
      await expect(run(outage, receives)).rejects.toThrow(UpstreamUnavailable);
      expect(await shown()).toMatchObject({ state: 'queued' });
    }
    await run(() => Promise.resolve({ added: 1 }), 61);
    expect(await shown()).toMatchObject({ state: 'done' });
  });

  it('is tried a few times after a failure nobody foresaw, then has failed and says what to do', async () => {
    const { run, shown } = await aJob();
    for (let receives = 1; receives < mostTries; receives += 1) {
      await expect(run(broken, receives)).rejects.toThrow();
    }
    await run(broken, mostTries);
    const { state, error } = await shown();
    expect(state).toBe('failed');
    expect(error).toMatch(/log says what/);
    expect(error).not.toMatch(/of no kind we know/);
  });

  it('fails at once, with the reason, when it can never succeed', async () => {
    const { run, shown } = await aJob();
    await run(() => Promise.reject(new JobRefused('The file is gone. Send it again.')));
    expect(await shown()).toMatchObject({ state: 'failed', error: 'The file is gone. Send it again.' });
  });

  it('fails at once when what broke it is sure to break it again', async () => {
    const { run, shown } = await aJob();
    await run(() => Promise.reject(new MalformedInput('of no form we know')));
    expect(await shown()).toMatchObject({ state: 'failed', error: expect.stringMatching(/log says what/) });
  });

  it('says which lines are wrong, when it fails for what stands in them', async () => {
    const { run, shown } = await aJob();
    const errors = [{ line: 3, path: 'sku', message: 'sku is taken' }];
    await run(() => Promise.reject(new JobRefused('Mend the lines.', errors)));
    expect(await shown()).toMatchObject({ state: 'failed', error: 'Mend the lines.', errors });
  });

  it('never runs for ever: one that gave no sign of life for long has failed', async () => {
    const { shown, clock, jobs, job, run } = await aJob();
    await jobs.write({ ...job, state: 'running', progress: 0.5 });
    clock.now += 14 * minute;
    expect(await shown()).toMatchObject({ state: 'running', progress: 0.5 });
    clock.now += 2 * minute;
    expect(await shown()).toMatchObject({ state: 'failed', error: expect.stringMatching(/Start it again/) });
    await run(() => Promise.resolve({ added: 1 }), 2);
    expect(await shown()).toMatchObject({ state: 'failed', result: null });
  });

  it('is given up after it was killed a few times', async () => {
    const { shown, jobs, job, run } = await aJob();
    for (let receives = 2; receives <= mostTries; receives += 1) {
      // A killed worker leaves it running.
      const last = (await jobs.read(job.id))!;
      await jobs.write({ ...last, state: 'running' });
      await expect(run(outage, receives)).rejects.toThrow();
    }
    await jobs.write({ ...(await jobs.read(job.id))!, state: 'running' });
    await run(() => Promise.resolve({ added: 1 }), mostTries + 1);
    expect(await shown()).toMatchObject({ state: 'failed', error: expect.stringMatching(/stopped 5 times/) });
  });
});
