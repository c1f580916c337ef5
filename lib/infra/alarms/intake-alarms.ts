import { Duration, type Stack } from 'aws-cdk-lib';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { StageConfig } from '../stages.ts';
import { metricsOfStage } from './our-metric.ts';

/** What comes in from the shop itself, by its systems or by files: when it is lost, the assistant speaks of old stock. */
export function addIntakeAlarms(stack: Stack, { stage }: Pick<StageConfig, 'stage'>): void {
  const ourMetric = metricsOfStage(stage);
  new ImpactAlarm(stack, 'LongWorkFails', {
    metric: ourMetric('background-worker', 'LongWorkFailed', fiveMinutes),
    threshold: 1,
    urgency: 'operator',
    impact:
      'An import that the shop started came to nothing: customers hear of old products, prices and stock until it is started again.',
    article: 'long-work-fails',
  });
  new ImpactAlarm(stack, 'ShopEventsUnsigned', {
    // A stranger's attempt is refused and nobody's incident; a shop system with another secret sends again and again.
    metric: ourMetric('shop-ingest', 'ShopEventsUnsigned', { period: Duration.minutes(15) }),
    threshold: 10,
    urgency: 'operator',
    impact:
      'Signatures of shop events are refused in number: stock and products of a shop system are perhaps not taken, and customers are told old stock.',
    article: 'shop-events-are-refused',
  });
  new ImpactAlarm(stack, 'ShopEventsFail', {
    metric: ourMetric('background-worker', 'ShopEventsFailed', fiveMinutes),
    threshold: 1,
    urgency: 'operator',
    impact:
      'Something a shop system told us could not be carried out: customers are told old stock of that product.',
    article: 'shop-events-fail',
  });
}
