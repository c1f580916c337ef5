import { Duration, type Stack } from 'aws-cdk-lib';
import type { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { StageConfig } from '../stages.ts';
import { metricsOfStage, ourFigure, type OurMetric } from './our-metric.ts';

const turns = 'turn-worker';

/** What customers would notice although no queue is full and no function fails. */
export function addConversationAlarms(stack: Stack, { stage }: Pick<StageConfig, 'stage'>): void {
  const ourMetric = metricsOfStage(stage);
  addAcceptErrors(stack, ourMetric);
  addChatwootOutage(stack, ourMetric);
  addAnswerTime(stack, ourMetric);
  addHandOverShare(stack, ourMetric);
  new ImpactAlarm(stack, 'LongMarked', {
    metric: ourMetric('reconcile', 'Run.longDue', { ...fiveMinutes, statistic: 'Maximum' }),
    threshold: 1,
    periods: 2,
    urgency: 'operator',
    impact: 'Conversations have waited half an hour and more for an answer that is owed to them.',
    article: 'conversations-are-marked-for-long',
  });
}

function addAcceptErrors(stack: Stack, ourMetric: OurMetric): void {
  new ImpactAlarm(stack, 'AcceptErrors', {
    metric: sumOf('webhooks not accepted', {
      refusedByQueue: ourMetric('webhook-ingest', 'WebhooksNotQueued'),
      failed: ourMetric('webhook-ingest', 'RequestsFailed'),
    }),
    threshold: 1,
    urgency: 'outage',
    impact: 'Messages of customers are not accepted: their webhooks get 500.',
    article: 'the-api-answers-with-server-errors',
  });
}

function addChatwootOutage(stack: Stack, ourMetric: OurMetric): void {
  new ImpactAlarm(stack, 'ChatwootOutage', {
    metric: sumOf('turns left as marks', {
      owed: ourMetric(turns, 'TurnsOwed'),
      waiting: ourMetric('reconcile', 'Run.waiting'),
    }),
    // One conversation alone may be its own trouble.
    threshold: 3,
    urgency: 'outage',
    impact: 'Chatwoot does not answer: customers wait until it does, and are answered then.',
    article: 'chatwoot-does-not-answer',
  });
}

function sumOf(label: string, metrics: Record<string, Metric>): MathExpression {
  return ourFigure(label, Object.keys(metrics).join(' + '), { metrics, ...fiveMinutes });
}

function addAnswerTime(stack: Stack, ourMetric: OurMetric): void {
  new ImpactAlarm(stack, 'AnswerTime', {
    metric: ourMetric(turns, 'AnswerMs', { ...fiveMinutes, statistic: 'p95' }),
    threshold: 60_000,
    periods: 3,
    urgency: 'operator',
    impact: 'One customer in twenty waits a minute and more for an answer.',
    article: 'answers-are-slow',
  });
}

/** From so many turns an hour on a share says something. */
const enoughTurns = 20;

function addHandOverShare(stack: Stack, ourMetric: OurMetric): void {
  const hour = { period: Duration.hours(1) };
  const metrics = {
    handed: ourMetric(turns, 'TurnsHandedOver'),
    failed: ourMetric(turns, 'TurnsFailedOver'),
    answered: ourMetric(turns, 'TurnsAnswered'),
  };
  const all = '(handed + failed + answered)';
  new ImpactAlarm(stack, 'HandOverShare', {
    metric: ourFigure(
      'share handed to people',
      `IF(${all} >= ${enoughTurns}, (handed + failed) / ${all}, 0)`,
      {
        metrics,
        ...hour,
      },
    ),
    threshold: 0.6,
    urgency: 'operator',
    impact:
      'Most conversations are handed to people: the team has to answer what the assistant usually does.',
    article: 'many-conversations-are-handed-over',
  });
}
