import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionPool } from '../../../local/runner/function-pool.ts';
import { aPool } from './fixtures/running.ts';

const pools: FunctionPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

function running(...options: Parameters<typeof aPool>): ReturnType<typeof aPool> {
  const started = aPool(...options);
  pools.push(started.pool);
  return started;
}

describe('a function on this machine', () => {
  it('gets its event and gives its result back', async () => {
    const { pool } = running('export const handler = async (event) => ({ hello: event.name });');
    expect(await pool.invoke({ name: 'Ana' })).toEqual({ kind: 'answered', payload: '{"hello":"Ana"}' });
  });

  it('answers null when it returns nothing', async () => {
    const { pool } = running('export const handler = async () => {};');
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: 'null' });
  });

  it('sees the context and the environment that Lambda gives, and nothing of the shell', async () => {
    process.env['SECRET_OF_THE_SHELL'] = 'no';
    const { pool } = running(
      `export const handler = async (event, context) => ({
        id: context.awsRequestId, arn: context.invokedFunctionArn, name: context.functionName, memory: context.memoryLimitInMB,
        left: context.getRemainingTimeInMillis(), region: process.env.AWS_REGION, own: process.env.OWN,
        leaked: process.env.SECRET_OF_THE_SHELL, utc: new Date().getTimezoneOffset(),
      });`,
      { environment: { OWN: 'from the template' }, timeoutSeconds: 7 },
    );
    const result = await pool.invoke({});
    delete process.env['SECRET_OF_THE_SHELL'];
    const seen = JSON.parse(result.kind === 'answered' ? result.payload : '{}');
    expect(seen).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:App-Worker',
      name: 'worker',
      memory: '256',
      region: 'us-east-1',
      own: 'from the template',
      utc: 0,
    });
    expect(seen.leaked).toBeUndefined();
    expect(seen.left).toBeGreaterThan(5_000);
    expect(seen.left).toBeLessThanOrEqual(7_000);
  });

  it('is told apart by name and message when it throws, and goes on with the next event', async () => {
    const { pool } = running(
      `let count = 0;
       export const handler = async ({ fail }) => { count += 1; if (fail) throw new TypeError('not today'); return count; };`,
    );
    expect(await pool.invoke({ fail: true })).toEqual({
      kind: 'failed',
      errorType: 'TypeError',
      message: 'not today',
    });
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: '2' });
  });

  it('never gets two events at once in one process, and is started again for those that wait', async () => {
    const { pool } = running(
      `let busy = false;
       export const handler = async () => {
         const overlapped = busy; busy = true;
         await new Promise((resolve) => setTimeout(resolve, 150));
         busy = false;
         return { overlapped, process: process.pid };
       };`,
    );
    const results = await Promise.all(Array.from({ length: 10 }, () => pool.invoke({})));
    const answers = results.map((result) => JSON.parse(result.kind === 'answered' ? result.payload : 'null'));
    expect(answers.every(({ overlapped }) => overlapped === false)).toBe(true);
    const processes = new Set(answers.map((answer) => answer.process));
    expect(processes.size).toBeGreaterThan(1);
    expect(processes.size).toBeLessThanOrEqual(4);
  });

  it('stays warm between events', async () => {
    const { pool } = running('export const handler = async () => process.pid;');
    expect(await pool.invoke({})).toEqual(await pool.invoke({}));
  });

  it('ends the instances that a burst left over, and keeps one for the next event', async () => {
    const { pool } = running(
      'export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 150)); return process.pid; };',
      {},
      { keepIdleMs: 300 },
    );
    const burst = await Promise.all(Array.from({ length: 8 }, () => pool.invoke({})));
    const pids = [...new Set(burst.map((result) => Number(result.kind === 'answered' && result.payload)))];
    expect(pids.length).toBeGreaterThan(1);
    const alive = () => pids.filter(isRunning);
    await expect.poll(() => alive().length, { timeout: 5_000 }).toBe(1);
    // Longer than it may be idle: the one that is left is not ended too.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: String(alive()[0]) });
  });

  it('is killed when its time is over, and the next event finds a new process', async () => {
    const { pool } = running(
      'export const handler = async ({ hang }) => hang ? new Promise(() => setInterval(() => {}, 1000)) : process.pid;',
      { timeoutSeconds: 1 },
    );
    const before = await pool.invoke({});
    expect(await pool.invoke({ hang: true })).toEqual({
      kind: 'failed',
      errorType: 'Sandbox.Timedout',
      message: 'Task timed out after 1.00 seconds',
    });
    const after = await pool.invoke({});
    expect(after.kind).toBe('answered');
    expect(after).not.toEqual(before);
  });

  it('fails only the event it was handling when its process dies', async () => {
    const { pool } = running(
      'export const handler = async ({ die }) => { if (die) process.exit(3); return "alive"; };',
    );
    expect(await pool.invoke({ die: true })).toEqual({
      kind: 'failed',
      errorType: 'Runtime.ExitError',
      message: 'Runtime exited with error: exit status 3',
    });
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: '"alive"' });
  });

  it('says why its code cannot be loaded, at each event', async () => {
    const { pool } = running('throw new RangeError("QUEUE_URL is missing");');
    const failure = { kind: 'failed', errorType: 'RangeError', message: 'QUEUE_URL is missing' };
    expect(await pool.warm()).toEqual(failure);
    expect(await pool.invoke({})).toEqual(failure);
    expect(await Promise.all([pool.invoke({}), pool.invoke({})])).toEqual([failure, failure]);
  });

  it('says so when its handler is not exported', async () => {
    const { pool } = running('export const other = 1;');
    expect(await pool.invoke({})).toMatchObject({
      kind: 'failed',
      message: 'index.handler is undefined or not a function',
    });
  });

  it('is given up when its code never finishes loading', async () => {
    const { pool } = running(
      'await new Promise(() => setInterval(() => {}, 1000));',
      {},
      { initTimeoutMs: 500 },
    );
    expect(await pool.invoke({})).toMatchObject({ kind: 'failed', errorType: 'Sandbox.Timedout' });
  });

  it('refuses what exceeds its reserved concurrency', async () => {
    const { pool } = running(
      'export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 300)); };',
      { reservedConcurrency: 1 },
    );
    const first = pool.invoke({});
    expect(await pool.invoke({})).toEqual({ kind: 'throttled' });
    expect((await first).kind).toBe('answered');
  });

  it('may neither get nor give more than 6 MB', async () => {
    const { pool } = running('export const handler = async () => "x".repeat(7 * 1024 * 1024);');
    expect(await pool.invoke({ text: 'x'.repeat(7 * 1024 * 1024) })).toMatchObject({
      errorType: 'RequestEntityTooLarge',
    });
    expect(await pool.invoke({})).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('hands every line that it logs to the runner', async () => {
    const { pool, logged } = running(
      'export const handler = async () => { console.log("one\\ntwo"); console.error("three"); };',
    );
    await pool.invoke({});
    await expect.poll(() => [...logged].sort()).toEqual(['one', 'three', 'two']);
  });

  it('is heard although its event loop stood still for longer than connections usually last', async () => {
    const { pool } = running(
      `const standStill = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7_000);
       export const handler = async () => { standStill(); return 'awake'; };`,
      { timeoutSeconds: 30 },
    );
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: '"awake"' });
  }, 40_000);

  it('ignores Ctrl-C and SIGTERM, for the runner lets it finish', async () => {
    const { pool } = running(
      `export const handler = async () => {
        process.kill(process.pid, 'SIGINT'); process.kill(process.pid, 'SIGTERM');
        await new Promise((resolve) => setTimeout(resolve, 100));
        return 'finished';
      };`,
    );
    expect(await pool.invoke({})).toEqual({ kind: 'answered', payload: '"finished"' });
  });

  it('ends with the pool, also in the middle of an event', async () => {
    const { pool, logged } = running(
      'export const handler = async () => { console.log(process.pid); await new Promise(() => setInterval(() => {}, 1000)); };',
    );
    const result = pool.invoke({});
    await expect.poll(() => logged.length).toBe(1);
    await pool.stop();
    expect(await result).toMatchObject({ kind: 'failed', errorType: 'Runtime.Stopped' });
    expect(await pool.invoke({})).toMatchObject({ kind: 'failed', errorType: 'Runtime.Stopped' });
    expect(() => process.kill(Number(logged[0]), 0)).toThrow('ESRCH');
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
