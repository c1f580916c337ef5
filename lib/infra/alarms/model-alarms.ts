import { Duration, type Stack } from 'aws-cdk-lib';
import { fiveMinutes, ImpactAlarm } from '../constructs/impact-alarm.ts';
import type { FunctionName } from '../functions.ts';
import type { StageConfig } from '../stages.ts';
import { metricsOfStage, ourFigure, type OurMetric } from './our-metric.ts';

/** Who asks providers' models; what they cost together is what the shop pays. */
const askingModels = {
  turns: 'turn-worker',
  background: 'background-worker',
  api: 'dashboard-api',
  catalog: 'embed-catalog',
} as const satisfies Record<string, FunctionName>;

/** Providers that fail, and what they cost. */
export function addModelAlarms(
  stack: Stack,
  { stage, spendAlarmUsd }: Pick<StageConfig, 'stage' | 'spendAlarmUsd'>,
): void {
  const ourMetric = metricsOfStage(stage);
  const asked = {
    failures: ourMetric('turn-worker', 'ModelFailures'),
    answers: ourMetric('turn-worker', 'ModelAnswers'),
  };
  new ImpactAlarm(stack, 'EveryModelFails', {
    // A single failure of a quiet night is nobody's incident.
    metric: ourFigure(
      'providers fail more than they answer',
      'IF(failures >= 5 AND failures > answers, 1, 0)',
      {
        metrics: asked,
        period: Duration.minutes(15),
      },
    ),
    threshold: 1,
    urgency: 'operator',
    impact:
      'No provider answers: customers are answered by the built-in model, shorter and less often, or by people.',
    article: 'every-model-fails',
  });
  const cost = Object.fromEntries(
    Object.entries(askingModels).map(([name, service]) => [name, ourMetric(service, 'CostUsd')]),
  );
  new ImpactAlarm(stack, 'SpendPerHour', {
    metric: ourFigure('spent on models in an hour, USD', Object.keys(cost).join(' + '), {
      metrics: cost,
      period: Duration.hours(1),
    }),
    threshold: spendAlarmUsd,
    urgency: 'operator',
    impact: 'Models cost more than this shop usually spends in an hour; nothing is stopped by it.',
    article: 'models-cost-too-much',
  });
  addBudgetAlarm(stack, ourMetric);
}

/** Where the breaker is tripped: whoever else pays is found out by the next of these. */
const tripping = {
  turns: 'turn-worker',
  api: 'dashboard-api',
} as const satisfies Record<string, FunctionName>;

function addBudgetAlarm(stack: Stack, ourMetric: OurMetric): void {
  const metrics = Object.fromEntries(
    Object.entries(tripping).flatMap(([name, service]) => [
      [`${name}Day`, ourMetric(service, 'DailyBudgetUsedUp')],
      [`${name}Month`, ourMetric(service, 'MonthlyBudgetUsedUp')],
    ]),
  );
  new ImpactAlarm(stack, 'BudgetUsedUp', {
    metric: ourFigure('budgets used up', Object.keys(metrics).join(' + '), { metrics, ...fiveMinutes }),
    threshold: 1,
    urgency: 'operator',
    impact:
      'The budget for models is used up: customers are answered by the built-in model, shorter and less often, or by people.',
    article: 'a-budget-is-used-up',
  });
}
