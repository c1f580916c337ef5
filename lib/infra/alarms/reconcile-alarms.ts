import { Duration, type Stack } from 'aws-cdk-lib';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { StageConfig } from '../stages.ts';
import { metricsOfStage, ourFigure } from './our-metric.ts';

/** What reconcile found, and nobody should get used to: it answers minutes later than a webhook would have. */
export function addReconcileAlarms(stack: Stack, { stage }: Pick<StageConfig, 'stage'>): void {
  const ourMetric = metricsOfStage(stage);
  new ImpactAlarm(stack, 'WebhooksLost', {
    // One now and then is lost by whoever restarts; three runs that find ten are webhooks that do not come.
    metric: ourMetric('reconcile', 'Run.backfilled', { period: Duration.minutes(15) }),
    threshold: 10,
    urgency: 'operator',
    impact: 'Webhooks of Chatwoot do not arrive: customers wait up to five minutes for an answer.',
    article: 'webhooks-do-not-arrive',
  });
  new ImpactAlarm(stack, 'TurnsBreakOff', {
    // A deployment or an outage breaks some off once; run after run it is a worker that dies in the middle.
    metric: ourMetric('reconcile', 'Run.restarted', { ...fiveMinutes, statistic: 'Maximum' }),
    threshold: 5,
    periods: 6,
    urgency: 'operator',
    impact:
      'Answers stop half-way again and again and are finished minutes later: customers wait for what was as good as said.',
    article: 'turns-break-off',
  });
  new ImpactAlarm(stack, 'LeftUnheard', {
    metric: ourFigure('conversations left unheard', 'unheard + givenUp', {
      metrics: {
        unheard: ourMetric('reconcile', 'Run.unheard'),
        givenUp: ourMetric('reconcile', 'Run.givenUp'),
      },
      ...fiveMinutes,
    }),
    threshold: 1,
    urgency: 'operator',
    impact: 'Customers got no answer although it was tried again and again; they are on the worklist.',
    article: 'conversations-are-marked-for-long',
  });
  new ImpactAlarm(stack, 'ReconcileBehind', {
    metric: ourMetric('reconcile', 'Run.unfinished', { ...fiveMinutes, statistic: 'Minimum' }),
    threshold: 1,
    periods: 12,
    urgency: 'operator',
    impact:
      'More changes in Chatwoot than reconcile gets through, for an hour already: older lost messages are found late.',
    article: 'webhooks-do-not-arrive',
  });
  new ImpactAlarm(stack, 'StoppedForLong', {
    metric: ourMetric('reconcile', 'Run.stopped', { period: Duration.hours(1), statistic: 'Minimum' }),
    threshold: 1,
    periods: 4,
    urgency: 'operator',
    impact: 'An operator stopped the assistant four hours ago and more: nobody is answered but by people.',
    article: 'the-assistant-is-stopped',
  });
}
