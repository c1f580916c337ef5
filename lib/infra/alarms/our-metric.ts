import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespaceOf, type MetricName } from '../../runtime/metrics.ts';
import type { FunctionName } from '../functions.ts';

/** Names one of our metrics; one that nobody writes does not compile. */
export type OurMetric = (service: FunctionName, name: MetricName, options?: MetricOptions) => Metric;

/** The metrics that the log events of a stage's functions become (lib/runtime/metrics.ts). */
export function metricsOfStage(stage: string): OurMetric {
  return (service, name, options = {}) =>
    new Metric({
      namespace: metricNamespaceOf(stage),
      metricName: name,
      dimensionsMap: { service },
      statistic: 'Sum',
      ...options,
    });
}

/** A figure made of several; a metric that was not written in a period counts as 0. */
export function ourFigure(
  label: string,
  expression: string,
  { metrics, period }: { metrics: Record<string, Metric>; period: Duration },
): MathExpression {
  const filled = expression.replace(/\b[a-z]\w*\b/g, (name) => (name in metrics ? `FILL(${name}, 0)` : name));
  return new MathExpression({ label, expression: filled, usingMetrics: metrics, period });
}
