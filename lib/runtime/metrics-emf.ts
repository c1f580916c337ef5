import { Metrics } from '@aws-lambda-powertools/metrics';
import { type Measured, metricsOf } from './metrics.ts';
import type { LogEvent } from './telemetry.ts';

/**
 * Writes the metrics of log events as lines in CloudWatch's embedded format: by `service`, and by `service` and
 * `provider` as well where it is about a provider's model. At once and not at the end, because a function that is killed
 * has no end. The namespace is that of POWERTOOLS_METRICS_NAMESPACE, which names the stage.
 */
export function createMetrics(service: string): (line: LogEvent) => void {
  const metrics = new Metrics({ serviceName: service });
  return (line) => {
    const { provider, measured } = metricsOf(line);
    if (measured.length === 0) return;
    publish(metrics, measured);
    if (provider !== null) publish(metrics.addDimension('provider', provider), measured);
  };
}

/** Publishing forgets the dimensions besides `service`. */
function publish(metrics: Metrics, measured: readonly Measured[]): void {
  for (const { name, unit, value } of measured) metrics.addMetric(name, unit, value);
  metrics.publishStoredMetrics();
}
