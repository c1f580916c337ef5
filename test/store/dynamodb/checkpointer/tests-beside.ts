import type { RunnerTask, RunnerTestCase } from 'vitest';

/** How many tests of its file are to run besides this one: a suite that came with fewer must not pass unnoticed. */
export function testsBeside(task: Readonly<RunnerTestCase>): number {
  return testsIn(task.file) - 1;
}

function testsIn(task: RunnerTask): number {
  if (task.type === 'suite') return task.tasks.reduce((sum, one) => sum + testsIn(one), 0);
  return task.mode === 'run' || task.mode === 'queued' ? 1 : 0;
}
