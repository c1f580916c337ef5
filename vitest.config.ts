import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // LangGraph's validation suite for checkpointers uses the global describe/it/expect.
    globals: true,
    pool: 'forks',
    // One for each core: most of a file's time goes by waiting for the servers and browsers it starts.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/summary-reporter.ts'],
  },
});
