import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespace, type MetricName } from '../../runtime/metrics.ts';
import type { FunctionName } from '../functions.ts';

/** A metric that a function's log events become (lib/runtime/metrics.ts): one that nobody writes does not compile. */
export function ourMetric(service: FunctionName, name: MetricName, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: metricNamespace,
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
