import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/**
 * `outage`: nobody, or hardly anybody, is answered; it pages. `operator`: something waits for a person to look, perhaps
 * for days; it is told of and pages nobody.
 */
export type Urgency = 'outage' | 'operator';

export interface ImpactAlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Whether it pages. */
  readonly urgency: Urgency;
  /** What customers or the shop notice, as one sentence. */
  readonly impact: string;
  /** The article of docs/runbook.md that says what to do: its heading as GitHub links it. */
  readonly article: string;
  /**
   * How many periods in a row.
   * @default 1
   */
  readonly periods?: number;
  /**
   * Which side of the threshold is bad.
   * @default at the threshold or above
   */
  readonly bad?: 'above' | 'below';
}

/** An alarm that tells whoever it wakes what is broken for whom and where it is written what to do. */
export class ImpactAlarm extends Alarm {
  readonly urgency: Urgency;

  constructor(
    scope: Construct,
    id: string,
    { metric, threshold, urgency, impact, article, periods = 1, bad = 'above' }: ImpactAlarmProps,
  ) {
    super(scope, id, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator:
        bad === 'above'
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      // Nothing runs, nothing is measured: a quiet shop at night is no incident.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${impact} What to do: docs/runbook.md#${article}`,
    });
    this.urgency = urgency;
  }
}

/** The usual period of a metric here. */
export const fiveMinutes = { period: Duration.minutes(5) } as const;
