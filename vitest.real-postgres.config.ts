import { defineConfig } from 'vitest/config';

/** The tests that need a real server: test/real-postgres.sh runs them and says where it is. */
export default defineConfig({
  test: {
    include: ['test/real-postgres/**/*.pg.ts'],
    pool: 'forks',
    reporters: ['default', './test/summary-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
