import type { Stack } from 'aws-cdk-lib';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { StageConfig } from '../stages.ts';

const gibibyte = 1024 ** 3;

/** What fills up or runs hot before Postgres refuses. */
export function addDatabaseAlarms(
  stack: Stack,
  database: DatabaseInstance,
  { turnConcurrency }: StageConfig,
): void {
  new ImpactAlarm(stack, 'DatabaseCpu', {
    metric: database.metricCPUUtilization({ ...fiveMinutes, statistic: 'Average' }),
    threshold: 80,
    periods: 3,
    urgency: 'outage',
    impact: 'Answers that look up products or knowledge get slow.',
    article: 'the-database-is-busy',
  });
  new ImpactAlarm(stack, 'DatabaseStorage', {
    metric: database.metricFreeStorageSpace({ ...fiveMinutes, statistic: 'Minimum' }),
    threshold: 2 * gibibyte,
    bad: 'below',
    urgency: 'outage',
    impact: 'The database is nearly full: when it is, questions about products are handed to people.',
    article: 'the-database-is-full',
  });
  new ImpactAlarm(stack, 'DatabaseConnections', {
    metric: database.metricDatabaseConnections({ ...fiveMinutes, statistic: 'Maximum' }),
    // All turns at once, and as many again for everything else, is more than ever happens by itself.
    threshold: turnConcurrency * 2 + 20,
    urgency: 'outage',
    impact:
      'The database is about to refuse connections: questions about products would be handed to people.',
    article: 'too-many-database-connections',
  });
}
